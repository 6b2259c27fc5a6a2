/**
 * `<kiosk-page data-home="/kiosk" data-seconds="30">`: a page that nobody sits at. When nothing has been typed for so long, it
 * goes back to its home; with data-swap it is home, and takes over what is new there. Where there is no connection it stays
 * as it is and says so. Without a script the page refreshes itself.
 */
customElements.define(
  'kiosk-page',
  class extends HTMLElement {
    connectedCallback() {
      this.begin();
      this.lastKey = -Infinity;
      this.code = this.querySelector('#code');
      for (const name of ['keydown', 'submit']) document.addEventListener(name, this);
      this.timer = setInterval(() => this.tick(), 1000);
    }

    disconnectedCallback() {
      for (const name of ['keydown', 'submit']) document.removeEventListener(name, this);
      clearInterval(this.timer);
    }

    begin() {
      this.since = performance.now();
    }

    /* A scanner by hand types wherever the focus is. What is sent without a connection would leave an error of the browser standing. */
    handleEvent(event) {
      if (event.type === 'submit') {
        if (!navigator.onLine) event.preventDefault();
        return this.showOffline(!navigator.onLine);
      }
      this.lastKey = performance.now();
      if (document.activeElement === document.body && event.key.length === 1) this.code?.focus();
    }

    showOffline(is) {
      const note = this.querySelector('.kiosk-offline');
      if (note) note.hidden = !is;
    }

    tick() {
      const now = performance.now();
      if (this.code?.value && now - this.lastKey > 60_000) this.code.value = '';
      this.showTime();
      if (!this.code?.value && !this.asking && now - this.since > Number(this.dataset.seconds) * 1000) this.ask();
    }

    /* The wall clock of the place goes on from what the server said. */
    showTime() {
      const time = this.querySelector('time[data-at]');
      if (!time) return;
      const at = Number(time.dataset.at) + performance.now() - (time.since ??= performance.now());
      const clock = { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
      time.textContent = new Intl.DateTimeFormat('en', clock).format(at);
    }

    async ask() {
      this.asking = true;
      const answer = await fetch(this.dataset.home, { cache: 'no-store' }).catch(() => undefined);
      this.asking = false;
      this.begin();
      this.showOffline(!answer?.ok);
      if (!answer?.ok || this.code?.value) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById('board');
      const look = (of) => of.querySelector('script[src]').getAttribute('src');
      const isSame = fresh && 'swap' in this.dataset && look(page) === look(document);
      if (isSame) this.querySelector('#board').replaceChildren(...fresh.childNodes);
      else location.replace(this.dataset.home);
    }
  },
);
