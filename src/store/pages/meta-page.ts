/**
 * The two meta pages of an LMDB data file (data format 2 of the package `lmdb`): each transaction
 * writes the one of its parity, and the one with the higher number counts. They have no checksum, so
 * what they say is held against each other, and against what was noted outside (`newest.ts`).
 */
import { crc32 } from 'node:zlib';
import { PageDamage } from './page-damage.js';

/** What stands before the content of each page, in bytes. */
export const pageHead = 24;

/** Where things stand in a page, and in a meta page; all numbers have the lowest byte first. */
const place = {
  flags: 18,
  magic: 24,
  version: 28,
  mapSize: 40,
  pageSize: 48,
  free: 48,
  main: 96,
  lastPage: 144,
  transaction: 152,
  end: 168,
};
const magic = 0xbeefc0de;
const formatVersion = 2;
const isMeta = 8;

/** How much of a meta page is read. */
export const metaBytes = place.end;

/** The root of a tree without pages. */
const noPage = 0xffff_ffff_ffff_ffffn;

/** The most that a map may be; the system gives no more, and no disk has it. */
const mapSizeMax = 2 ** 46;

/** What is known of a tree of pages: where it begins, and how much of what it has. */
export interface TreeFacts {
  readonly depth: number;
  readonly branchPages: number;
  readonly leafPages: number;
  readonly overflowPages: number;
  readonly entries: number;
  /** Undefined when the tree is empty. */
  readonly root: number | undefined;
}

/** A state of the data file. */
export interface Meta {
  readonly pageSize: number;
  /** How much of the file is looked at; more when it grew. */
  readonly mapSize: number;
  /** The tree of the pages that are free. */
  readonly free: TreeFacts;
  /** The tree of the tables' trees. */
  readonly main: TreeFacts;
  readonly lastPage: number;
  /** The number of the transaction that wrote it. */
  readonly transaction: number;
  /** A checksum of everything that a transaction writes here. */
  readonly checksum: number;
}

/** The meta page of a number, 0 or 1; undefined when this is none of this format. */
export function metaOf(bytes: Buffer, number: number): Meta | undefined {
  if (
    bytes.length < metaBytes ||
    bytes.readUInt32LE(place.magic) !== magic ||
    bytes.readUInt32LE(place.version) !== formatVersion ||
    bytes.readUInt16LE(place.flags) !== isMeta
  ) {
    return undefined;
  }
  const pageSize = bytes.readUInt32LE(place.pageSize);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined;
  return {
    pageSize,
    mapSize: readWide(bytes, place.mapSize, number),
    free: treeFactsAt(bytes, place.free, number, { flags: numberKeys, pad: pageSize }),
    main: treeFactsAt(bytes, place.main, number),
    lastPage: readWide(bytes, place.lastPage, number),
    transaction: readWide(bytes, place.transaction, number),
    checksum: crc32(bytes.subarray(place.mapSize, place.end)),
  };
}

/** How many bytes the facts of a tree take. */
export const treeFactsBytes = 48;

/** What the tree of free pages has for flags: its keys are numbers. All others have none. */
const numberKeys = 8;

/**
 * The facts of a tree that stand at a place of a page. Throws `PageDamage` when its flags are not
 * the expected ones: the database underneath would order its keys in another way, or decrypt them.
 */
export function treeFactsAt(
  bytes: Buffer,
  at: number,
  page: number,
  expected = { flags: 0, pad: 0 },
): TreeFacts {
  if (bytes.readUInt32LE(at) !== expected.pad || bytes.readUInt16LE(at + 4) !== expected.flags) {
    throw new PageDamage(page, 'a tree is not of the kind that it should be');
  }
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    depth: bytes.readUInt16LE(at + 6),
    branchPages: readWide(bytes, at + 8, page),
    leafPages: readWide(bytes, at + 16, page),
    overflowPages: readWide(bytes, at + 24, page),
    entries: readWide(bytes, at + 32, page),
    root: root === noPage ? undefined : readWide(bytes, at + 40, page),
  };
}

/** A number of 64 bits, which is never as large as that. */
export function readWide(bytes: Buffer, at: number, page: number): number {
  const high = bytes.readUInt32LE(at + 4);
  if (high > 0x1f_ffff) throw new PageDamage(page, 'a number is too large');
  return high * 2 ** 32 + bytes.readUInt32LE(at);
}

/** The state that counts. Throws `PageDamage` when the two contradict each other. */
export function newestMeta(first: Meta, second: Meta): Meta {
  const newest = first.transaction >= second.transaction ? first : second;
  const number = newest === first ? 0 : 1;
  const other = newest === first ? second : first;
  const isNew = newest.transaction === 0;
  if (!isNew && newest.transaction % 2 !== number) {
    throw new PageDamage(number, 'it is not the page for the number of its transaction');
  }
  if (!isNew && newest.transaction !== other.transaction + 1) {
    throw new PageDamage(number, 'a transaction is missing between it and the other state');
  }
  if (newest.pageSize !== other.pageSize) throw new PageDamage(number, 'pages have another size');
  if (newest.lastPage < other.lastPage && other.transaction > 0) {
    throw new PageDamage(number, 'it has fewer pages than the state before it');
  }
  if (newest.mapSize > mapSizeMax) throw new PageDamage(number, 'its map is too large');
  return newest;
}
