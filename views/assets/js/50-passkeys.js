/**
 * `<passkey-form data-options="/…" data-failed="…">` around a form with a hidden input `credential`: when the form is sent, the
 * browser is asked for a passkey first, and its answer goes with the form. `data-create` makes a new one. Where the browser
 * knows no passkeys the form stays hidden, or says `data-none`.
 */
{
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  const withBytes = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  const PARTS = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];

  customElements.define(
    'passkey-form',
    class extends HTMLElement {
      connectedCallback() {
        this.status = this.querySelector('[role=status]');
        if (!window.PublicKeyCredential) return void (this.status.textContent = this.dataset.none ?? '');
        this.hidden = false;
        this.addEventListener('submit', this);
      }

      async handleEvent(event) {
        const form = event.target;
        const answer = form.elements.credential;
        // Sent by ourselves, with the answer; or Enter in a field of a form that is not filled in.
        if (answer.value) return;
        event.preventDefault();
        event.stopPropagation();
        this.status.textContent = '';
        try {
          answer.value = JSON.stringify(await this.ask());
        } catch {
          this.status.textContent = this.dataset.failed;
          return;
        }
        form.requestSubmit();
        answer.value = '';
      }

      async ask() {
        const headers = { accept: 'application/json' };
        const options = await (await fetch(this.dataset.options, { method: 'POST', headers })).json();
        const publicKey = { ...options, challenge: bytes(options.challenge) };
        const make = 'create' in this.dataset;
        if (make) {
          publicKey.user = { ...options.user, id: bytes(options.user.id) };
          publicKey.excludeCredentials = withBytes(options.excludeCredentials);
        } else publicKey.allowCredentials = withBytes(options.allowCredentials);
        const { id, rawId, type, response } = await navigator.credentials[make ? 'create' : 'get']({ publicKey });
        const said = { transports: response.getTransports?.() };
        for (const part of PARTS) if (response[part]) said[part] = text(response[part]);
        return { id, rawId: text(rawId), type, response: said };
      }
    },
  );
}
