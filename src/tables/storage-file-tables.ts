/**
 * The tables of Account File Storage: which files and directories an Account has, and how much they
 * are together. The bytes of the files are not here but in `src/files`; a row tells which stretches
 * of which contents make its file.
 */
import type { DerivedTable } from '../store/store.js';
import { column, journaledTable, list, table, unlist, type AccountId } from './tables.js';

/** A range of bytes of a stored content. */
export interface Extent {
  /** The content's name in the Account's directory of contents: letters, digits and `-`. */
  readonly content: string;
  /** Where the range begins in the content, in bytes. */
  readonly offset: number;
  /** In bytes; never 0. */
  readonly length: number;
}

/** A file or a directory. Times are whole seconds since 1970. */
export interface StorageFileRow {
  /** In bytes; 0 for a directory. */
  readonly size: number;
  readonly created: number;
  readonly modified: number;
  /** When the attributes were last set; 0 for never. */
  readonly metaModified: number;
  /** The attributes as the text of an array of XML elements. */
  readonly attributes: string;
  /** The file's bytes, in order. */
  readonly extents: readonly Extent[];
}

/** All that is in an Account's File Storage. */
export interface StorageTotals {
  /** The sizes of all files, in bytes. */
  readonly bytes: number;
  readonly files: number;
  readonly directories: number;
}

/** Files and directories: key `accountId/path`; the path of a directory ends in `/`. */
export const storageFiles = journaledTable<string, StorageFileRow>(
  'storageFiles',
  ({ size, created, modified, metaModified, attributes, extents: extents }) =>
    [size, created, modified, metaModified, attributes, list(extents.map(pieceText))].join(column),
  ([size, created, modified, metaModified, attributes = '()', extents]) => ({
    size: Number(size),
    created: Number(created),
    modified: Number(modified),
    metaModified: Number(metaModified),
    attributes,
    extents: unlist(extents).map(pieceOf),
  }),
);

/** Totals by Account; an Account without files has no row. */
export const storageTotals: DerivedTable<AccountId, StorageTotals> = table(
  'storageTotals',
  ({ bytes, files, directories }) => [bytes, files, directories].join(column),
  ([bytes, files, directories]) => ({
    bytes: Number(bytes),
    files: Number(files),
    directories: Number(directories),
  }),
);

function pieceText({ content, offset, length }: Extent): string {
  return `${content}:${offset}:${length}`;
}

function pieceOf(text: string): Extent {
  const [content = '', offset, length] = text.split(':');
  return { content, offset: Number(offset), length: Number(length) };
}
