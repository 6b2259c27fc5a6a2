/**
 * `<qr-scanner data-form="id">`: reads QR codes with the camera into the field `code` of a form, and sends it. The camera goes on
 * when it is asked for, stays on while forms are answered, and goes off when the page is left. What reads the picture is the
 * browser's own, else a module that is fetched then.
 */
customElements.define(
  'qr-scanner',
  class extends HTMLElement {
    /* Whether the document was opened with a scanner in it: only then is it let to the camera. */
    static isOpen = document.querySelector('qr-scanner') !== null;

    connectedCallback() {
      clearTimeout(this.leaving);
      if (this.stream) return void this.video.play();
      this.button = Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet' });
      this.button.addEventListener('click', () => (this.stream ? this.stop(true) : this.start()));
      this.video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, hidden: true });
      this.status = document.createElement('p');
      this.status.setAttribute('role', 'status');
      this.replaceChildren(this.button, this.status, this.video);
      this.show('');
      if ('again' in this.dataset && sessionStorage.getItem('camera')) this.start();
      if (this.constructor.isOpen && sessionStorage.getItem('camera-next')) this.start();
    }

    /* A page that is answered keeps the element, but takes it out for a moment. */
    disconnectedCallback() {
      this.leaving = setTimeout(() => this.stop());
    }

    async start() {
      if (this.starting || this.stream) return;
      this.starting = true;
      sessionStorage.removeItem('camera-next');
      if (!this.constructor.isOpen) {
        sessionStorage.setItem('camera-next', 'on');
        return location.reload();
      }
      try {
        const wanted = { video: { facingMode: this.dataset.facing, width: { ideal: 1280 } } };
        const stream = await navigator.mediaDevices.getUserMedia(wanted);
        this.detector ??= await this.findDetector();
        if (!this.isConnected) return stream.getTracks().forEach((track) => track.stop());
        this.stream = this.video.srcObject = stream;
        sessionStorage.setItem('camera', 'on');
        this.show(this.dataset.reading);
        await this.video.play();
        this.look();
      } catch (error) {
        this.stop();
        this.show(error.name === 'NotAllowedError' ? this.dataset.denied : this.dataset.none);
      } finally {
        this.starting = false;
      }
    }

    async findDetector() {
      const own = await globalThis.BarcodeDetector?.getSupportedFormats();
      const { BarcodeDetector } = own?.includes('qr_code') ? globalThis : await import(this.dataset.decoder);
      return new BarcodeDetector({ formats: ['qr_code'] });
    }

    /* Again and again, as long as the same camera is on. */
    async look(stream = this.stream) {
      const [code] = await this.detector.detect(this.video).catch(() => []);
      if (!stream || this.stream !== stream) return;
      if (code) this.read(code.rawValue);
      setTimeout(() => this.look(stream), 150);
    }

    /* A code that is held before the camera is read once, also where the answer is another page. */
    read(value) {
      const seen = sessionStorage.getItem('code-seen');
      sessionStorage.setItem('code-seen', `${Date.now()} ${value}`);
      const isSame = seen?.endsWith(` ${value}`) && Date.now() - Number.parseInt(seen, 10) < 4000;
      const form = document.getElementById(this.dataset.form);
      if (isSame || !form) return;
      form.elements.code.value = value;
      form.requestSubmit();
    }

    /** @param forGood somebody has switched it off */
    stop(forGood = false) {
      for (const track of this.stream?.getTracks() ?? []) track.stop();
      this.stream = this.video.srcObject = null;
      if (forGood) sessionStorage.removeItem('camera');
      this.show('');
    }

    show(said) {
      this.button.textContent = this.stream ? this.dataset.off : this.dataset.on;
      this.video.hidden = !this.stream;
      this.status.textContent = said;
    }
  },
);
