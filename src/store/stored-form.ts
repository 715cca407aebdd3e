/**
 * How keys and rows become bytes in the embedded store. Knows neither LMDB nor any table.
 *
 * A key begins with a byte for its kind, so that a table needs no declaration of it: numbers
 * follow as 7 bytes, highest first, texts as their bytes; hence the order of bytes is the order of
 * `store.ts`. A row is its text's bytes behind a checksum of key and text: the database underneath
 * has none, and a bit that flips on the disk must not turn into an answer.
 */
import { crc32 } from 'node:zlib';
import type { Key } from './store.js';

const numberKind = 1;
const textKind = 2;
const checksumBytes = 4;
const above32 = 2 ** 32;

/** A bound below all keys, and one above them. */
export const lowest = Symbol('lowest');
export const highest = Symbol('highest');

/** A key, or a bound of a range. */
export type KeyOrBound = Key | typeof lowest | typeof highest;

/** Writes a key's bytes into `target` from `at` on; returns the place behind them. */
export function writeKey(key: KeyOrBound, target: Buffer, at: number): number {
  if (typeof key === 'string') {
    target[at] = textKind;
    return at + 1 + target.write(key, at + 1, 'latin1');
  }
  if (typeof key === 'number') {
    target[at] = numberKind;
    target.writeUIntBE(Math.floor(key / above32), at + 1, 3);
    return target.writeUInt32BE(key % above32, at + 4);
  }
  target[at] = key === lowest ? 0 : 0xff;
  return at + 1;
}

/** Reads the key that stands between two places. */
export function readKey(source: Buffer, start: number, end: number): Key {
  if (source[start] === textKind) return source.toString('latin1', start + 1, end);
  return source.readUIntBE(start + 1, 3) * above32 + source.readUInt32BE(start + 4);
}

/** A key's bytes, or those of a bound. */
export function keyBytesOf(key: KeyOrBound): Buffer {
  const bytes = Buffer.allocUnsafe(typeof key === 'string' ? key.length + 1 : 8);
  return bytes.subarray(0, writeKey(key, bytes, 0));
}

/** The bytes of a row. */
export function rowBytes(key: Key, text: string): Buffer {
  const bytes = Buffer.allocUnsafe(checksumBytes + text.length);
  bytes.write(text, checksumBytes, 'latin1');
  bytes.writeInt32LE(crc32(bytes.subarray(checksumBytes)) ^ keyMark(key), 0);
  return bytes;
}

/** The text in a row's bytes. */
export function rowText(bytes: Buffer): string {
  return bytes.toString('latin1', checksumBytes, bytes.length);
}

/** The mark of the key for which a row's bytes were made; any number when they are damaged. */
export function markOfRow(bytes: Buffer): number {
  if (bytes.length < checksumBytes) return NaN;
  return bytes.readInt32LE(0) ^ crc32(bytes.subarray(checksumBytes, bytes.length));
}

/** Whether the bytes of a row are those that were written under the key of these bytes. */
export function isWholeRow(key: Buffer, row: Buffer): boolean {
  const isKey = key[0] === textKind ? key.length > 0 : key[0] === numberKind && key.length === 8;
  return isKey && markOfRow(row) === keyMark(readKey(key, 0, key.length));
}

/** The mark of a key: 32 bits, of which some differ when any byte of the key does. */
export function keyMark(key: Key): number {
  if (typeof key === 'number') return (key | 0) ^ Math.imul(Math.floor(key / above32), 0x01000193);
  let mark = 0;
  for (let at = 0; at < key.length; at += 1) {
    mark = Math.imul(mark ^ key.charCodeAt(at), 0x01000193); // the step of FNV-1a
  }
  return mark;
}
