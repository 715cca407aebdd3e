/**
 * What the engine's askers may know of an Account's files on the disk: how much is in its Mailboxes,
 * and its volatile data (storage, sections 4 and 5.1). Who looks at the files is elsewhere.
 */
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';

/** What a Mailbox holds. */
export interface MailboxCounts {
  readonly messages: number;
  /** Bytes of its file or files. */
  readonly size: number;
  /** The highest UID; 0 before the first message. */
  readonly lastUid: number;
}

/** Nothing. */
export const noMessages: MailboxCounts = { messages: 0, size: 0, lastUid: 0 };

/** The volatile data of an Account. */
export interface VolatileData {
  /** By the paths of Mailboxes; one whose file is not there yet is not told. */
  readonly counts: ReadonlyMap<string, MailboxCounts>;
  /** The elements of the Account, without the sign before their names. */
  readonly elements: Dictionary;
}

/** There are no files. */
export const noVolatileData: VolatileData = { counts: new Map(), elements: new Map() };

/** The documented files, which are written behind the store. */
export interface DocumentedFiles {
  /** What is in an Account's files. */
  volatileData(account: Id): VolatileData | Promise<VolatileData>;
  /**
   * Waits until everything that a state of the store has is in place on the disk. Refuses with
   * `files-not-written` when that takes too long.
   */
  settled(tx: Reader): void | Promise<void>;
  /** How many changes are not in place yet, and how many files are still to be written. */
  lag(tx: Reader): { readonly records: number; readonly files: number };
}

/** Where there are no documented files. */
export const noDocumentedFiles: DocumentedFiles = {
  volatileData: () => noVolatileData,
  settled: () => undefined,
  lag: () => ({ records: 0, files: 0 }),
};
