/**
 * Mailing Lists: create, rename, delete, read and change settings (objects, sections 7.1 and 7.5
 * and the matrix of section 10). A List holds its owner by id, so the owner's renaming needs
 * nothing here; the owner's count in `ownership.ts` keeps it from going before its Lists. Knows of
 * subscribers only that they go with their List.
 */
import { listNames, lists, ownedLists, type ListRow } from '../store/list-tables.js';
import { keysUnder, type Reader } from '../store/store.js';
import { inDomain, names, type Id } from '../store/tables.js';
import { print } from '../values/print.js';
import type { Dictionary, Value } from '../values/value.js';
import { requireRoom } from './account-limits.js';
import type { Change } from './change.js';
import {
  accountById,
  addToCounter,
  countOf,
  findAccount,
  findDomain,
  fullName,
  newId,
  requireFreeName,
  type Found,
} from './directory.js';
import { asksForDefault, dictionaryOf, merged } from './documents.js';
import { nameAppeared, objectGone } from './groups.js';
import { makeListMailboxes, renameListMailboxes } from './list-mailboxes.js';
import { address, type ObjectName } from './names.js';
import { disown, own } from './ownership.js';
import { refuse } from './refusal.js';
import { maskedText } from './secrets.js';
import { forgetSubscribers, subscriberCount } from './subscribers.js';

const ownerKey = 'Owner';

/** The names of a Domain's Mailing Lists, sorted. */
export function listLists(tx: Reader, domain: Id): readonly string[] {
  return Array.from(namesAndIds(tx, domain), ([name]) => name);
}

/** The Mailing Lists of a Domain with the number of their subscribers, as a numeric string. */
export function domainLists(tx: Reader, domain: Id): Dictionary {
  const counts = new Map<string, Value>();
  for (const [name, id] of namesAndIds(tx, domain)) {
    counts.set(name, String(subscriberCount(tx, id)));
  }
  return counts;
}

/** The Mailing Lists that an Account owns, as `domainLists` tells them. */
export function accountLists(tx: Reader, account: Id): Dictionary {
  const counts = new Map<string, Value>();
  for (const id of listsOwnedBy(tx, account)) {
    const row = tx.get(lists, id);
    if (row) counts.set(row.name, String(subscriberCount(tx, id)));
  }
  return counts;
}

/** The ids of the Mailing Lists that an Account owns. */
export function listsOwnedBy(tx: Reader, account: Id): readonly Id[] {
  const prefix = `${account}/`;
  return Array.from(tx.range(ownedLists, keysUnder(prefix)), ([key]) =>
    Number(key.slice(prefix.length)),
  );
}

function* namesAndIds(tx: Reader, domain: Id): Generator<readonly [string, Id], void> {
  const prefix = inDomain(domain, '');
  for (const [key, id] of tx.range(listNames, keysUnder(prefix))) {
    yield [key.slice(prefix.length), id];
  }
}

/** A List as one dictionary: its settings, and `Owner`, the current name of its owner. */
export function listDictionary(tx: Reader, row: ListRow): Dictionary {
  const settings = dictionaryOf(row.settings);
  return new Map<string, Value>(settings).set(ownerKey, accountById(tx, row.owner).name);
}

/**
 * Creates a List that an Account of the same Domain owns. Refuses with `...-exists`,
 * `unknown-account`, or `limit-reached` (the Domain setting `ListsLimit`).
 */
export function createList(
  change: Change,
  domain: Id,
  name: ObjectName,
  ownerName: ObjectName,
): Id {
  const { tx } = change;
  requireFreeName(tx, domain, name);
  const owner = findAccount(tx, domain, ownerName).id;
  requireRoom(tx, domain, 'ListsLimit', countOf('list', domain));
  const id = newId(tx);
  const row: ListRow = { domain, name, owner, settings: '{}' };
  putUnderName(change, id, row);
  own(change.tx, ownedLists, id, owner);
  addToCounter(tx, countOf('list', domain), 1);
  change.effects.push({
    kind: 'list',
    id,
    name: fullName(tx, domain, name),
    field: 'created',
    before: undefined,
    after: describe(tx, row),
  });
  nameAppeared(change, domain, name, 'list', id);
  makeListMailboxes(change, { id: owner, row: accountById(tx, owner) }, name);
  return id;
}

