/** `<copy-text>` around an input and a hidden button: the button copies what stands in the input, and says so. */
customElements.define(
  'copy-text',
  class extends HTMLElement {
    connectedCallback() {
      const [input, button, status] = ['input', 'button', '[role=status]'].map((part) => this.querySelector(part));
      button.hidden = false;
      button.addEventListener('click', async () => {
        input.select();
        // Without a safe address (http) there is no clipboard; the older way copies what is selected.
        await (navigator.clipboard?.writeText(input.value) ?? Promise.reject()).catch(() => document.execCommand('copy'));
        status.textContent = button.dataset.done;
      });
    }
  },
);
