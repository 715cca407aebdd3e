/**
 * What the projector knows of the disk (storage, section 6): up to which change everything is
 * written, and where the files of each Account, Mailbox and Domain are. It is a store of its own, so
 * that keeping it delays nobody; without it everything is found and written anew.
 */
import { metadata } from '../../store/metadata.js';
import {
  derivedKeys,
  derivedTable,
  derivedValues,
  flag,
  items,
  key,
  number,
  text,
  type Column,
  type RowOf,
} from '../../tables/columns.js';
import type { Id } from '../../tables/tables.js';
import type { Key, Reader, Table, Writer } from '../../store/store.js';

/**
 * Where something is. What is `moving` waits in `projector/moving`, or is not made yet, or is at its
 * place already: the place is noted before anything comes there, so that what an interrupted step
 * has brought there is found again, whatever the store says by then. An empty place is none.
 */
interface Placed {
  readonly moving: boolean;
}

/** Where the messages of a Mailbox are. */
export interface PlacedBox extends Placed {
  /** Relative to the Account's directory. */
  readonly file: string;
}

const boxList = items(
  ([id, box]: readonly [Id, PlacedBox]) => `${id}:${box.moving ? '>' : '='}${box.file}`,
  (stored): readonly [Id, PlacedBox] => {
    const at = stored.indexOf(':');
    const file = stored.slice(at + 2);
    return [Number(stored.slice(0, at)), { file, moving: stored[at + 1] === '>' }];
  },
);

const placedBoxes: Column<ReadonlyMap<Id, PlacedBox>> = {
  write: (boxes) => boxList.write(Array.from(boxes)),
  read: (stored) => new Map(boxList.read(stored)),
};

/** Accounts by id. */
export const placedAccounts = derivedTable('placedAccounts', key<Id>(), {
  domain: number(),
  /** Relative to the Domain's directory. */
  location: text(),
  moving: flag(),
  /** Mailboxes by their ids. */
  boxes: placedBoxes,
});

/** Where the files of an Account are. */
export type PlacedAccount = RowOf<typeof placedAccounts>;

/** Which Account a place is for: key `domainId/location`. */
export const accountsAt = derivedValues('accountsAt', key<string>(), number());

/** Which Domain a place is for: key as `placedDomains` has locations. */
const domainsAt = derivedValues('domainsAt', key<string>(), number());

/** Domains by id. */
export const placedDomains = derivedTable('placedDomains', key<Id>(), {
  /** Relative to the base directory. */
  location: text(),
  moving: flag(),
});

/** Where the files of a Domain are. */
export type PlacedDomain = RowOf<typeof placedDomains>;

/** Files that are still to be written: key as in `deferred-tasks.ts`. */
export const deferredTasks = derivedKeys('chores');

/** What the journal told to be gone and is not dealt with: key as in `evidence.ts`. */
export const goneThings = derivedKeys('goneThings');

/** The tables of the projector's store. */
export const stateTables: readonly Pick<Table<Key, unknown>, 'name'>[] = [
  metadata,
  placedAccounts,
  accountsAt,
  placedDomains,
  domainsAt,
  deferredTasks,
  goneThings,
];

/** The position in the journal up to which everything is in place; undefined at the very start. */
export function positionOf(tx: Reader): number | undefined {
  const text = tx.get(metadata, 'position');
  return text === undefined ? undefined : Number(text);
}

/** The Account from which on everything is written anew; undefined when nothing is. */
export function cursorOf(tx: Reader): number | undefined {
  const text = tx.get(metadata, 'cursor');
  return text === undefined ? undefined : Number(text);
}

/** How far everything is written: while everything is written anew, nothing counts as written. */
export function progressOf(tx: Reader): {
  readonly position: number;
  readonly deferredTasks: number;
} {
  return {
    position: cursorOf(tx) === undefined ? (positionOf(tx) ?? -1) : -1,
    deferredTasks: Array.from(tx.range(deferredTasks, {})).length,
  };
}

/** Notes how far everything is written. */
export function putProgress(tx: Writer, position: number, cursor: number | undefined): void {
  tx.put(metadata, 'position', String(position));
  if (cursor === undefined) tx.remove(metadata, 'cursor');
  else tx.put(metadata, 'cursor', String(cursor));
}

/** Notes where an Account is, or that it is nowhere. */
export function putAccount(tx: Writer, id: Id, next: PlacedAccount | undefined): void {
  putAt(tx, placedAccounts, accountsAt, id, next, accountKey);
}

/** Notes where a Domain is, or that it is nowhere. */
export function putDomain(tx: Writer, id: Id, next: PlacedDomain | undefined): void {
  putAt(tx, placedDomains, domainsAt, id, next, domainKey);
}

/** Whose place it is, if anybody's. */
export function accountAt(tx: Reader, domain: Id, location: string): Id | undefined {
  return tx.get(accountsAt, accountKey({ domain, location }));
}

/** Whose place it is, if anybody's. */
export function domainAt(tx: Reader, location: string): Id | undefined {
  return tx.get(domainsAt, location);
}

function putAt<Row extends Placed & { readonly location: string }>(
  tx: Writer,
  rows: Table<Id, Row>,
  at: Table<string, Id>,
  id: Id,
  next: Row | undefined,
  keyOf: (row: Row) => string,
): void {
  const before = tx.get(rows, id);
  const left = before === undefined || before.location === '' ? undefined : keyOf(before);
  const taken = next === undefined || next.location === '' ? undefined : keyOf(next);
  if (left !== undefined && left !== taken && tx.get(at, left) === id) tx.remove(at, left);
  if (taken !== undefined && tx.get(at, taken) !== id) tx.put(at, taken, id);
  if (next === undefined) tx.remove(rows, id);
  else tx.put(rows, id, next);
}

/**
 * Accounts of one Mailbox share the names of their service files whatever their Mailbox's format: so
 * they share a key.
 */
function accountKey({ domain, location }: Pick<PlacedAccount, 'domain' | 'location'>): string {
  return `${domain}/${location.replace(/\.(?:mbox|mdir|mslc)$/, '.*')}`;
}

function domainKey({ location }: PlacedDomain): string {
  return location;
}

/** Whether Mailboxes are at the same places. */
export function isSameBoxes(one: PlacedAccount['boxes'], other: PlacedAccount['boxes']): boolean {
  if (one.size !== other.size) return false;
  for (const [id, { file, moving }] of one) {
    const box = other.get(id);
    if (box?.file !== file || box.moving !== moving) return false;
  }
  return true;
}
