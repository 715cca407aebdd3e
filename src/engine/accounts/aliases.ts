/**
 * Account Aliases (objects, section 5.3): further names of an Account in its Domain. An alias is a
 * row of the one name space that points to the Account's id, so it follows every rename unseen.
 */
import { accounts, inDomain, names, type DomainId, type AccountId } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Change } from '../core/change.js';
import {
  type FoundAccount,
  addToCounter,
  countOf,
  requireFreeName,
} from '../directory/directory.js';
import { effectOn } from '../core/effects.js';
import { aliasesGone, nameAppeared } from '../directory/group-following.js';
import { objectName, type ObjectName } from '../core/names.js';
import { subjectOf } from '../directory/subjects.js';

/**
 * Replaces the aliases of an Account, in the order given, repeated ones once. All names are read
 * before anything is taken. Refuses with `illegal-name` or, by the kind that holds it, `...-exists`.
 */
export function setAliases(
  change: Change,
  { id, row }: FoundAccount,
  texts: readonly string[],
): void {
  const { tx } = change;
  const wanted = [...new Set(texts.map(objectName))];
  const before = print(row.aliases);
  const after = print(wanted);
  if (before === after) return;
  const old = new Set<string>(row.aliases);
  // First, because it is refused when they are too many to be looked up.
  change.update(
    accounts,
    id,
    (present) => ({ ...present, aliases: wanted }),
    () => effectOn(subjectOf(tx, 'account', id, row), 'aliases', { before, after }),
  );
  const taken = wanted.filter((alias) => !old.has(alias));
  for (const alias of taken) requireFreeName(tx, row.domain, alias);
  const kept = new Set<string>(wanted);
  const gone = row.aliases.filter((alias) => !kept.has(alias));
  aliasesGone(change, id, new Set(gone));
  removeNames(change, row.domain, gone);
  addNames(change, row.domain, id, taken);
}

/**
 * Takes the aliases of an Account along to its new Domain from the one that it left. Refuses when
 * one of them is taken there.
 */
export function moveAliases(change: Change, { id, row }: FoundAccount, left: DomainId): void {
  const aliases = row.aliases as readonly ObjectName[];
  for (const alias of aliases) requireFreeName(change.tx, row.domain, alias);
  removeNames(change, left, aliases);
  addNames(change, row.domain, id, aliases);
}

/** Gives up the aliases of an Account that goes. */
export function dropAliases(change: Change, { row }: FoundAccount): void {
  removeNames(change, row.domain, row.aliases);
}

function addNames(
  change: Change,
  domain: DomainId,
  id: AccountId,
  aliases: readonly ObjectName[],
): void {
  const { tx } = change;
  if (aliases.length === 0) return;
  for (const alias of aliases) {
    tx.put(names, inDomain(domain, alias), { kind: 'alias', id, type: '' });
    nameAppeared(change, domain, alias, 'alias', id);
  }
  addToCounter(tx, countOf('alias', domain), aliases.length);
}

function removeNames({ tx }: Change, domain: DomainId, aliases: readonly string[]): void {
  if (aliases.length === 0) return;
  for (const alias of aliases) tx.remove(names, inDomain(domain, alias));
  addToCounter(tx, countOf('alias', domain), -aliases.length);
}
