/**
 * What a change to the store may know and must tell: its transaction, the time, what the journal
 * shall say of it, and whose sessions end with it. One `Change` lives for one run of one work.
 */
import type { Id, ObjectKind } from '../store/tables.js';
import type { Reader, Writer } from '../store/store.js';

/** What a journal entry speaks of. */
export type JournalKind = Exclude<ObjectKind, 'alias'> | 'domain' | 'server';

/**
 * One thing that changed. `field` names a part of the object (`name`, `settings`, `aliases`, ...),
 * or is `created` or `deleted`. `before` and `after` are texts of the data language with secrets
 * masked; undefined means there was or is none.
 */
export interface Effect {
  readonly kind: JournalKind;
  readonly id: Id;
  /** The object's full name after the change (before it, for `deleted`). */
  readonly name: string;
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A read: one consistent state and the time. */
export interface View {
  readonly tx: Reader;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A change under way. */
export interface Change extends View {
  readonly tx: Writer;
  /** What the journal shall say, in order. A change that notes nothing leaves no journal record. */
  readonly effects: Effect[];
  /** Accounts whose sessions are closed once the change is kept. */
  readonly closing: Id[];
  /** Domains of which all sessions are closed once the change is kept. */
  readonly closingDomains: Id[];
}

/** A fresh change over a transaction. */
export function beginChange(tx: Writer, now: number): Change {
  return { tx, now, effects: [], closing: [], closingDomains: [] };
}
