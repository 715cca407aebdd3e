/**
 * The tables of Account File Storage: which files and directories an Account has, and how much they
 * are together. The bytes of the files are not here but in `src/files`; a row tells which stretches
 * of which blobs make its file.
 */
import { derivedTable, items, journaledTable, key, number, text, type RowOf } from './columns.js';
import type { AccountId } from './tables.js';

/** A range of bytes of a stored blob. */
export interface Extent {
  /** The blob's name in the Account's directory of blobs: letters, digits and `-`. */
  readonly blob: string;
  /** Where the range begins in the blob, in bytes. */
  readonly offset: number;
  /** In bytes; never 0. */
  readonly length: number;
}

/** Files and directories: key `accountId/path`; the path of a directory ends in `/`. */
export const storageFiles = journaledTable('storageFiles', key<string>(), {
  /** In bytes; 0 for a directory. */
  size: number(),
  created: number(),
  modified: number(),
  /** When the attributes were last set; 0 for never. */
  metaModified: number(),
  /** The attributes as the text of an array of XML elements. */
  attributes: text('()'),
  /** The file's bytes, in order. */
  extents: items(extentText, extentOf),
});

/** A file or a directory. Times are whole seconds since 1970. */
export type StorageFileRow = RowOf<typeof storageFiles>;

/** All that is in an Account's File Storage, by Account; one without files has no row. */
export const storageTotals = derivedTable('storageTotals', key<AccountId>(), {
  /** The sizes of all files, in bytes. */
  bytes: number(),
  files: number(),
  directories: number(),
});

/** All that is in an Account's File Storage. */
export type StorageTotals = RowOf<typeof storageTotals>;

function extentText({ blob, offset, length }: Extent): string {
  return `${blob}:${offset}:${length}`;
}

function extentOf(text: string): Extent {
  const [blob = '', offset, length] = text.split(':');
  return { blob, offset: Number(offset), length: Number(length) };
}
