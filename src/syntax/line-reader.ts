/**
 * Reads command lines: short ones at once, long ones in a thread, so that no line keeps the others
 * waiting. Knows no command.
 */
import { ReadingThread } from '../threads/reading-thread.js';
import { startThread } from '../threads/start-thread.js';
import { readItems } from './command-line.js';
import type { Item } from './item.js';
import type { LineBytes } from './line-bytes.js';
import { itemsOfLine, type LineLimits, type LongLine } from './long-line.js';

/** Lines up to this many bytes are read at once: that takes less time than a slice of long work. */
const atOnceMax = 16 * 1024;

/** The reader of a server. */
export class LineReader {
  readonly #thread: ReadingThread<LongLine>;

  /** `waitingBytesMax` limits the long lines that are read or wait for it. */
  constructor(waitingBytesMax: () => number) {
    this.#thread = new ReadingThread(
      () => startThread(import.meta.url, './line-thread.js', { name: 'lines' }),
      waitingBytesMax,
    );
  }

  /**
   * The items of a line that is within its `bytesMax`. Throws `BadSyntax`, or rejects with it or with
   * `TooMuchToRead`.
   */
  read(line: string | LineBytes, limits: LineLimits): readonly Item[] | Promise<readonly Item[]> {
    if (typeof line === 'string') {
      if (line.length <= atOnceMax) return readItems(line, limits);
      return this.#thread.read({ line, limits }, line.length).then(itemsOfLine);
    }
    const { pieces, length } = line;
    const memory = pieces.map(({ buffer }) => buffer).filter((one) => one instanceof ArrayBuffer);
    return this.#thread.read({ line: pieces, limits }, length, memory).then(itemsOfLine);
  }

  /** Ends the thread. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}
