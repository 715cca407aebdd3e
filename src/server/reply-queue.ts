/**
 * The answers of one connection in the order of its lines (protocol, section 1), whichever is
 * ready first. Knows no socket.
 */
import type { Answer, Ending } from '../protocol/session-parts.js';

/** The place of a line that is not answered yet, or whose answer cannot go out yet. */
interface Slot {
  answer: string | Ending | undefined;
}

/** Takes answers, gives the bytes that may be sent. */
export class ReplyQueue {
  readonly #changed: () => void;
  /** Slots from `#head` on wait; the ones before were taken. */
  #slots: Slot[] = [];
  #head = 0;
  #ready = '';
  #waitingBytes = 0;
  #holds = 0;
  #isEnding = false;
  #after: Ending['after'] | undefined;

  /** `changed` is called when an answer came that was waited for. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Lines that are not answered yet. */
  get length(): number {
    return this.#slots.length - this.#head;
  }

  /** Bytes that wait to be sent. */
  get bytes(): number {
    return this.#ready.length + this.#waitingBytes;
  }

  /** Whether an answer must come before the next line may run. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /** Puts the answer to the next line in its place. */
  add(answer: Answer): void {
    if (answer === undefined) return;
    if (typeof answer === 'object' && 'answer' in answer) {
      this.#await(answer.answer, answer.holds);
    } else if (this.length === 0) {
      this.#send(answer);
    } else {
      const slot: Slot = { answer: undefined };
      this.#slots.push(slot);
      this.#fill(slot, answer);
    }
  }

  /** The bytes that may be sent now; they are whole answers. */
  take(): string {
    const bytes = this.#ready;
    this.#ready = '';
    return bytes;
  }

  /** Whether an ending is among the answers, so that no line may run any more. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** What shall happen after the bytes that were taken, when the last of them was an ending. */
  get after(): Ending['after'] | undefined {
    return this.#after;
  }

  /** Begins anew after an ending. */
  reset(): void {
    this.#isEnding = false;
    this.#after = undefined;
  }

  #await(promise: Promise<string | Ending>, holds: boolean): void {
    const slot: Slot = { answer: undefined };
    this.#slots.push(slot);
    if (holds) this.#holds += 1;
    void promise.then((answer) => {
      if (holds) this.#holds -= 1;
      this.#fill(slot, answer);
      if (this.#slots[this.#head] === slot) this.#advance();
      this.#changed();
    });
  }

  #fill(slot: Slot, answer: string | Ending): void {
    slot.answer = answer;
    this.#waitingBytes += lengthOf(answer);
    if (typeof answer !== 'string') this.#isEnding = true;
  }

  #advance(): void {
    for (;;) {
      const answer = this.#slots[this.#head]?.answer;
      if (answer === undefined) break;
      this.#head += 1;
      this.#waitingBytes -= lengthOf(answer);
      this.#send(answer);
    }
    if (this.#head < this.#slots.length / 2) return;
    this.#slots.splice(0, this.#head);
    this.#head = 0;
  }

  #send(answer: string | Ending): void {
    if (typeof answer === 'string') {
      this.#ready += answer;
      return;
    }
    this.#ready += answer.bytes;
    this.#isEnding = true;
    this.#after = answer.after;
  }
}

function lengthOf(answer: string | Ending): number {
  return typeof answer === 'string' ? answer.length : answer.bytes.length;
}
