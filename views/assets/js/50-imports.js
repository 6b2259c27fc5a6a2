/**
 * `<reload-soon data-seconds="1">`: something under way on the server. Asks for the page again until it is over, without moving
 * the focus; then the page itself comes anew. Without JavaScript the page refreshes itself.
 */
customElements.define(
  'reload-soon',
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setInterval(() => this.ask(), Number(this.dataset.seconds) * 1000);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    async ask() {
      const answer = await fetch(location.href).catch(() => undefined);
      if (!answer?.ok || !this.isConnected) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('reload-soon');
      if (!fresh) Turbo.visit(location.href, { action: 'replace' });
      else this.replaceChildren(...fresh.childNodes);
    }
  },
);
