/*
 * The form for booking: what is free, and what the wish comes to, follow the choices. The server decides both, by the
 * same address that the button for refreshing has; without JavaScript that button is there.
 */
customElements.define(
  'booking-form',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('change', this);
      this.startIndex = this.querySelector('[name=start]')?.selectedIndex;
    }

    handleEvent({ target }) {
      if (target.name === 'start') this.takeEndAlong(target);
      const isTime = ['venueId', 'date', 'start', 'end'].includes(target.name);
      if (isTime && target.checkValidity()) this.refresh(['booking-when', 'booking-notice', 'booking-what', 'booking-care', 'booking-summary']);
      if (target.name === 'childIds') this.refresh(['booking-care', 'booking-summary']);
      if (target.name === 'resourceIds') this.refresh(['booking-notice', 'booking-summary']);
    }

    /* Who moves the start past the end means the same length, as far as the day goes. */
    takeEndAlong(start) {
      const end = this.querySelector('[name=end]');
      const moved = start.selectedIndex - this.startIndex;
      if (end.value <= start.value) end.selectedIndex = Math.min(end.selectedIndex + moved, end.options.length - 1);
      this.startIndex = start.selectedIndex;
    }

    async refresh(parts) {
      const form = this.querySelector('form');
      this.asking?.abort();
      this.asking = new AbortController();
      // A second choice while the first is under way must not leave the parts of the first behind.
      this.parts = [...new Set([...(this.parts ?? []), ...parts])];
      const query = new URLSearchParams(new FormData(form));
      const url = `${form.querySelector('.refresh').formAction}?${query}`;
      const answer = await fetch(url, { signal: this.asking.signal }).catch(() => undefined);
      if (!answer?.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const held = document.activeElement?.id;
      for (const id of this.parts) {
        const fresh = page.getElementById(id);
        if (fresh) document.getElementById(id).replaceChildren(...fresh.childNodes);
      }
      this.parts = [];
      if (held && document.activeElement?.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
    }
  },
);
