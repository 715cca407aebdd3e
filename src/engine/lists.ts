/**
 * Mailing Lists: create, rename, delete, read and change settings (objects, sections 7.1 and 7.5
 * and the matrix of section 10). A List holds its owner by id, so the owner's renaming needs
 * nothing here; the owner's count in `ownership.ts` keeps it from going before its Lists. Knows of
 * subscribers only that they go with their List.
 */
import { listNames, lists, ownedLists, type ListRow } from '../store/list-tables.js';
import { mapInSteps, visitInSteps } from '../store/steps.js';
import { keysUnder, type Reader } from '../store/store.js';
import { domainNames, type Id } from '../store/tables.js';
import { print } from '../values/print.js';
import type { Dictionary, Value } from '../values/value.js';
import { requireRoom } from './account-limits.js';
import type { Change } from './change.js';
import {
  accountById,
  countOf,
  findAccount,
  fullName,
  requireFreeName,
  type Found,
} from './directory.js';
import { asksForDefault, dictionaryOf, merged } from './documents.js';
import { makeListMailboxes, renameListMailboxes } from './list-mailboxes.js';
import { NamedObjects } from './named-objects.js';
import { address, type ObjectName } from './names.js';
import { disown, own } from './ownership.js';
import { refuse } from './refusal.js';
import { discard } from './remains.js';
import { maskedText } from './secrets.js';
import { subscriberCount } from './subscribers.js';

const ownerKey = 'Owner';

const listObjects = new NamedObjects<ListRow>({
  kind: 'list',
  index: listNames,
  put: (tx, id, row) => tx.put(lists, id, row),
  remove: (tx, { id, row }) => {
    disown(tx, ownedLists, id, row.owner);
    tx.remove(lists, id);
    discard(tx, 'list', id);
  },
  textOf: (tx, row) => maskedText(listDictionary(tx, row)),
});

/** The names of a Domain's Mailing Lists, sorted. */
export function listLists(tx: Reader, domain: Id): Generator<void, readonly string[]> {
  return mapInSteps(listObjects.namesAndIds(tx, domain), ([name]) => name);
}

/** The Mailing Lists of a Domain with the number of their subscribers, as a numeric string. */
export function domainLists(tx: Reader, domain: Id): Generator<void, Dictionary> {
  return subscriberCounts(tx, listObjects.namesAndIds(tx, domain));
}

/** The Mailing Lists that an Account owns, as `domainLists` tells them. */
export function accountLists(tx: Reader, account: Id): Generator<void, Dictionary> {
  return subscriberCounts(tx, namesOwnedBy(tx, account));
}

function* subscriberCounts(
  tx: Reader,
  named: Iterable<readonly [name: string, id: Id]>,
): Generator<void, Dictionary> {
  const counts = new Map<string, Value>();
  yield* visitInSteps(named, ([name, id]) => {
    counts.set(name, String(subscriberCount(tx, id)));
  });
  return counts;
}

function* namesOwnedBy(tx: Reader, account: Id): Generator<readonly [name: string, id: Id], void> {
  for (const id of listsOwnedBy(tx, account)) {
    const row = tx.get(lists, id);
    if (row) yield [row.name, id];
  }
}

/** The ids of the Mailing Lists that an Account owns. */
export function* listsOwnedBy(tx: Reader, account: Id): Generator<Id, void> {
  const prefix = `${account}/`;
  for (const [key] of tx.range(ownedLists, keysUnder(prefix))) {
    yield Number(key.slice(prefix.length));
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
  const id = listObjects.add(change, { domain, name, owner, settings: '{}' });
  own(tx, ownedLists, id, owner);
  makeListMailboxes(change, { id: owner, row: accountById(tx, owner) }, name);
  return id;
}

/** Gives a List a new name in its Domain. Refuses as `NamedObjects.rename`. */
export function renameList(change: Change, found: Found<ListRow>, name: ObjectName): void {
  const { row } = found;
  listObjects.rename(change, found, name);
  const owner = { id: row.owner, row: accountById(change.tx, row.owner) };
  renameListMailboxes(change, owner, row.name as ObjectName, name);
}

/** Deletes a List together with its subscribers. */
export function deleteList(change: Change, found: Found<ListRow>): void {
  listObjects.delete(change, found);
}

/**
 * Lays given settings over those of a List. `Owner` hands it over to another Account of its Domain.
 * Refuses with `illegal-value`, `illegal-name` or `unknown-account`.
 */
export function updateList(change: Change, { id, row }: Found<ListRow>, given: Dictionary): void {
  const { tx, effects } = change;
  const owner = givenOwner(tx, row, given);
  const settings = new Map(merged(dictionaryOf(row.settings), given));
  settings.delete(ownerKey);
  const next: ListRow = { ...row, owner, settings: print(settings) };
  const [before, after] = [listObjects.textOf(tx, row), listObjects.textOf(tx, next)];
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
  if (domain !== undefined && tx.get(domainNames, domain)?.domain !== row.domain) {
    refuse('illegal-value', 'the owner must be in the domain of the mailing list');
  }
  return findAccount(tx, row.domain, name).id;
}
