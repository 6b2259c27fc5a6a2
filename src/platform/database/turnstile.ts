/** Lets callers through one at a time, in the order in which they came. */
export class Turnstile {
  /** How many stand behind the one who goes through. */
  waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  pass<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const turn = this.last.then(() => {
      this.waiting -= 1;
      return work();
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
