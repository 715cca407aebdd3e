/**
 * Mailing Lists: create, rename, delete, read and change settings (objects, sections 7.1 and 7.5
 * and the matrix of section 10). A List holds its owner by id, so the owner's renaming needs
 * nothing here; the owner's count in `ownership.ts` keeps it from going before its Lists. Knows of
 * subscribers only that they go with their List.
 */
import { listNames, lists, ownedLists } from '../../tables/list-tables.js';
import { mapInSteps, visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import {
  domainNames,
  type DomainId,
  type AccountId,
  type ListId,
  type OwnedRow,
} from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import { requireRoom } from '../settings/account-limits.js';
import type { Change } from '../core/change.js';
import {
  type FoundList,
  accountById,
  accountOf,
  countOf,
  findAccount,
  requireFreeName,
} from '../directory/directory.js';
import { asksForDefault, dictionaryOf, merged } from '../core/documents.js';
import { makeListMailboxes, renameListMailboxes } from './list-mailboxes.js';
import { NamedObjects } from '../directory/named-objects.js';
import { address, type ObjectName } from '../core/names.js';
import { disown, own } from '../directory/ownership.js';
import { refuse } from '../core/refusal.js';
import { discard } from '../directory/remains.js';
import { maskedText } from '../core/secrets.js';
import { subscriberCount } from './subscribers.js';

const ownerKey = 'Owner';

const listObjects = new NamedObjects<ListId, OwnedRow>({
  kind: 'list',
  index: listNames,
  table: lists,
  detach: (change, id, row) => {
    disown(change.tx, ownedLists, id, row.owner);
    discard(change, 'list', id);
  },
  textOf: (tx, row) => maskedText(listDictionary(tx, row)),
});

/** The names of a Domain's Mailing Lists, sorted. */
export function listLists(tx: Reader, domain: DomainId): Generator<void, readonly string[]> {
  return mapInSteps(listObjects.namesAndIds(tx, domain), ([name]) => name);
}

/** The Mailing Lists of a Domain with the number of their subscribers, as a numeric string. */
export function domainLists(tx: Reader, domain: DomainId): Generator<void, Dictionary> {
  return subscriberCounts(tx, listObjects.namesAndIds(tx, domain));
}

/** The Mailing Lists that an Account owns, as `domainLists` tells them. */
export function accountLists(tx: Reader, account: AccountId): Generator<void, Dictionary> {
  return subscriberCounts(tx, namesOwnedBy(tx, account));
}

function* subscriberCounts(
  tx: Reader,
  named: Iterable<readonly [name: string, id: ListId]>,
): Generator<void, Dictionary> {
  const counts = new Map<string, Value>();
  yield* visitInSteps(named, ([name, id]) => {
    counts.set(name, String(subscriberCount(tx, id)));
  });
  return counts;
}

function* namesOwnedBy(
  tx: Reader,
  account: AccountId,
): Generator<readonly [name: string, id: ListId], void> {
  for (const id of listsOwnedBy(tx, account)) {
    const row = tx.get(lists, id);
    if (row) yield [row.name, id];
  }
}

/** The ids of the Mailing Lists that an Account owns. */
export function* listsOwnedBy(tx: Reader, account: AccountId): Generator<ListId, void> {
  const prefix = `${account}/`;
  for (const [key] of tx.range(ownedLists, keysUnder(prefix))) {
    yield Number(key.slice(prefix.length));
  }
}

/** A List as one dictionary: its settings, and `Owner`, the current name of its owner. */
export function listDictionary(tx: Reader, row: OwnedRow): Dictionary {
  const settings = dictionaryOf(row.settings);
  return new Map<string, Value>(settings).set(ownerKey, accountById(tx, row.owner).name);
}

/**
 * Creates a List that an Account of the same Domain owns. Refuses with `...-exists`,
 * `unknown-account`, or `limit-reached` (the Domain setting `ListsLimit`).
 */
export function createList(
  change: Change,
  domain: DomainId,
  name: ObjectName,
  ownerName: ObjectName,
): ListId {
  const { tx } = change;
  requireFreeName(tx, domain, name);
  const owner = findAccount(tx, domain, ownerName).id;
  requireRoom(tx, domain, 'ListsLimit', countOf('list', domain));
  const id = listObjects.add(change, { domain, name, owner, settings: '{}' });
  own(tx, ownedLists, id, owner);
  makeListMailboxes(change, accountOf(tx, owner), name);
  return id;
}

/** Gives a List a new name in its Domain. Refuses as `NamedObjects.rename`. */
export function renameList(change: Change, found: FoundList, name: ObjectName): void {
  const { row } = found;
  listObjects.rename(change, found, name);
  const owner = accountOf(change.tx, row.owner);
  renameListMailboxes(change, owner, row.name as ObjectName, name);
}

/** Deletes a List together with its subscribers. */
export function deleteList(change: Change, found: FoundList): void {
  listObjects.delete(change, found);
}

/**
 * Merges given settings into those of a List. `Owner` hands it over to another Account of its Domain.
 * Refuses with `illegal-value`, `illegal-name` or `unknown-account`.
 */
export function updateList(change: Change, found: FoundList, given: Dictionary): void {
  const { tx } = change;
  const { id, row } = found;
  const owner = givenOwner(tx, row, given);
  const settings = new Map(merged(dictionaryOf(row.settings), given));
  settings.delete(ownerKey);
  const text = print(settings);
  if (text === row.settings && owner === row.owner) return;
  listObjects.edit(change, found, (present) => ({ ...present, owner, settings: text }));
  if (owner === row.owner) return;
  disown(tx, ownedLists, id, row.owner);
  own(tx, ownedLists, id, owner);
  makeListMailboxes(change, accountOf(tx, owner), row.name as ObjectName);
}

/** The owner that given settings name, bare or with the List's Domain; else the present one. */
function givenOwner(tx: Reader, row: OwnedRow, given: Dictionary): AccountId {
  const value = given.get(ownerKey);
  if (value === undefined || asksForDefault(value)) return row.owner;
  if (typeof value !== 'string') return refuse('illegal-value', 'the owner must be a string');
  const { name, domain } = address(value);
  if (domain !== undefined && tx.get(domainNames, domain)?.domain !== row.domain) {
    refuse('illegal-value', 'the owner must be in the domain of the mailing list');
  }
  return findAccount(tx, row.domain, name).id;
}
