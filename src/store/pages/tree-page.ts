/**
 * One page of a tree in the data file: a branch with its children, or a leaf with its rows. Its
 * parts are looked at before anything in it is believed: where its nodes are, that they fill the page
 * without a gap, and that their keys are in order.
 */
import { pageHead, readWide } from './meta-page.js';
import { PageDamage } from './page-damage.js';

const flag = { branch: 1, leaf: 2, overflow: 4 };
const nodeFlag = { large: 1, tree: 2 };
const nodeHead = 8;
/** What stands in a leaf in the place of a value that has pages of its own. */
const largeBytes = 24;

/** What a page is held against. */
export interface PageState {
  /** The transaction that wrote the state; no page of it is newer. */
  readonly transaction: number;
  readonly lastPage: number;
}

/** How keys are compared: as bytes, or as the numbers of the tree of free pages. */
export type KeyOrder = (one: Buffer, oneAt: number, oneEnd: number, ...other: Other) => number;
type Other = [two: Buffer, twoAt: number, twoEnd: number];

/** Where the size of each node is noted while a page is looked at, by its place. */
const sizes = new Uint16Array(65_536);

/** A page of a tree. The page is sound as far as it can be without others. */
export class TreePage {
  readonly isLeaf: boolean;
  /** How many nodes it has. */
  readonly count: number;
  /** The transaction that wrote it. */
  readonly transaction: number;

  /**
   * Throws `PageDamage` when the bytes are not those of a sound page of that number. When `isKnown`,
   * they were looked at before.
   */
  constructor(
    readonly number: number,
    readonly bytes: Buffer,
    state: PageState,
    order: KeyOrder,
    isKnown = false,
  ) {
    const flags = bytes.readUInt16LE(18);
    this.isLeaf = flags === flag.leaf;
    this.count = bytes.readUInt16LE(20) >> 1;
    this.transaction = readWide(bytes, 8, number);
    if (isKnown) return;
    if (readWide(bytes, 0, number) !== number) this.#fail('it has the number of another page');
    if (!this.isLeaf && flags !== flag.branch) this.#fail('it is neither a branch nor a leaf');
    if (this.transaction > state.transaction || this.transaction === 0) {
      this.#fail('it is of a transaction that was not yet');
    }
    this.#checkPlaces();
    for (let index = this.isLeaf ? 1 : 2; index < this.count; index += 1) {
      if (this.#compare(order, index - 1, index) >= 0) this.#fail('its keys are not in order');
    }
  }

  /** Where the key of a node begins and ends. The first key of a branch means nothing. */
  keyAt(index: number): number {
    return this.#nodeAt(index) + nodeHead;
  }

  keyEnd(index: number): number {
    const at = this.#nodeAt(index);
    return at + nodeHead + this.bytes.readUInt16LE(at + 6);
  }

  /** The page that a node of a branch leads to. */
  child(index: number): number {
    const at = this.#nodeAt(index);
    return this.bytes.readUInt32LE(at) + this.bytes.readUInt16LE(at + 4) * 2 ** 32;
  }

  /** Whether the value of a row has pages of its own. */
  isLarge(index: number): boolean {
    return this.bytes.readUInt16LE(this.#nodeAt(index) + 4) === nodeFlag.large;
  }

  /** Whether the value of a row is a tree. */
  isTree(index: number): boolean {
    return this.bytes.readUInt16LE(this.#nodeAt(index) + 4) === nodeFlag.tree;
  }

  /** How long the value of a row is. */
  valueBytes(index: number): number {
    return this.bytes.readUInt32LE(this.#nodeAt(index));
  }

  /** The first of the pages of a large value, and how many there are. */
  largePages(index: number): { readonly first: number; readonly count: number } {
    const at = this.keyEnd(index);
    return {
      first: readWide(this.bytes, at, this.number),
      count: readWide(this.bytes, at + 16, this.number),
    };
  }

  /** The index of the first node whose key is not below a key; of a branch, of the child for it. */
  find(key: Buffer, order: KeyOrder): number {
    let low = this.isLeaf ? 0 : 1;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const over = order(this.bytes, this.keyAt(middle), this.keyEnd(middle), key, 0, key.length);
      if (over < 0 || (over === 0 && !this.isLeaf)) low = middle + 1;
      else high = middle;
    }
    return this.isLeaf ? low : low - 1;
  }

  #nodeAt(index: number): number {
    return pageHead + this.bytes.readUInt16LE(pageHead + 2 * index);
  }

  #compare(order: KeyOrder, one: number, other: number): number {
    const { bytes } = this;
    return order(
      bytes,
      this.keyAt(one),
      this.keyEnd(one),
      bytes,
      this.keyAt(other),
      this.keyEnd(other),
    );
  }

  /** The nodes fill what is not free, each once. */
  #checkPlaces(): void {
    const { bytes, count } = this;
    const room = bytes.length - pageHead;
    const lower = bytes.readUInt16LE(20);
    const upper = bytes.readUInt16LE(22);
    if (count === 0 || lower % 2 !== 0 || lower > upper || upper > room) {
      this.#fail('its head is not right');
    }
    sizes.fill(0, upper, room);
    for (let index = 0; index < count; index += 1) {
      const place = bytes.readUInt16LE(pageHead + 2 * index);
      if (place < upper || place + nodeHead > room) this.#fail('a node is out of its place');
      sizes[place] = this.#sizeAt(pageHead + place);
    }
    let at = upper;
    for (let left = count; left > 0; left -= 1) {
      const size = sizes[at];
      if (size === undefined || size === 0)
        this.#fail('a node is not where the one before it ends');
      else at += size;
    }
    if (at !== room) this.#fail('its nodes do not fill it');
  }

  #sizeAt(at: number): number {
    const { bytes } = this;
    let size = nodeHead + bytes.readUInt16LE(at + 6);
    if (this.isLeaf) {
      const flags = bytes.readUInt16LE(at + 4);
      if (flags > nodeFlag.tree) this.#fail('a row is of no known kind');
      size += flags === nodeFlag.large ? largeBytes : bytes.readUInt32LE(at);
    }
    // No bits are cut off here: a size of 2 GB would look like the small one that it was.
    return Math.min(size + (size % 2), 0xffff);
  }

  #fail(wrong: string): never {
    throw new PageDamage(this.number, wrong);
  }
}

/** Whether these bytes begin the pages of a large value. */
export function isHeadOfLarge(bytes: Buffer, number: number, count: number): boolean {
  return (
    readWide(bytes, 0, number) === number &&
    bytes.readUInt16LE(18) === flag.overflow &&
    bytes.readUInt32LE(20) === count
  );
}

/** The order of bytes. */
export const byBytes: KeyOrder = (one, oneAt, oneEnd, two, twoAt, twoEnd) => {
  const shorter = Math.min(oneEnd - oneAt, twoEnd - twoAt);
  for (let at = 0; at < shorter; at += 1) {
    const over = (one[oneAt + at] ?? 0) - (two[twoAt + at] ?? 0);
    if (over !== 0) return over;
  }
  return oneEnd - oneAt - (twoEnd - twoAt);
};

/** The order of numbers of eight bytes, the lowest first. */
export const byNumber: KeyOrder = (one, oneAt, oneEnd, two, twoAt, twoEnd) => {
  if (oneEnd - oneAt !== 8 || twoEnd - twoAt !== 8) return 0;
  const over = one.readUInt32LE(oneAt + 4) - two.readUInt32LE(twoAt + 4);
  return over === 0 ? one.readUInt32LE(oneAt) - two.readUInt32LE(twoAt) : over;
};
