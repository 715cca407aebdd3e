/**
 * The answers of one connection in the order of its lines (protocol, section 1), whichever is
 * ready first, and in pieces that a socket can take. Knows no socket.
 */
import { Running } from '../protocol/outcome.js';
import type { Answer, Ending } from '../protocol/session-parts.js';

/**
 * The most that is given out at once, in bytes. Clients that read an answer with one call get one of
 * this size whole; what is longer would be cut by the network in any case, and its pieces need
 * neither be copied all at once nor be kept when they are sent.
 */
export const pieceBytesMax = 256 * 1024;

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
  readonly #ready = new ReadyBytes();
  #waitingBytes = 0;
  #lineBytes = 0;
  #isDropped = false;
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

  /** Bytes of the lines that are under way. */
  get lineBytes(): number {
    return this.#lineBytes;
  }

  /** Whether nothing waits, neither for its answer nor to be sent. */
  get isEmpty(): boolean {
    return this.length === 0 && this.#ready.length === 0;
  }

  /** Whether an answer must come before the next line may run. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /** Puts the answer to the next line, which has so many bytes, in its place. */
  add(answer: Answer | undefined, lineBytes = 0): void {
    if (answer === undefined || this.#isDropped) return;
    if (answer instanceof Running) {
      this.#await(answer, lineBytes);
    } else if (this.length === 0) {
      this.#send(answer);
    } else {
      const slot: Slot = { answer: undefined };
      this.#slots.push(slot);
      this.#fill(slot, answer);
    }
  }

  /** The next bytes to send: as many whole answers as fit, or a piece of a long one; '' for none. */
  take(): string {
    return this.#ready.take();
  }

  /** Whether an ending is among the answers, so that no line may run any more. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** What shall happen now, when all bytes were taken and the last of them were an ending. */
  get after(): Ending['after'] | undefined {
    return this.#ready.length === 0 ? this.#after : undefined;
  }

  /** Nobody will take answers any more: forgets all, and those that are still to come. */
  drop(): void {
    this.#isDropped = true;
    this.#slots = [];
    this.#head = 0;
    this.#waitingBytes = 0;
    this.#lineBytes = 0;
    this.#ready.clear();
  }

  /** Begins anew after an ending. */
  reset(): void {
    this.#isEnding = false;
    this.#after = undefined;
  }

  #await({ result, holds }: Running<string | Ending>, lineBytes: number): void {
    const slot: Slot = { answer: undefined };
    this.#slots.push(slot);
    this.#lineBytes += lineBytes;
    if (holds) this.#holds += 1;
    void result.then((answer) => {
      if (this.#isDropped) return;
      this.#lineBytes -= lineBytes;
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
      this.#ready.add(answer);
      return;
    }
    this.#ready.add(answer.bytes);
    this.#isEnding = true;
    this.#after = answer.after;
  }
}

/** Answers that may be sent. Short ones are put together; long ones are cut only when they leave. */
class ReadyBytes {
  #texts: string[] = [];
  /** Texts before this one have left, and so have so many bytes of this one. */
  #head = 0;
  #sent = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(answer: string): void {
    if (answer === '') return;
    const last = this.#texts.length - 1;
    const before = this.#texts[last];
    if (before !== undefined && before.length + answer.length <= pieceBytesMax) {
      this.#texts[last] = before + answer;
    } else this.#texts.push(answer);
    this.#length += answer.length;
  }

  take(): string {
    const text = this.#texts[this.#head];
    if (text === undefined) return '';
    const end = Math.min(this.#sent + pieceBytesMax, text.length);
    const piece = text.slice(this.#sent, end);
    this.#length -= piece.length;
    if (end < text.length) this.#sent = end;
    else this.#goOn();
    return piece;
  }

  clear(): void {
    this.#texts = [];
    this.#head = 0;
    this.#sent = 0;
    this.#length = 0;
  }

  #goOn(): void {
    this.#sent = 0;
    this.#texts[this.#head] = '';
    this.#head += 1;
    if (this.#head < this.#texts.length) return;
    this.#texts = [];
    this.#head = 0;
  }
}

function lengthOf(answer: string | Ending): number {
  return typeof answer === 'string' ? answer.length : answer.bytes.length;
}
