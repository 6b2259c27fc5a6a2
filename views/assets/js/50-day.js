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

      /** Nothing chosen, nothing cut but what the width asks for. */
      begin() {
        for (const cells of this.querySelectorAll('.cells')) cells.remove();
        this.steps = [];
        this.past = [];
        this.choice = undefined;
        for (const row of this.rows) {
          for (const piece of row.pieces) {
            piece.cut = false;
            if (this.wide.matches || piece.whole) this.cut(piece);
          }
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
        if (event.type === 'turbo:before-cache' || event.target === this.wide) return this.begin();
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
        const before = this.choice;
        this.past.push(before);
        const from = Math.min(start, before?.start);
        const to = Math.max(end, before?.end);
        if (whole && !(before?.done && row.kind !== before.row.kind)) {
          this.choice = { row, start, end, done: true, others: [] };
        } else if (before && !before.done && before.row === row && this.isFree(row, from, to)) {
          this.choice = { ...before, start: from, end: to, done: true };
        } else if (before?.others.includes(row)) {
          this.choice = { ...before, others: before.others.filter((one) => one !== row) };
          return this.show(fill(this.dataset.removed, { n: row.name }));
        } else if (before?.done && before.row.kind !== row.kind && this.isFree(row, before.start, before.end)) {
          this.choice = { ...before, others: [...before.others, row] };
          return this.show(fill(this.dataset.added, { n: row.name }));
        } else {
          this.choice = { row, start, end, done: false, others: [] };
        }
        this.show();
      }

      isFree(row, start, end) {
        const covered = (sum, piece) => sum + Math.max(0, Math.min(end, piece.end) - Math.max(start, piece.start));
        return row.pieces.reduce(covered, 0) === end - start;
      }

      /** The list in the summary: one thing more that is free for the stretch. */
      add({ target }) {
        if (target !== this.more) return;
        this.past.push(this.choice);
        this.choice = { ...this.choice, others: this.rows.filter(({ id }) => String(id) === target.value) };
        this.show();
      }

      back() {
        if (this.past.length === 0) return;
        this.choice = this.past.pop();
        this.show(this.choice ? undefined : this.dataset.cleared);
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

      show(said) {
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
        this.querySelector('[role=status]').textContent = said ?? (choice ? this.bar.querySelector('#choice').textContent : '');
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
