/**
 * The tables of stored files: Web Skins and Real-Time Application environments of the server and of
 * Domains. A set of files has an inner id, so renaming one touches one row however large it is; what
 * is known of a file is apart from its content, so listing reads no content.
 */
import type { DerivedTable } from '../store/store.js';
import { column, journaledTable, type FileSetId } from './tables.js';

/** A named set of files. */
export interface FileSetRow {
  readonly id: FileSetId;
  /** How many files it has. */
  readonly files: number;
}

/** What is known of a file. */
export interface FileRow {
  /** In bytes. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
}

/** Sets of files: key `ownerId/area/name`; owner 0 is the server. */
export const fileSets = journaledTable<string, FileSetRow>(
  'fileSets',
  (row) => `${row.id}${column}${row.files}`,
  ([id, files]) => ({ id: Number(id), files: Number(files) }),
);

/** Files: key `setId/path`. */
export const files = journaledTable<string, FileRow>(
  'files',
  (row) => `${row.size}${column}${row.modified}`,
  ([size, modified]) => ({ size: Number(size), modified: Number(modified) }),
);

/** Contents of files as byte strings, which may be megabytes long: key as in `files`. */
export const fileContents: DerivedTable<string, string> = {
  name: 'fileContents',
  role: 'derived',
  seldomRead: true,
  encode: (text) => text,
  decode: (text) => text,
};
