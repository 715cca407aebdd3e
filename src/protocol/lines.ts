/**
 * Cuts bytes into lines (protocol, section 1): a line ends with LF, and at most one CR before it
 * goes too. So does one CR at the beginning: a client of the vendor ends its lines with LF CR
 * (rulings 20). Nothing else is stripped. Knows no verb and no socket. Every byte is looked at once and
 * copied at most twice, however small the pieces are in which a huge line arrives.
 */
import { Buffer } from 'node:buffer';

/** What `LineCutter.next` gives for a line that is over the limit. */
export const lineTooLong: unique symbol = Symbol('line too long');

const lineFeed = 10;
const carriageReturn = 13;

/** The first room for a line that arrives in pieces. */
const partRoom = 1024;
/** Room that is kept for the next line in pieces; more is given back after the line. */
const partRoomKept = 4 * 1024;

const nothing = Buffer.alloc(0);

/** Takes chunks, gives lines. */
export class LineCutter {
  #chunk: Buffer = nothing;
  #offset = 0;
  /** The beginning of a line whose end has not arrived. */
  #part: Buffer = nothing;
  #partLength = 0;

  /** Takes the next bytes. What was not asked for yet is kept. */
  push(chunk: Buffer): void {
    this.#chunk =
      this.#offset === this.#chunk.length
        ? chunk
        : Buffer.concat([this.#chunk.subarray(this.#offset), chunk]);
    this.#offset = 0;
  }

  /** Whether bytes wait to be asked for; they may be less than a line. */
  get hasMore(): boolean {
    return this.#offset < this.#chunk.length;
  }

  /** Bytes that are kept: those that wait to be asked for, and the room for a line in pieces. */
  get bytes(): number {
    return this.#chunk.length - this.#offset + this.#part.length;
  }

  /**
   * The next line as a byte string without its end; undefined when its end has not arrived;
   * `lineTooLong` when it is longer than `max` bytes, of which no line comes after.
   */
  next(max: number): string | typeof lineTooLong | undefined {
    const chunk = this.#chunk;
    const start = this.#offset;
    if (start === chunk.length) return undefined;
    const end = chunk.indexOf(lineFeed, start);
    if (end < 0) return this.#keep(chunk.subarray(start), max);
    this.#offset = end + 1;
    if (this.#partLength > 0) return this.#join(chunk.subarray(start, end), max);
    return lineIn(chunk, start, end, max);
  }

  /** Forgets everything: what came in clear text has no meaning after TLS began. */
  clear(): void {
    this.#chunk = nothing;
    this.#offset = 0;
    this.#letGo();
  }

  #keep(piece: Buffer, max: number): typeof lineTooLong | undefined {
    this.#append(piece);
    this.#chunk = nothing;
    this.#offset = 0;
    const beginning = this.#part[0] === carriageReturn ? 1 : 0;
    const ending = this.#part[this.#partLength - 1] === carriageReturn ? 1 : 0;
    return this.#partLength - beginning - ending > max ? lineTooLong : undefined;
  }

  #join(piece: Buffer, max: number): string | typeof lineTooLong {
    this.#append(piece);
    const line = lineIn(this.#part, 0, this.#partLength, max);
    this.#letGo();
    return line;
  }

  #append(piece: Buffer): void {
    const length = this.#partLength + piece.length;
    if (length > this.#part.length) {
      const room = Buffer.allocUnsafe(Math.max(length, 2 * this.#part.length, partRoom));
      this.#part.copy(room, 0, 0, this.#partLength);
      this.#part = room;
    }
    piece.copy(this.#part, this.#partLength);
    this.#partLength = length;
  }

  #letGo(): void {
    this.#partLength = 0;
    if (this.#part.length > partRoomKept) this.#part = nothing;
  }
}

function lineIn(
  buffer: Buffer,
  start: number,
  lineFeedAt: number,
  max: number,
): string | typeof lineTooLong {
  const end =
    lineFeedAt > start && buffer[lineFeedAt - 1] === carriageReturn ? lineFeedAt - 1 : lineFeedAt;
  const begin = end > start && buffer[start] === carriageReturn ? start + 1 : start;
  return end - begin > max ? lineTooLong : buffer.toString('latin1', begin, end);
}
