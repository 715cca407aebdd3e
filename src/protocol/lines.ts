/**
 * Cuts bytes into lines (protocol, section 1): a line ends with LF, and at most one CR before it
 * goes too. So does one CR at the beginning: a client of the vendor ends its lines with LF CR
 * (ruling 20). Nothing else is stripped. Knows no verb and no socket. Every byte is looked at once and
 * copied at most twice, however small the pieces are in which a huge line arrives.
 */
import { Buffer } from 'node:buffer';
import { LineBytes } from '../syntax/line-bytes.js';

/** What `LineCutter.next` gives for a line that is over the limit. */
export const lineTooLong: unique symbol = Symbol('line too long');

const lineFeed = 10;
const carriageReturn = 13;

/** The first room for a line that arrives in pieces. */
const partRoom = 1024;
/** Room that is kept for the next line in pieces; more is given back after the line. */
const partRoomKept = 4 * 1024;
/** Lines that are longer stay in pieces of this many bytes. */
const pieceBytes = 64 * 1024;

const nothing = Buffer.alloc(0);

/** Takes chunks, gives lines. */
export class LineCutter {
  #chunk: Buffer = nothing;
  #offset = 0;
  /** The beginning of a line whose end has not arrived. */
  #part: Buffer = nothing;
  #partLength = 0;
  /** What of that line comes before the part: full pieces. */
  #pieces: Buffer[] = [];

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
    const full = this.#pieces.length * pieceBytes;
    return this.#chunk.length - this.#offset + full + this.#part.length;
  }

  /**
   * The next line without its end, as a byte string or, when it is long, in pieces; undefined when
   * its end has not arrived; `lineTooLong` when it is longer than `max` bytes, of which no line comes
   * after.
   */
  next(max: number): string | LineBytes | typeof lineTooLong | undefined {
    const chunk = this.#chunk;
    const start = this.#offset;
    if (start === chunk.length) return undefined;
    const end = chunk.indexOf(lineFeed, start);
    if (end < 0) return this.#keep(chunk.subarray(start), max);
    this.#offset = end + 1;
    if (this.#length === 0 && end - start <= pieceBytes) return lineIn(chunk, start, end, max);
    return this.#join(chunk.subarray(start, end), max);
  }

  /** Forgets everything: what came in clear text has no meaning after TLS began. */
  clear(): void {
    this.#chunk = nothing;
    this.#offset = 0;
    this.#letGo();
  }

  /** Bytes of the line whose end has not arrived. */
  get #length(): number {
    return this.#pieces.length * pieceBytes + this.#partLength;
  }

  #keep(piece: Buffer, max: number): typeof lineTooLong | undefined {
    this.#append(piece);
    this.#chunk = nothing;
    this.#offset = 0;
    const first = this.#pieces[0] ?? this.#part;
    const beginning = first[0] === carriageReturn ? 1 : 0;
    const ending = this.#lastByte() === carriageReturn ? 1 : 0;
    return this.#length - beginning - ending > max ? lineTooLong : undefined;
  }

  #join(piece: Buffer, max: number): string | LineBytes | typeof lineTooLong {
    this.#append(piece);
    const line =
      this.#pieces.length === 0 ? lineIn(this.#part, 0, this.#partLength, max) : this.#long(max);
    this.#letGo();
    return line;
  }

  #long(max: number): LineBytes | typeof lineTooLong {
    if (this.#partLength > 0) this.#pieces.push(this.#part.subarray(0, this.#partLength));
    const pieces = this.#pieces;
    const [first = nothing] = pieces;
    if (first[0] === carriageReturn) pieces[0] = first.subarray(1);
    const last = pieces[pieces.length - 1] ?? nothing;
    if (last.at(-1) === carriageReturn) pieces[pieces.length - 1] = last.subarray(0, -1);
    this.#part = nothing;
    const line = new LineBytes(pieces);
    return line.length > max ? lineTooLong : line;
  }

  #lastByte(): number | undefined {
    if (this.#partLength > 0) return this.#part[this.#partLength - 1];
    return this.#pieces.at(-1)?.at(-1);
  }

  #append(piece: Buffer): void {
    for (let rest = piece; rest.length > 0;) {
      this.#makeRoom(Math.min(this.#partLength + rest.length, pieceBytes));
      const copied = rest.copy(this.#part, this.#partLength);
      this.#partLength += copied;
      rest = rest.subarray(copied);
      if (this.#partLength < pieceBytes) continue;
      this.#pieces.push(this.#part);
      this.#part = nothing;
      this.#partLength = 0;
    }
  }

  /** Makes the part so large at least; whole pieces have memory of their own. */
  #makeRoom(length: number): void {
    if (length <= this.#part.length) return;
    const least = this.#pieces.length > 0 ? pieceBytes : partRoom;
    const wanted = Math.max(length, 2 * this.#part.length, least);
    const room = Buffer.allocUnsafeSlow(Math.min(wanted, pieceBytes));
    this.#part.copy(room, 0, 0, this.#partLength);
    this.#part = room;
  }

  #letGo(): void {
    this.#partLength = 0;
    this.#pieces = [];
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
