/**
 * Values on their way between threads. What node would copy by itself loses the classes of values
 * and arrives in one go, which takes longer than anybody should wait; here a value becomes bytes that
 * are read in slices. Data blocks go beside them without a copy. Knows no thread.
 */
import {
  IpAddress,
  isArray,
  isDictionary,
  TimeStamp,
  XmlElement,
  type Value,
} from '../values/value.js';

/** A value as bytes, and the data blocks in it. */
export interface ValueBytes {
  readonly bytes: Uint8Array;
  readonly blocks: readonly Uint8Array[];
}

const tag = {
  string: 0,
  array: 1,
  dictionary: 2,
  number: 3,
  null: 4,
  block: 5,
  time: 6,
  address: 7,
  xml: 8,
} as const;

const timeKinds = ['time', 'date', 'past', 'future'] as const;
const noPort = 0xffff_ffff;
/** Values that are read without a look at the clock. */
const valuesInTurn = 256;

/** The bytes of a value. */
export function bytesOfValue(value: Value): ValueBytes {
  const writer = new Writer();
  writer.value(value);
  return { bytes: writer.bytes(), blocks: writer.blocks };
}

/** The value of bytes, read step by step. */
export function* valueOfBytes({ bytes, blocks }: ValueBytes): Generator<void, Value> {
  return yield* new Reader(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    blocks,
  ).value();
}

class Writer {
  #room = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  readonly blocks: Uint8Array[] = [];

  bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  value(value: Value): void {
    if (typeof value === 'string') this.#string(tag.string, value);
    else if (isDictionary(value)) this.#dictionary(value);
    else if (isArray(value)) this.#array(value);
    else if (value === null) this.#tag(tag.null);
    else if (typeof value === 'bigint') this.#number(value);
    else if (value instanceof TimeStamp) this.#time(value);
    else if (value instanceof IpAddress) this.#address(value);
    else if (value instanceof XmlElement) this.#string(tag.xml, value.text);
    else this.#block(value);
  }

  #array(elements: readonly Value[]): void {
    this.#tag(tag.array, elements.length);
    for (const element of elements) this.value(element);
  }

  #dictionary(pairs: ReadonlyMap<string, Value>): void {
    this.#tag(tag.dictionary, pairs.size);
    for (const [key, value] of pairs) {
      this.#string(tag.string, key);
      this.value(value);
    }
  }

  #number(number: bigint): void {
    this.#tag(tag.number);
    this.#need(8);
    this.#length = this.#room.writeBigInt64LE(number, this.#length);
  }

  #time({ kind, seconds }: TimeStamp): void {
    this.#tag(tag.time, timeKinds.indexOf(kind));
    this.#need(8);
    this.#length = this.#room.writeDoubleLE(seconds, this.#length);
  }

  #address({ address, port }: IpAddress): void {
    this.#tag(tag.address, port ?? noPort);
    this.#string(tag.string, address);
  }

  #block(block: Uint8Array): void {
    this.#tag(tag.block, this.blocks.length);
    this.blocks.push(block);
  }

  #string(kind: number, text: string): void {
    this.#tag(kind, text.length);
    this.#need(text.length);
    this.#length += this.#room.write(text, this.#length, 'latin1');
  }

  /** What it is, and a number that goes with it. */
  #tag(kind: number, count = 0): void {
    this.#need(5);
    this.#room[this.#length] = kind;
    this.#length = this.#room.writeUInt32LE(count, this.#length + 1);
  }

  #need(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#room.length) return;
    const room = Buffer.allocUnsafe(Math.max(needed, 2 * this.#room.length));
    this.#room.copy(room, 0, 0, this.#length);
    this.#room = room;
  }
}

class Reader {
  readonly #bytes: Buffer;
  readonly #blocks: readonly Uint8Array[];
  #at = 0;
  #read = 0;

  constructor(bytes: Buffer, blocks: readonly Uint8Array[]) {
    this.#bytes = bytes;
    this.#blocks = blocks;
  }

  *value(): Generator<void, Value> {
    if (++this.#read % valuesInTurn === 0) yield;
    const kind = this.#bytes[this.#at];
    if (kind !== tag.array && kind !== tag.dictionary) return this.#simple(kind);
    const count = this.#count();
    return kind === tag.array ? yield* this.#array(count) : yield* this.#dictionary(count);
  }

  *#array(count: number): Generator<void, Value> {
    const elements: Value[] = [];
    for (let index = 0; index < count; index++)
      elements.push(this.#next() ?? (yield* this.value()));
    return elements;
  }

  *#dictionary(count: number): Generator<void, Value> {
    const pairs = new Map<string, Value>();
    for (let index = 0; index < count; index++) {
      const key = this.#text();
      pairs.set(key, this.#next() ?? (yield* this.value()));
    }
    return pairs;
  }

  /** The next value if it is a string, as most are; the others take the longer way. */
  #next(): string | undefined {
    if (this.#bytes[this.#at] !== tag.string) return undefined;
    if ((this.#read + 1) % valuesInTurn === 0) return undefined;
    this.#read++;
    return this.#text();
  }

  #simple(kind: number | undefined): Value {
    switch (kind) {
      case tag.string:
        return this.#text();
      case tag.xml:
        return new XmlElement(this.#text());
      case tag.number:
        this.#at += 13;
        return this.#bytes.readBigInt64LE(this.#at - 8);
      case tag.time:
        return this.#time();
      case tag.address:
        return this.#address();
      case tag.block:
        return this.#blocks[this.#count()] ?? Buffer.alloc(0);
      default:
        this.#count();
        return null;
    }
  }

  #time(): Value {
    const kind = timeKinds[this.#count()] ?? 'time';
    this.#at += 8;
    return new TimeStamp(kind, this.#bytes.readDoubleLE(this.#at - 8));
  }

  #address(): Value {
    const port = this.#count();
    return new IpAddress(this.#text(), port === noPort ? undefined : port);
  }

  #text(): string {
    const length = this.#count();
    this.#at += length;
    return this.#bytes.toString('latin1', this.#at - length, this.#at);
  }

  /** Passes a tag over; gives the number that goes with it. */
  #count(): number {
    this.#at += 5;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }
}
