/* A password that can be shown, so that nobody need type it twice. */
customElements.define(
  'password-field',
  class extends HTMLElement {
    connectedCallback() {
      if (this.querySelector('button')) return;
      const input = this.querySelector('input');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button quiet';
      const say = () => {
        button.textContent = input.type === 'password' ? this.dataset.show : this.dataset.hide;
      };
      button.addEventListener('click', () => {
        input.type = input.type === 'password' ? 'text' : 'password';
        say();
      });
      input.form?.addEventListener('submit', () => {
        input.type = 'password';
      });
      say();
      this.append(button);
    }
  },
);

/* The address of a postal code, as soon as seven digits are there; the button does the same on demand. */
customElements.define(
  'postal-lookup',
  class extends HTMLElement {
    connectedCallback() {
      this.code = this.querySelector('[name=postalCode]');
      this.address = this.querySelector('[name=address]');
      this.status = this.querySelector('[role=status]');
      this.code.addEventListener('input', () => {
        if (this.digits().length === 7) this.lookUp(false);
      });
      this.querySelector('button').addEventListener('click', (event) => {
        event.preventDefault();
        this.lookUp(true);
      });
    }

    digits() {
      return this.code.value.normalize('NFKC').replace(/\D/g, '');
    }

    /* What she has typed herself stays, unless she asks for it. */
    async lookUp(asked) {
      const answer = await fetch(this.dataset.url + encodeURIComponent(this.digits() || '-'), {
        headers: { accept: 'application/json' },
      }).catch(() => undefined);
      this.status.textContent = answer?.ok ? this.dataset.found : this.dataset.unknown;
      if (!answer?.ok) return;
      const { address } = await answer.json();
      if (asked || this.address.value === '' || this.address.value === this.filled) {
        this.address.value = this.filled = address;
        if (asked) this.address.focus();
      }
    }
  },
);
