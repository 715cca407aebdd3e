/**
 * Mailing Lists (objects, sections 7.1 and 7.5 and the matrix of section 10): how many there may be,
 * what comes and goes with them, and which there are. Knows of subscribers only that they go with
 * their List.
 */
import type { Reader } from '../../store/store.js';
import { listNames, lists, ownedLists } from '../../tables/list-tables.js';
import type { AccountId, DomainId, ListId } from '../../tables/tables.js';
import type { ObjectName } from '../core/names.js';
import { accountOf, countOf } from '../directory/directory.js';
import { discard } from '../directory/remains.js';
import { requireRoom } from '../settings/account-limits.js';
import { makeListMailboxes, renameListMailboxes } from './list-mailboxes.js';
import { OwnedObjects } from './owned-objects.js';
import { subscriberCount } from './subscribers.js';

/** The Mailing Lists. The Domain setting `ListsLimit` says how many a Domain may have. */
export const listObjects = new OwnedObjects<ListId>({
  kind: 'list',
  what: 'mailing list',
  index: listNames,
  table: lists,
  owned: ownedLists,
  admit: (tx, domain) => requireRoom(tx, domain, 'ListsLimit', countOf('list', domain)),
  ownerCame: (change, { owner, name }) =>
    makeListMailboxes(change, accountOf(change.tx, owner), name as ObjectName),
  renamed: (change, { owner, name }, newName) =>
    renameListMailboxes(change, accountOf(change.tx, owner), name as ObjectName, newName),
  detach: (change, id) => discard(change, 'list', id),
});

/** A Mailing List's name, and how many subscribers it has. */
export type CountedList = readonly [name: string, subscribers: number];

/** The Mailing Lists of a Domain with the number of their subscribers. */
export function domainLists(tx: Reader, domain: DomainId): Generator<CountedList, void> {
  return counted(tx, listObjects.namesAndIds(tx, domain));
}

/** The Mailing Lists that an Account owns, as `domainLists` tells them. */
export function accountLists(tx: Reader, account: AccountId): Generator<CountedList, void> {
  return counted(tx, namesOwnedBy(tx, account));
}

function* counted(
  tx: Reader,
  named: Iterable<readonly [name: string, id: ListId]>,
): Generator<CountedList, void> {
  for (const [name, id] of named) yield [name, subscriberCount(tx, id)];
}

function* namesOwnedBy(
  tx: Reader,
  account: AccountId,
): Generator<readonly [name: string, id: ListId], void> {
  for (const id of listObjects.ownedBy(tx, account)) {
    const row = tx.get(lists, id);
    if (row) yield [row.name, id];
  }
}
