/**
 * Room for bytes that were read and are on their way into an answer: who reads more waits until
 * others have given theirs away. Knows no file.
 */

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/** The room of a server. */
export class ReadingRoom {
  readonly #max: () => number;
  readonly #waiting: Waiting[] = [];
  #taken = 0;

  /** `max`: bytes at the same time; more than that alone is let in when nobody else is there. */
  constructor(max: () => number) {
    this.#max = max;
  }

  /** Waits for room, first come first served; gives what makes it free again. */
  async enter(bytes: number): Promise<() => void> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((enter) => this.#waiting.push({ bytes, enter }));
    } else this.#taken += bytes;
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.#taken -= bytes;
      this.#letIn();
    };
  }

  #letIn(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || !this.#fits(next.bytes)) return;
      this.#waiting.shift();
      this.#taken += next.bytes;
      next.enter();
    }
  }

  #fits(bytes: number): boolean {
    return this.#taken === 0 || this.#taken + bytes <= this.#max();
  }
}
