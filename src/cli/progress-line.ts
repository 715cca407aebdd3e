/** How far something is, on one line of a terminal that is written over; nothing on anything else. */
import type { WriteStream } from 'node:tty';

/** Between two looks, in milliseconds: people see no more, and terminals are slow. */
const pauseMs = 100;

const toStart = '\r\x1b[K';

/** The line. */
export class ProgressLine {
  readonly #isTerminal: boolean;
  #last = 0;
  #isShown = false;

  constructor(private readonly stream: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>) {
    this.#isTerminal = stream.isTTY;
  }

  /** Shows a text, unless the one before it is still fresh. */
  show(text: string): void {
    if (!this.#isTerminal || Date.now() - this.#last < pauseMs) return;
    this.#last = Date.now();
    this.#isShown = true;
    this.stream.write(toStart + text.slice(0, this.stream.columns - 1));
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.stream.write(toStart);
    this.#isShown = false;
  }
}
