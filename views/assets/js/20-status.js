/**
 * `<status-line>` says what a tap did, and shows it for a moment:
 * `document.dispatchEvent(new CustomEvent('tsudoi:say', { detail: words }))`. It stays through visits.
 */
customElements.define(
  'status-line',
  class extends HTMLElement {
    connectedCallback() {
      document.addEventListener('tsudoi:say', this);
    }

    disconnectedCallback() {
      document.removeEventListener('tsudoi:say', this);
    }

    handleEvent({ detail }) {
      clearTimeout(this.timer);
      this.textContent = '';
      requestAnimationFrame(() => (this.textContent = detail));
      this.timer = setTimeout(() => (this.textContent = ''), 8000);
    }
  },
);

/** `<flash-note role="status">`: a screen reader speaks only what comes in after the region itself, so it comes in again. */
customElements.define(
  'flash-note',
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setTimeout(() => this.replaceChildren(...this.childNodes), 200);
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }
  },
);
