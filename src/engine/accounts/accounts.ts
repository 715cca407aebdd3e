/**
 * Accounts: create, rename or move, delete, change the type (objects, sections 5.1, 5.2, 5.5 and
 * the matrix of section 10). An Account is its id; its name, its aliases and its numbers are rows
 * that point to the id, so a rename touches a fixed number of rows however much belongs to it.
 */
import {
  accounts,
  inDomain,
  names,
  type AccountId,
  type AccountRow,
  type AccountType,
  type Id,
} from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import {
  countAccountIn,
  countAccountOut,
  countGradeIn,
  countGradeOut,
} from '../settings/account-limits.js';
import { newPlace, placeAfterRename } from '../places/account-place.js';
import { dropAliases, moveAliases } from './aliases.js';
import type { Change, Told } from '../core/change.js';
import {
  accountOf,
  type FoundAccount,
  fullName,
  newId,
  requireFreeName,
} from '../directory/directory.js';
import { dictionaryOf } from '../core/documents.js';
import { effectOn } from '../core/effects.js';
import { nameAppeared, objectGone, objectMoved } from '../directory/group-following.js';
import type { ObjectName } from '../core/names.js';
import { requireOwnsNothing } from '../directory/ownership.js';
import { refuse } from '../core/refusal.js';
import { discard } from '../directory/remains.js';
import { dropRights, requireNotLastMaster, setRights } from './rights.js';
import { maskedText } from '../core/secrets.js';
import { subjectOf } from '../directory/subjects.js';
import { moveTelnums, releaseTelnums } from './telnums.js';

/** What a new Account is made of. */
export interface NewAccount {
  readonly type: AccountType;
  /** The storage mount point without `.mnt`; empty for none. */
  readonly storage: string;
  /** Its INBOX lives where the system mailer puts it. */
  readonly legacy: boolean;
  /** Its explicit settings, complete: template laid under, the password in its stored form. */
  readonly settings: Dictionary;
  readonly rights?: readonly string[];
}

/** Creates an Account. Refuses with `...-exists`, `limit-reached` or `unknown-storage`. */
export function createAccount(
  change: Change,
  domain: Id,
  name: ObjectName,
  { type, storage, legacy, settings, rights = [] }: NewAccount,
): Id {
  const { tx, now } = change;
  requireFreeName(tx, domain, name);
  const place = newPlace(tx, domain, name, storage);
  countAccountIn(tx, domain, type);
  const id = newId(tx);
  const row: AccountRow = {
    domain,
    name,
    type,
    place,
    legacy,
    created: now,
    aliases: [],
    telnums: [],
    rights: [],
    settings: print(settings),
  };
  tx.put(names, inDomain(domain, name), { kind: 'account', id, type });
  const told = { before: undefined, after: describe(row, settings) };
  change.put(accounts, id, row, effectOn(subjectOf(tx, 'account', id, row), 'created', told));
  if (rights.length > 0) setRights(change, accountOf(tx, id), rights);
  nameAppeared(change, domain, name, 'account', id);
  return id;
}

/**
 * Renames an Account, or moves it to another Domain when `toDomain` is not its own. `storage` is the
 * new mount point, undefined to keep it (a move drops it then). Refuses when the new name or, in a
 * move, one of its aliases is taken (`...-exists`), with `owns-objects`, `last-master`,
 * `limit-reached` or `unknown-storage`.
 */
export function renameAccount(
  change: Change,
  from: FoundAccount,
  toDomain: Id,
  toName: ObjectName,
  storage?: string,
): void {
  const { tx } = change;
  const { domain, name } = from.row;
  if (toDomain !== domain || toName !== name) requireFreeName(tx, toDomain, toName);
  else if (storage === undefined) refuse('account-exists');
  requireNotLastMaster(tx, from.id);
  if (toDomain === domain) rewriteName(change, from, toName, storage);
  else moveToDomain(change, from, toDomain, toName, storage);
  change.afterCommit({ kind: 'close sessions', account: from.id });
  if (toDomain !== domain || toName !== name) {
    nameAppeared(change, toDomain, toName, 'account', from.id);
  }
}

function rewriteName(
  change: Change,
  { id, row }: FoundAccount,
  name: ObjectName,
  storage: string | undefined,
): void {
  const place = placeAfterRename(change.tx, row, name, storage);
  putUnderNewName(change, id, { domain: row.domain, name, place });
}

/**
 * Aliases and numbers come along; rights belong to the Domain and stay behind (objects, section
 * 10.1). What holds by anything but the id is told before the name changes.
 */
