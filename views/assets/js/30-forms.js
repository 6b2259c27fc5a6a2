/* The button that sends stays in place and keeps the focus while its form is under way; Turbo refuses a second tap. */
Turbo.config.forms.submitter = 'aria-disabled';

/**
 * `<auto-submit>` around a form sends it as soon as a choice is made; its button (needed without JavaScript) is hidden by
 * the style sheet. Only for choices that show the same page anew, such as another day.
 */
customElements.define(
  'auto-submit',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('change', this);
    }

    handleEvent({ target }) {
      if (!target.checkValidity()) return;
      document.dispatchEvent(new CustomEvent('tsudoi:hold', { detail: target.id }));
      target.form.requestSubmit();
    }
  },
);

/**
 * A button with `data-confirm="…"` asks first. `<confirm-dialog>` stands once in the layout and has the word for going
 * back; the button that goes on says what the asking button said.
 */
customElements.define(
  'confirm-dialog',
  class extends HTMLElement {
    connectedCallback() {
      document.addEventListener('submit', this, true);
    }

    disconnectedCallback() {
      document.removeEventListener('submit', this, true);
    }

    handleEvent(event) {
      const button = event.submitter;
      const words = button?.dataset.confirm;
      const agreed = button === this.agreed;
      this.agreed = undefined;
      if (!words || agreed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.ask(words, button);
    }

    ask(words, button) {
      const dialog = document.createElement('dialog');
      dialog.className = 'dialog stack';
      dialog.setAttribute('aria-labelledby', 'confirm-words');
      const text = document.createElement('p');
      text.id = 'confirm-words';
      text.textContent = words;
      const row = document.createElement('div');
      row.className = 'row';
      row.append(
        this.button('quiet', this.dataset.back, () => dialog.close()),
        this.button('danger', button.textContent.trim(), () => dialog.close('yes')),
      );
      dialog.append(text, row);
      dialog.addEventListener('close', () => {
        dialog.remove();
        button.focus();
        if (dialog.returnValue !== 'yes') return;
        this.agreed = button;
        button.form.requestSubmit(button);
      });
      document.body.append(dialog);
      dialog.showModal();
    }

    button(kind, words, press) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = `button ${kind}`;
      button.textContent = words;
      button.addEventListener('click', press);
      return button;
    }
  },
);
