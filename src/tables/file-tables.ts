/**
 * The tables of stored files: Web Skins and Real-Time Application environments of the server and of
 * Domains. A set of files has an inner id, so renaming one touches one row however large it is; what
 * is known of a file is apart from its content, so listing reads no content.
 */
import { derivedValues, id, journaledTable, key, number, text, type RowOf } from './columns.js';
import type { FileSetId } from './tables.js';

/** Sets of files: key `ownerId/area/name`; owner 0 is the server. */
export const fileSets = journaledTable('fileSets', key<string>(), {
  id: id<FileSetId>(),
  /** How many files it has. */
  files: number(),
});

/** A named set of files. */
export type FileSetRow = RowOf<typeof fileSets>;

/** Files: key `setId/path`. */
export const files = journaledTable('files', key<string>(), {
  /** In bytes. */
  size: number(),
  /** Seconds since 1970. */
  modified: number(),
});

/** What is known of a file. */
export type FileRow = RowOf<typeof files>;

/** Contents of files as byte strings, which may be megabytes long: key as in `files`. */
export const fileContents = {
  ...derivedValues('fileContents', key<string>(), text()),
  seldomRead: true,
};
