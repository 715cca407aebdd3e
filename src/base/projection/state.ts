/**
 * What the projector knows of the disk (storage, section 6): up to which change everything is
 * written, and where the files of each Account, Mailbox and Domain are. It is a store of its own, so
 * that keeping it delays nobody; without it everything is found and written anew.
 */
import { column, facts, list, table, unlist, type Id } from '../../store/tables.js';
import type { Key, Reader, Table, Writer } from '../../store/store.js';

/** Where the files of an Account are. */
export interface PlacedAccount {
  readonly domain: Id;
  /** Relative to the Domain's directory. */
  readonly location: string;
  /** They were taken from there and wait in `projector/moving`. */
  readonly moving: boolean;
  /** The file of each Mailbox by its id, relative to the Account's directory. */
  readonly boxes: ReadonlyMap<Id, string>;
}

/** Where the files of a Domain are. */
export interface PlacedDomain {
  /** Relative to the base directory. */
  readonly location: string;
  readonly moving: boolean;
}

/** Accounts by id. */
export const placedAccounts = table<Id, PlacedAccount>(
  'placedAccounts',
  ({ domain, location, moving, boxes }) =>
    [
      domain,
      location,
      moving ? 1 : 0,
      list(Array.from(boxes, ([id, file]) => `${id}:${file}`)),
    ].join(column),
  ([domain, location = '', moving, boxes]) => ({
    domain: Number(domain),
    location,
    moving: moving === '1',
    boxes: new Map(
      unlist(boxes).map((text) => {
        const at = text.indexOf(':');
        return [Number(text.slice(0, at)), text.slice(at + 1)];
      }),
    ),
  }),
);

/** Who is where: key `domainId/location`. */
export const accountsAt: Table<string, Id> = {
  name: 'accountsAt',
  encode: String,
  decode: Number,
};

/** Domains by id. */
export const placedDomains = table<Id, PlacedDomain>(
  'placedDomains',
  ({ location, moving }) => [location, moving ? 1 : 0].join(column),
  ([location = '', moving]) => ({ location, moving: moving === '1' }),
);

/** Files that are still to be written: key as in `chores.ts`. */
export const chores: Table<string, ''> = { name: 'chores', encode: () => '', decode: () => '' };

/** The tables of the projector's store. */
export const stateTables: readonly Pick<Table<Key, unknown>, 'name'>[] = [
  facts,
  placedAccounts,
  accountsAt,
  placedDomains,
  chores,
];

/** The position in the journal up to which everything is in place; undefined at the very start. */
export function positionOf(tx: Reader): number | undefined {
  const text = tx.get(facts, 'position');
  return text === undefined ? undefined : Number(text);
}

/** The Account from which on everything is written anew; undefined when nothing is. */
export function cursorOf(tx: Reader): number | undefined {
  const text = tx.get(facts, 'cursor');
  return text === undefined ? undefined : Number(text);
}

/** How far everything is written: while everything is written anew, nothing counts as written. */
export function progressOf(tx: Reader): { readonly position: number; readonly chores: number } {
  return {
    position: cursorOf(tx) === undefined ? (positionOf(tx) ?? -1) : -1,
    chores: Array.from(tx.range(chores, {})).length,
  };
}

/** Notes how far everything is written. */
export function putProgress(tx: Writer, position: number, cursor: number | undefined): void {
  tx.put(facts, 'position', String(position));
  if (cursor === undefined) tx.remove(facts, 'cursor');
  else tx.put(facts, 'cursor', String(cursor));
}

/** Notes where an Account is, or that it is nowhere. */
export function putAccount(tx: Writer, id: Id, next: PlacedAccount | undefined): void {
  const before = tx.get(placedAccounts, id);
  if (before !== undefined && tx.get(accountsAt, placeKey(before)) === id) {
    tx.remove(accountsAt, placeKey(before));
  }
  if (next === undefined) {
    tx.remove(placedAccounts, id);
    return;
  }
  tx.put(placedAccounts, id, next);
  if (!next.moving) tx.put(accountsAt, placeKey(next), id);
}

/** Who is at a place, if anybody. */
export function accountAt(tx: Reader, domain: Id, location: string): Id | undefined {
  return tx.get(accountsAt, `${domain}/${location}`);
}

function placeKey({ domain, location }: PlacedAccount): string {
  return `${domain}/${location}`;
}
