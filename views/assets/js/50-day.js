/**
 * `<day-grid>` around the timetable of a day: a stretch is chosen with two taps, its first and its last step, and what
 * else is free for it can be added. Each free stretch comes as one button, which leads to the form by itself where no
 * script runs. On a wide screen all are cut into steps; on a phone the one that was tapped. Arrow keys move between the
 * steps (one tab stop for all of them, so that the next Tab leads to the summary), Escape takes back the last tap.
 */
{
  const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const fill = (words, values) => words.replace(/%(\w)/g, (_, name) => values[name]);

  customElements.define(
    'day-grid',
    class extends HTMLElement {
      connectedCallback() {
        this.bar = this.querySelector('.choice');
        this.more = this.bar.querySelector('select');
        this.wide = matchMedia('(min-width: 48rem)');
        this.rows = [...this.querySelectorAll('tr:has(button)')].map((tr) => this.rowOf(tr));
        for (const name of ['click', 'keydown', 'pointerover', 'change']) this.addEventListener(name, this);
        this.wide.addEventListener('change', this);
        document.addEventListener('turbo:before-cache', this);
        this.begin();
      }

      disconnectedCallback() {
        this.wide.removeEventListener('change', this);
        document.removeEventListener('turbo:before-cache', this);
      }

      rowOf(tr) {
        const pieces = [...tr.querySelectorAll('td > button')].map((button) => {
          const [id, start, end] = button.value.split('.').map(Number);
          return { button, id, start, end: end ?? start + button.parentNode.colSpan * Number(this.dataset.unit), whole: !!end };
        });
        const row = { tr, pieces, id: pieces[0].id, name: tr.querySelector('b').textContent, kind: tr.parentNode.dataset.kind };
        for (const piece of pieces) piece.row = row;
        return row;
      }

      /** Nothing chosen. */
      begin() {
        this.past = [];
        this.choice = undefined;
        this.lay();
      }

      /** Cuts what the width asks for: all, or what was asked for as a whole. */
      lay() {
        for (const cells of this.querySelectorAll('.cells')) cells.remove();
        this.steps = [];
        for (const piece of this.rows.flatMap(({ pieces }) => pieces)) {
          piece.cut = false;
          piece.button.removeAttribute('aria-expanded');
          if (this.wide.matches || piece.whole) this.cut(piece);
          else piece.button.ariaExpanded = 'false';
        }
        if (this.steps[0]) this.steps[0].button.tabIndex = 0;
        this.show();
      }

      /** Makes a button for each step of a free stretch; one that was asked for as a whole stays whole. */
      cut(piece) {
        if (piece.cut) return;
        piece.cut = true;
        const { row, start, end, whole } = piece;
        if (whole) return void this.steps.push(Object.assign(piece, { text: piece.button }));
        const cells = document.createElement('div');
        cells.className = 'cells';
        const length = Number(this.dataset.slot);
        for (let from = start; from < end; from += length) {
          const button = document.createElement('button');
          const text = document.createElement('span');
          button.type = 'button';
          if (this.wide.matches) button.tabIndex = -1;
          button.append(text);
          cells.append(button);
          this.steps.push({ button, text, row, start: from, end: from + length });
        }
        piece.button.after(cells);
      }

      handleEvent(event) {
        if (event.type === 'turbo:before-cache') return this.begin();
        if (event.target === this.wide) return this.lay();
        if (event.type === 'keydown') return this.press(event);
        if (event.type === 'change') return this.add(event);
        const button = event.target.closest('button');
        const step = this.steps.find((one) => one.button === button);
        if (event.type === 'pointerover') return this.preview(step);
        if (button?.type === 'button' && this.bar.contains(button)) return this.clear();
        if (step) {
          event.preventDefault();
          return this.choose(step);
        }
        const piece = this.rows.flatMap(({ pieces }) => pieces).find((one) => one.button === button);
        if (!piece) return;
        event.preventDefault();
        this.open(piece);
      }

      /** On a phone: the steps of one stretch at a time. */
      open(piece) {
        const isOpen = piece.button.ariaExpanded === 'true';
        for (const one of this.querySelectorAll('td > [aria-expanded]')) one.ariaExpanded = 'false';
        this.cut(piece);
        piece.button.ariaExpanded = String(!isOpen);
        this.show();
      }

      choose(step) {
        const { row, start, end, whole } = step;
        const { choice } = this;
        const [from, to] = [Math.min(start, choice?.start), Math.max(end, choice?.end)];
        const others = choice?.others;
        if (!choice) return this.take({ row, start, end, done: whole, others: [] });
        if (others.includes(row)) {
          return this.take({ ...choice, others: others.filter((one) => one !== row) }, fill(this.dataset.removed, { n: row.name }));
        }
        if (choice.done && row.kind !== choice.row.kind) {
          const hours = `${clock(choice.start)}–${clock(choice.end)}`;
          if (!this.isFree(row, choice.start, choice.end)) return this.show(fill(this.dataset.busy, { n: row.name, h: hours }), true);
          return this.take({ ...choice, others: [...others, row] }, fill(this.dataset.added, { n: row.name }));
        }
        const same = !choice.done && choice.row === row;
        if (same && this.isFree(row, from, to)) return this.take({ ...choice, start: from, end: to, done: true });
        return this.take({ row, start, end, done: whole, others: [] }, same ? this.dataset.anew : '');
      }

      take(choice, said) {
        this.past.push(this.choice);
        this.choice = choice;
        this.show(said);
      }

      isFree(row, start, end) {
        const covered = (sum, piece) => sum + Math.max(0, Math.min(end, piece.end) - Math.max(start, piece.start));
        return row.pieces.reduce(covered, 0) === end - start;
      }

      /** The list in the summary: one thing more that is free for the stretch. */
      add({ target }) {
        if (target !== this.more) return;
        this.take({ ...this.choice, others: this.rows.filter(({ id }) => String(id) === target.value) });
      }

      back() {
        if (this.past.length === 0) return;
        this.choice = this.past.pop();
        this.show(this.choice ? '' : this.dataset.cleared);
      }

      clear() {
        const at = this.choice && this.steps.find(({ row, start }) => row === this.choice.row && start === this.choice.start);
        this.past = [];
        this.choice = undefined;
        this.show(this.dataset.cleared);
        at?.button.focus();
      }

      press(event) {
        if (event.key === 'Escape') return this.back();
        const step = this.steps.find((one) => one.button === event.target);
        const next = step && this.neighbour(step, event.key);
        if (!next) return;
        event.preventDefault();
        for (const { button } of this.steps) if (this.wide.matches) button.tabIndex = -1;
        next.button.tabIndex = 0;
        next.button.focus();
        this.preview(next);
      }

      neighbour(step, key) {
        const own = this.steps.filter(({ row }) => row === step.row);
        const at = own.indexOf(step);
        if (key === 'ArrowRight') return own[at + 1];
        if (key === 'ArrowLeft') return own[at - 1];
        if (key === 'Home') return own[0];
        if (key === 'End') return own.at(-1);
        if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
        const rows = this.rows.filter((row) => this.steps.some((one) => one.row === row));
        const row = rows[rows.indexOf(step.row) + (key === 'ArrowDown' ? 1 : -1)];
        const away = (one) => Math.abs(one.start - step.start);
        return this.steps.filter((one) => one.row === row).toSorted((a, b) => away(a) - away(b))[0];
      }

      /** What the stretch would be if this step were its end. */
      preview(step) {
        const { choice } = this;
        const [from, to] = [Math.min(step?.start, choice?.start), Math.max(step?.end, choice?.end)];
        const would = step && choice && !choice.done && choice.row === step.row && this.isFree(step.row, from, to);
        for (const { button, row, start, end } of this.steps) {
          button.classList.toggle('soon', Boolean(would && row === step.row && from <= start && end <= to));
        }
      }

      /** @param said what else there is to say of the last tap; aloud in any case, and in the summary where it matters. */
      show(said = '', matters = said === this.dataset.anew) {
        const { choice } = this;
        const chosen = (row) => choice && (row === choice.row || choice.others.includes(row));
        for (const { button, text, row, start, end, whole } of this.steps) {
          const picksEnd = choice && !choice.done && row === choice.row && start >= choice.start;
          button.ariaPressed = String(Boolean(chosen(row) && choice.start <= start && end <= choice.end));
          if (whole) continue;
          text.textContent = picksEnd ? fill(this.dataset.to, { s: clock(end) }) : clock(start);
          button.ariaLabel = `${row.name} ${picksEnd ? text.textContent : fill(this.dataset.from, { s: clock(start) })}`;
        }
        this.preview();
        this.showBar();
        const summary = choice ? this.bar.querySelector('#choice').textContent : '';
        this.bar.querySelector('.choice-said').textContent = matters ? said : '';
        this.querySelector('[role=status]').textContent = `${said} ${summary}`.trim();
      }

      showBar() {
        const { choice, bar } = this;
        bar.hidden = !choice;
        if (!choice) return;
        const rows = [choice.row, ...choice.others];
        const names = rows.map(({ name }) => name).join(this.dataset.and);
        bar.querySelector('#choice').textContent = choice.done
          ? fill(this.dataset.range, { n: names, h: `${clock(choice.start)}–${clock(choice.end)}` })
          : fill(this.dataset.start, { n: names, s: clock(choice.start) });
        bar.elements.start.value = clock(choice.start);
        bar.elements.end.value = clock(choice.end);
        for (const old of bar.querySelectorAll('[name=resourceIds]')) old.remove();
        for (const { id } of rows) {
          const input = Object.assign(document.createElement('input'), { type: 'hidden', name: 'resourceIds', value: id });
          bar.append(input);
        }
        this.offer(choice);
      }

      offer({ row, start, end, done, others }) {
        const fits = this.rows.filter((one) => done && one.kind !== row.kind && one.kind !== 'room' && this.isFree(one, start, end));
        this.more.replaceChildren(this.more.options[0], ...fits.map(({ name, id }) => new Option(name, id)));
        this.more.value = others[0]?.id ?? '';
        this.more.parentNode.hidden = fits.length === 0;
      }
    },
  );
}
