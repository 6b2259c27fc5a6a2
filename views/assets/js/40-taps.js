/**
 * `<kept-taps>` on a page whose forms with `data-tap` must not be lost with the connection: each tap gets a key of its own,
 * and one that does not get through is kept in this browser and sent later, with how long ago it was made; the house takes
 * a key once. What is kept is the form's address and its fields, which name nobody but who came unexpected, until it is
 * sent. A tap that is refused late is shown until somebody has seen it. `data-tap="place-12"`: the id of what it is about. `data-again`: the form can
 * be sent more than once; `data-again="last"`: only the last time matters. `data-after="/address"`: comes to light when the tap
 * to that address is kept, for what comes next. The button that was tapped keeps the focus, and is pressed where its kind is
 * (`aria-pressed`).
 */
customElements.define(
  'kept-taps',
  class extends HTMLElement {
    connectedCallback() {
      document.addEventListener('submit', this, true);
      document.addEventListener('turbo:fetch-request-error', this);
      addEventListener('online', this);
      this.timer = setInterval(() => this.send(), 5000);
      this.show();
      this.send();
    }

    disconnectedCallback() {
      document.removeEventListener('submit', this, true);
      document.removeEventListener('turbo:fetch-request-error', this);
      removeEventListener('online', this);
      clearInterval(this.timer);
    }

    /** Of the person who is signed in: nobody else sends what she has tapped. */
    get taps() {
      return JSON.parse(localStorage.getItem(`taps-${this.dataset.who}`) ?? '[]');
    }

    set taps(taps) {
      const place = `taps-${this.dataset.who}`;
      if (taps.length > 0) localStorage.setItem(place, JSON.stringify(taps));
      else localStorage.removeItem(place);
    }

    handleEvent(event) {
      const form = event.target;
      if (event.type === 'online') return this.send();
      if (!form.matches?.('[data-tap]')) return;
      if (event.type === 'submit') {
        this.name(form, event.submitter);
        // What is told of the same child goes in the order in which it was tapped.
        if (navigator.onLine && !this.taps.some(({ of, refused }) => of === form.dataset.tap && !refused)) return;
        event.stopImmediatePropagation();
      }
      event.preventDefault();
      this.keep(form);
      this.send();
    }

    name(form, submitter) {
      const key = form.elements.key ?? form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name: 'key' }));
      key.value = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
      document.dispatchEvent(new CustomEvent('tsudoi:hold', { detail: submitter?.id ?? '' }));
      this.tapped = { at: Date.now(), body: [...new FormData(form, submitter)].filter(([, value]) => value) };
    }

    keep(form) {
      const { again, tap: about } = form.dataset;
      const others = this.taps.filter(({ of, url }) => again !== 'last' || of !== about || url !== form.action);
      this.taps = [...others, { ...this.tapped, key: form.elements.key.value, url: form.action, of: about }];
      form.reset();
      this.show();
      this.say(this.querySelector('p').textContent);
    }

    async send() {
      if (this.sending || !navigator.onLine) return;
      this.sending = true;
      let sent = 0;
      for (let tap; (tap = this.taps.find(({ refused }) => !refused)); ) {
        const ago = String(Math.round((Date.now() - tap.at) / 1000));
        const body = new URLSearchParams([...tap.body, ['ago', ago]]);
        const answer = await fetch(tap.url, { method: 'POST', body }).catch(() => undefined);
        if (!answer || answer.status >= 500 || answer.status === 429) break;
        if (answer.redirected && new URL(answer.url).pathname === this.dataset.signIn) break;
        const refused = answer.ok ? undefined : await this.wordsOf(answer);
        this.taps = this.taps.flatMap((one) => (one.key !== tap.key ? [one] : refused ? [{ ...one, body: [], refused }] : []));
        sent += 1;
      }
      this.sending = false;
      this.show();
      if (sent === 0) return;
      this.say(this.dataset.sent);
      Turbo.visit(location.href, { action: 'replace' });
    }

    async wordsOf(answer) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      return (page.querySelector('.summary ul') ?? page.querySelector('h1'))?.textContent.trim();
    }

    show() {
      const { taps } = this;
      const waiting = taps.filter(({ refused }) => !refused);
      const count = document.createElement('p');
      count.textContent = this.dataset.kept.replace('%n', waiting.length);
      this.replaceChildren(...(waiting.length > 0 ? [count] : []), ...taps.filter(({ refused }) => refused).map((tap) => this.refusal(tap)));
      this.hidden = taps.length === 0;
      for (const next of document.querySelectorAll('[data-after]')) {
        const path = next.dataset.after;
        next.hidden = !waiting.some(({ url }) => new URL(url).pathname === path);
      }
      for (const form of document.querySelectorAll('[data-tap]')) {
        const own = waiting.filter(({ url, of }) => url === form.action && of === form.dataset.tap);
        form.inert = !('again' in form.dataset) && own.length > 0;
        for (const button of own.length > 0 ? form.querySelectorAll('[aria-pressed]') : []) {
          button.ariaPressed = String(own.at(-1).body.some(([name, value]) => name === button.name && value === button.value));
        }
      }
    }

    refusal({ key, of, refused }) {
      const line = document.createElement('p');
      const name = document.getElementById(of)?.querySelector('strong')?.textContent ?? '';
      const seen = Object.assign(document.createElement('button'), { className: 'button quiet small', textContent: this.dataset.seen });
      seen.addEventListener('click', () => {
        this.taps = this.taps.filter((one) => one.key !== key);
        this.show();
      });
      line.append(`${this.dataset.refused} ${name} ${refused} `, seen);
      return line;
    }

    say(detail) {
      document.dispatchEvent(new CustomEvent('tsudoi:say', { detail }));
    }
  },
);
