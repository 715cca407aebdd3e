/**
 * Access rights on whole Accounts (objects, section 9): a dictionary of identifiers and right
 * symbols. Identifiers are kept as given and looked up only when rights are asked for, so renames
 * leave them alone (objects, section 10.1).
 */
import type { Reader } from '../store/store.js';
import { memberOf, type AccountRow, type Id } from '../store/tables.js';
import type { Dictionary, Value } from '../values/value.js';
import type { Change } from './change.js';
import { findName, findDomain, fullName, type Found } from './directory.js';
import { changeDocument } from './document-changes.js';
import { readDocument } from './documents.js';
import { address, type Address } from './names.js';
import { Refusal, refuse } from './refusal.js';

/** All right symbols, in the order in which effective rights are printed; an owner has them all. */
const allSymbols = 'lrswipcda';

/** The right that lets its holder read and change the list of rights. */
const administer = 'a';

/** Identifiers are names and addresses; longer ones are none. */
const identifierLengthMax = 400;

/** The rights granted on an Account. */
export function accountAcl(tx: Reader, account: Id): Dictionary {
  return readDocument(tx, account, 'acl');
}

/**
 * Edits the rights granted on an Account: `-` before the symbols takes them from an entry, `+` adds
 * them, else they replace it. Entries left without symbols go. Refuses with `illegal-value`.
 */
export function editAccountAcl(
  change: Change,
  { id, row }: Found<AccountRow>,
  edits: Dictionary,
): void {
  const acl = new Map(accountAcl(change.tx, id));
  for (const [identifier, edit] of edits) {
    if (identifier === '' || identifier.length > identifierLengthMax) {
      refuse('illegal-value', 'illegal access right identifier');
    }
    const symbols = edited(symbolsOf(acl.get(identifier)), edit);
    if (symbols === '') acl.delete(identifier);
    else acl.set(identifier, symbols);
  }
  const name = fullName(change.tx, row.domain, row.name);
  changeDocument(change, { kind: 'account', id, name }, 'acl', acl);
}

/** The symbols of the rights that one Account effectively has on another. */
export function effectiveAclRights(
  tx: Reader,
  target: Found<AccountRow>,
  reader: Found<AccountRow>,
): string {
  if (target.id === reader.id) return allSymbols;
  const granted = new Set<string>();
  const denied = new Set<string>();
  for (const [identifier, value] of accountAcl(tx, target.id)) {
    const denies = identifier.startsWith('-');
    if (!means(tx, denies ? identifier.slice(1) : identifier, target.row.domain, reader)) continue;
    for (const symbol of symbolsOf(value)) (denies ? denied : granted).add(symbol);
  }
  return Array.from(allSymbols)
    .filter((symbol) => granted.has(symbol) && !denied.has(symbol))
    .join('');
}

/** Refuses with `no-right` unless `reader` may read and change the rights granted on `target`. */
export function requireAdminRight(
  tx: Reader,
  target: Found<AccountRow>,
  reader: Found<AccountRow>,
): void {
  if (!effectiveAclRights(tx, target, reader).includes(administer)) refuse('no-right');
}

function symbolsOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function edited(present: string, edit: Value): string {
  if (edit === null) return '';
  if (typeof edit !== 'string' || !/^[+-]?[a-zA-Z]*$/.test(edit)) {
    return refuse('illegal-value', 'illegal access right symbols');
  }
  const symbols = edit.replace(/^[+-]/, '');
  if (edit.startsWith('-'))
    return Array.from(present)
      .filter((one) => !symbols.includes(one))
      .join('');
  return [...new Set(edit.startsWith('+') ? present + symbols : symbols)].join('');
}

/**
 * Whether an identifier means an Account: `anyone`, the Account's name or alias, a Group that it is
 * a direct member of, or `anyone@domain`. Without a Domain, the Domain of the target is meant.
 */
function means(tx: Reader, identifier: string, domain: Id, reader: Found<AccountRow>): boolean {
  const folded = identifier.toLowerCase();
  if (folded === 'anyone') return true;
  try {
    return names(tx, address(folded), domain, reader);
  } catch (problem) {
    if (problem instanceof Refusal) return false; // no name at all, or of a Domain that is not here
    throw problem;
  }
}

function names(tx: Reader, { name, domain }: Address, own: Id, reader: Found<AccountRow>): boolean {
  const inDomain = domain === undefined ? own : findDomain(tx, domain).id;
  if (name === 'anyone') return inDomain === reader.row.domain;
  const entry = findName(tx, inDomain, name);
  if (entry === undefined) return false;
  if (entry.kind === 'group') return tx.get(memberOf, `${reader.id}/${entry.id}`) !== undefined;
  return (entry.kind === 'account' || entry.kind === 'alias') && entry.id === reader.id;
}
