/**
 * What the server asks of the place where the bytes of Account files are. Blobs are written
 * whole, get a name of their own and never change; which of them make which file is known to the
 * store alone. So a blob is either mentioned there or garbage, and the sweep
 * (`src/app/file-sweep.ts`) takes the garbage away. Knows no file name and no Account but ids.
 */
import type { Extent } from '../tables/storage-file-tables.js';
import type { Id } from '../tables/tables.js';

/** A blob that was written a moment ago and that no file mentions yet. */
export interface FreshBlob {
  /** All of it; undefined when it has no bytes. */
  readonly extent: Extent | undefined;
  /** When its last byte was written, by the clock that the sweep sees: milliseconds since 1970. */
  readonly writtenAt: number;
}

/** A blob as the sweep sees it. */
export interface StoredBlob {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

/** The bytes of the files of all Accounts. */
export interface Blobs {
  /** Keeps bytes durably under a new name. */
  write(account: Id, bytes: Uint8Array): Promise<FreshBlob>;
  /** Keeps a copy of extents, one after the other, as one new blob. */
  join(account: Id, extents: readonly Extent[]): Promise<FreshBlob>;
  /**
   * The bytes of extents, one after the other. Whoever calls it in the transaction that found the extents
   * gets them even if the files that they belong to go in the next moment. Until `given` settles
   * they take room, and others may have to wait.
   */
  read(account: Id, extents: readonly Extent[], given?: Promise<unknown>): Promise<Uint8Array>;
  /** Tells that blobs of an Account are perhaps not mentioned any more. */
  touched(account: Id): void;
  /** The Accounts that were written for or touched since this was last asked. */
  takeTouched(): readonly Id[];
  /** The Accounts that have blobs. */
  accounts(): Promise<readonly Id[]>;
  /** The blobs of an Account, in no order. */
  stored(account: Id): Promise<readonly StoredBlob[]>;
  /** Whether a program reads blobs by an older state of the store: then none may be removed. */
  arePinned(): boolean;
  /** Removes blobs; those that are not there are none the worse. */
  remove(account: Id, names: readonly string[]): Promise<void>;
  /** Moves blobs out of the way, where they are kept until `dropAside`. */
  setAside(account: Id, names: readonly string[]): Promise<void>;
  /** Removes for good what was moved out of the way before a time (milliseconds since 1970). */
  dropAside(before: number): Promise<void>;
}

/** How long after it was written a blob may become part of a file. */
const claimMs = 120_000;

/**
 * How old a blob has to be to count as garbage when no file mentions it: twice `claimMs`, so that
 * none goes that could still become part of a file.
 */
export const garbageMs = 2 * claimMs;

/** Whether a blob may still become part of a file. */
export function isFresh({ writtenAt }: FreshBlob, now: number): boolean {
  return now - writtenAt <= claimMs;
}
