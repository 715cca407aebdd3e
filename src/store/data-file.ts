/**
 * What is checked of an LMDB data file before the package `lmdb` sees it, because the package
 * crashes the process where it ought to refuse a file. Knows the two meta pages of LMDB's data
 * format 2 (magic, version, page size, last page) and nothing of the rows.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { StoreFailure } from './store.js';

const magic = 0xbeefc0de;
const formatVersion = 2;
/** Where things stand in a meta page. */
const place = { magic: 24, version: 28, pageSize: 48, lastPage: 144, end: 152 };

/**
 * Checks the head of the file at `path`, which is there. A file that ends before its last page is
 * made as long as it ought to be: the pages that are missing then read as damaged, instead of
 * ending the process. Throws `StoreFailure`, or the system's error when the file cannot be opened.
 */
export function checkDataFile(path: string, readOnly: boolean): void {
  const file = openSync(path, readOnly ? 'r' : 'r+');
  try {
    const { size } = fstatSync(file);
    if (size === 0) return; // it was made, and the process ended there
    const first = metaPage(file, 0, path);
    const pageSize = first.readUInt32LE(place.pageSize);
    if (pageSize < 512 || pageSize > 65_536) throw damaged(path);
    const second = metaPage(file, pageSize, path);
    const lastPage = Math.max(lastPageOf(first), lastPageOf(second));
    if (!readOnly && size < (lastPage + 1) * pageSize)
      ftruncateSync(file, (lastPage + 1) * pageSize);
  } finally {
    closeSync(file);
  }
}

function metaPage(file: number, at: number, path: string): Buffer {
  const page = Buffer.alloc(place.end);
  const whole = readSync(file, page, 0, page.length, at) === page.length;
  if (
    !whole ||
    page.readUInt32LE(place.magic) !== magic ||
    page.readUInt32LE(place.version) !== formatVersion
  ) {
    throw damaged(path);
  }
  return page;
}

function lastPageOf(page: Buffer): number {
  return Number(page.readBigUInt64LE(place.lastPage));
}

function damaged(path: string): StoreFailure {
  return new StoreFailure(`${path} is damaged, or no file of this server`);
}
