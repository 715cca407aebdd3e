/**
 * What happens to a store before the server answers: an empty one gets the Main Domain and the
 * postmaster (objects, section 2); one that is there is looked at, and nothing in it changes.
 */
import { randomBytes } from 'node:crypto';
import { Change } from '../engine/core/change.js';
import { newId } from '../engine/directory/directory.js';
import { firstStart } from '../engine/domains/first-start.js';
import { appendRecord, programOrigin } from '../engine/core/journal.js';
import { inbox } from '../engine/mailboxes/mailbox-names.js';
import { domainName } from '../engine/core/names.js';
import { Refusal } from '../engine/core/refusal.js';
import { addMembers, newRoll } from '../engine/directory/rolls.js';
import type { Passwords } from '../passwords/passwords.js';
import { derivedTable, id, key, text, texts } from '../tables/columns.js';
import { awaitedNames, memberOf } from '../tables/roll-tables.js';
import { keysUnder, type Store, type Writer } from '../store/store.js';
import { mailboxes } from '../tables/mailbox-tables.js';
import { metadata } from '../store/metadata.js';
import { counters, groups, storeFormat, type Id } from '../tables/tables.js';
import { bytesOf } from '../values/text.js';
import { foldStored } from './fold-stored.js';

/** The store does not fit the settings or the base directory; the message says why, in one line. */
export class StoreRefused extends Error {}

/** What the first start is made of; ordinary Unicode strings. */
export interface FirstFacts {
  readonly mainDomain: string;
  /** The postmaster's password; one is made when it is undefined. */
  readonly password: string | undefined;
}

/** What a first start made up. */
export interface Made {
  readonly mainDomain: string;
  /** The password that was made, undefined when it was given. */
  readonly password: string | undefined;
}

/** Whether a store was filled already. */
export async function isFilled(store: Store): Promise<boolean> {
  return store.view((tx) => tx.get(metadata, 'mainDomain') !== undefined);
}

/** Throws `StoreRefused` when the passwords of a filled store were sealed under another key. */
export async function requireKey(store: Store, passwords: Passwords): Promise<void> {
  const known = await store.view((tx) => tx.get(metadata, 'passwordKey'));
  if (known !== passwords.keyCheck) {
    throw new StoreRefused('password.key is not the key that the passwords were sealed under');
  }
}

/**
 * Brings a store of an older format forward, all at once: since format 2 every Mailbox has an id, so
 * that its file is known under each of its names; since format 3 members of Groups are rows;
 * since format 4 names and addresses are folded by characters.
 */
export async function bringForward(store: Store): Promise<void> {
  const format = Number(await store.view((tx) => tx.get(metadata, 'format')));
  if (format >= storeFormat) return;
  await store.update((tx) => {
    if (format < 2) giveMailboxesIds(tx);
    if (format < 3) unrollGroups(tx);
    if (format < 4) foldStored(tx);
    tx.put(metadata, 'format', String(storeFormat));
  });
}

function giveMailboxesIds(tx: Writer): void {
  for (const [key, row] of Array.from(tx.range(mailboxes, {}))) {
    if (row.id === 0 && !key.endsWith(`/${inbox}`)) {
      tx.put(mailboxes, key, { ...row, id: newId(tx) });
    }
  }
}

/** Groups until format 2: the members are a column, and the indexes tell no places. */
const groupsOfFormat2 = derivedTable(groups.name, key<Id>(), {
  domain: id<Id>(),
  name: text(),
  members: texts(),
  settings: text('{}'),
});

function unrollGroups(tx: Writer): void {
  for (const index of [memberOf, awaitedNames]) {
    for (const [key] of Array.from(tx.range(index, {}))) tx.remove(index, key);
  }
  for (const [key] of Array.from(tx.range(counters, keysUnder('awaited/')))) {
    tx.remove(counters, key);
  }
  for (const [group, { members, ...row }] of Array.from(tx.range(groupsOfFormat2, {}))) {
    const roll = newRoll(tx, row.domain, group);
    addMembers(tx, roll, 0, members);
    tx.put(groups, group, { ...row, roll });
  }
}

/** Fills an empty store. Throws `StoreRefused` when the Main Domain's name cannot be one. */
export async function fill(
  store: Store,
  passwords: Passwords,
  { mainDomain, password }: FirstFacts,
  now: number,
): Promise<Made> {
  const name = readDomainName(mainDomain);
  const clear = password ?? randomBytes(15).toString('base64url');
  const postmasterPassword = await passwords.protect(bytesOf(clear), 'A-crpt');
  await store.update((tx) => {
    const change = new Change(tx, now);
    firstStart(change, { mainDomain: name, postmasterPassword });
    tx.put(metadata, 'passwordKey', passwords.keyCheck);
    appendRecord(change, programOrigin('first start'));
  });
  return { mainDomain, password: password === undefined ? clear : undefined };
}

function readDomainName(text: string) {
  try {
    return domainName(bytesOf(text));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StoreRefused(`domain.main: ${JSON.stringify(text)} cannot be a Domain name`, {
      cause: error,
    });
  }
}
