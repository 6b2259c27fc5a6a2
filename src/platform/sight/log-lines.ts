import type { Moment } from '../time.js';

type Fields = Record<string, string | number | boolean | undefined>;

/** Lines are gathered for so long: a write for each would cost more than the line. */
const GATHERED_MS = 50;

/** The log for a machine: one JSON object a line, on stdout. */
export class LogLines {
  private gathered: string[] = [];
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly now: () => Moment,
    private readonly write: (text: string) => unknown = (text) => process.stdout.write(text),
  ) {
    process.once('exit', () => this.flush());
  }

  add(level: 'info' | 'warn' | 'error', fields: Fields): void {
    this.gathered.push(`${JSON.stringify({ time: this.now().toString(), level, ...fields })}\n`);
    this.timer ??= setTimeout(() => this.flush(), GATHERED_MS).unref();
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.gathered.join('');
    this.gathered = [];
    if (text) this.write(text);
  }
}