/**
 * Gives a List a new name in its Domain. Refuses with `...-exists` when an object has the name, the
 * List itself not excepted.
 */
export function renameList(change: Change, { id, row }: Found<ListRow>, name: ObjectName): void {
  const { tx } = change;
  const { domain } = row;
  requireFreeName(tx, domain, name);
  removeName(change, row);
  putUnderName(change, id, { ...row, name });
  const [before, after] = [fullName(tx, domain, row.name), fullName(tx, domain, name)];
  change.effects.push({
    kind: 'list',
    id,
    name: after,
    field: 'name',
    before: print(before),
    after: print(after),
  });
  nameAppeared(change, domain, name, 'list', id);
  const owner = { id: row.owner, row: accountById(tx, row.owner) };
  renameListMailboxes(change, owner, row.name as ObjectName, name);
}

/** Deletes a List together with its subscribers. */
export function deleteList(change: Change, { id, row }: Found<ListRow>): void {
  const { tx } = change;
  const before = describe(tx, row);
  objectGone(change, id);
  removeName(change, row);
  disown(change.tx, ownedLists, id, row.owner);
  forgetSubscribers(tx, id);
  tx.remove(lists, id);
  addToCounter(tx, countOf('list', row.domain), -1);
  const name = fullName(tx, row.domain, row.name);
  change.effects.push({ kind: 'list', id, name, field: 'deleted', before, after: undefined });
}

/**
 * Lays given settings over those of a List. `Owner` hands it over to another Account of its Domain.
 * Refuses with `illegal-value`, `illegal-name`, `unknown-domain` or `unknown-account`.
 */
export function updateList(change: Change, { id, row }: Found<ListRow>, given: Dictionary): void {
  const { tx, effects } = change;
  const owner = givenOwner(tx, row, given);
  const settings = new Map(merged(dictionaryOf(row.settings), given));
  settings.delete(ownerKey);
  const next: ListRow = { ...row, owner, settings: print(settings) };
  const [before, after] = [describe(tx, row), describe(tx, next)];
  if (next.settings === row.settings && owner === row.owner) return;
  if (owner !== row.owner) {
    disown(change.tx, ownedLists, id, row.owner);
    own(change.tx, ownedLists, id, owner);
  }
  tx.put(lists, id, next);
  const name = fullName(tx, row.domain, row.name);
  effects.push({ kind: 'list', id, name, field: 'settings', before, after });
  if (owner !== row.owner) {
    makeListMailboxes(change, { id: owner, row: accountById(tx, owner) }, row.name as ObjectName);
  }
}

/** The owner that given settings name, bare or with the List's Domain; else the present one. */
function givenOwner(tx: Reader, row: ListRow, given: Dictionary): Id {
  const value = given.get(ownerKey);
  if (value === undefined || asksForDefault(value)) return row.owner;
  if (typeof value !== 'string') return refuse('illegal-value', 'the owner must be a string');
  const { name, domain } = address(value);
  if (domain !== undefined && findDomain(tx, domain).id !== row.domain) {
    refuse('illegal-value', 'the owner must be in the domain of the mailing list');
  }
  return findAccount(tx, row.domain, name).id;
}

function putUnderName({ tx }: Change, id: Id, row: ListRow): void {
  const key = inDomain(row.domain, row.name);
  tx.put(names, key, { kind: 'list', id, type: '' });
  tx.put(listNames, key, id);
  tx.put(lists, id, row);
}

function removeName({ tx }: Change, { domain, name }: ListRow): void {
  const key = inDomain(domain, name);
  tx.remove(names, key);
  tx.remove(listNames, key);
}

/** A List's whole dictionary as the journal tells of it. */
function describe(tx: Reader, row: ListRow): string {
  return maskedText(listDictionary(tx, row));
}