function moveToDomain(
  change: Change,
  from: FoundAccount,
  domain: Id,
  name: ObjectName,
  storage = '',
): void {
  const { tx } = change;
  requireOwnsNothing(tx, from.id);
  countAccountOut(tx, from.row.domain, from.row.type);
  countAccountIn(tx, domain, from.row.type);
  objectMoved(change, from.id, fullName(tx, domain, name));
  dropRights(change, from);
  const place = newPlace(tx, domain, name, storage);
  const left = from.row.domain;
  putUnderNewName(change, from.id, { domain, name, place });
  moveAliases(change, from, left);
  moveTelnums(change, from, left);
}

/** The same place of the same name is no change. */
function putUnderNewName(
  change: Change,
  id: AccountId,
  next: Pick<AccountRow, 'domain' | 'name' | 'place'>,
): void {
  const { tx } = change;
  change.update(
    accounts,
    id,
    (row) => {
      const same = row.domain === next.domain && row.name === next.name && row.place === next.place;
      if (same) return row;
      tx.remove(names, inDomain(row.domain, row.name));
      tx.put(names, inDomain(next.domain, next.name), { kind: 'account', id, type: row.type });
      return { ...row, ...next };
    },
    (row, old) => movedEffects(change, id, row, old),
  );
}

function movedEffects({ tx }: Change, id: AccountId, row: AccountRow, old: AccountRow): Told {
  const about = subjectOf(tx, 'account', id, row);
  const before = fullName(tx, old.domain, old.name);
  const name = { before: print(before), after: print(about.name) };
  const isMoved = row.domain !== old.domain;
  const renamed = effectOn(about, 'name', isMoved ? { left: old.domain, ...name } : name);
  const place = { before: print(old.place), after: print(row.place) };
  const replaced = effectOn(about, 'place', place);
  if (about.name === before) return replaced;
  return row.place === old.place ? renamed : [renamed, replaced];
}

/** Deletes an Account and all that belongs to it. Refuses with `owns-objects` or `last-master`. */
export function deleteAccount(change: Change, found: FoundAccount): void {
  requireOwnsNothing(change.tx, found.id);
  removeAccount(change, found);
}

/**
 * Removes an Account as part of a greater removal (of its whole Domain), which has its own
 * conditions. Returns how many rows of its own went at once.
 */
export function removeAccount(change: Change, found: FoundAccount): number {
  const { tx } = change;
  const { id } = found;
  dropRights(change, found);
  objectGone(change, id, found.row.name);
  dropAliases(change, found);
  releaseTelnums(change, found);
  const { row } = found;
  countAccountOut(tx, row.domain, row.type);
  tx.remove(names, inDomain(row.domain, row.name));
  const removed = discard(change, 'account', id) + row.aliases.length + row.telnums.length;
  const told = { before: describe(row, dictionaryOf(row.settings)), after: undefined };
  change.remove(accounts, id, effectOn(subjectOf(tx, 'account', id, row), 'deleted', told));
  change.afterCommit({ kind: 'close sessions', account: id });
  return removed;
}

const convertible: readonly AccountType[] = ['MultiMailbox', 'AGrade', 'BGrade', 'CGrade'];

/**
 * Switches the service grade. Refuses with `not-on-this-account` unless both the present and the new type
 * are multi-mailbox ones, and with `limit-reached`.
 */
export function setAccountType(change: Change, { id, row }: FoundAccount, type: AccountType): void {
  const { tx } = change;
  if (!convertible.includes(row.type) || !convertible.includes(type)) {
    refuse('not-on-this-account', 'account type cannot be changed');
  }
  if (type === row.type) return;
  countGradeIn(tx, row.domain, type);
  countGradeOut(tx, row.domain, row.type);
  tx.put(names, inDomain(row.domain, row.name), { kind: 'account', id, type });
  change.update(
    accounts,
    id,
    (present) => ({ ...present, type }),
    (after, before) =>
      effectOn(subjectOf(tx, 'account', id, after), 'type', {
        before: before.type,
        after: type,
      }),
  );
}

/** An Account as the journal tells of it when it appears and when it goes: what it has, no more. */
function describe(row: AccountRow, settings: Dictionary): string {
  const told = new Map<string, Value>([['Type', row.type]]);
  if (row.aliases.length > 0) told.set('Aliases', row.aliases);
  if (row.place !== '') told.set('Place', row.place);
  if (settings.size > 0) told.set('Settings', settings);
  if (row.telnums.length > 0) told.set('Telnums', row.telnums);
  return maskedText(told);
}
