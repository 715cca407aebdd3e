/**
 * Lists of access rights, of Accounts and of Mailboxes alike (objects, section 9): a dictionary of
 * identifiers and right symbols. Identifiers are kept as given and looked up only when rights are
 * asked for, so renames leave them alone (objects, section 10.1). Knows nothing of where a list is
 * kept.
 */
import type { Reader } from '../../store/store.js';
import { groups, type Id } from '../../tables/tables.js';
import { foldedAddress, sameWord } from '../../values/letters.js';
import type { Dictionary, Value } from '../../values/value.js';
import { type FoundAccount, findDomain, findName } from '../directory/directory.js';
import { address, type Address } from '../core/names.js';
import { Refusal, refuse } from '../core/refusal.js';
import { isInRoll } from '../directory/rolls.js';

/** All right symbols, in the order in which effective rights are printed; an owner has them all. */
export const allSymbols = 'lrswipcda';

/** Identifiers are names and addresses; longer ones are none. */
const identifierLengthMax = 400;

/**
 * A list after edits: `-` before the symbols takes them from an entry, `+` adds them, else they
 * replace it. An entry is found under any spelling of its address and keeps its own. Entries left
 * without symbols go. Refuses with `illegal-value`.
 */
export function editedList(list: Dictionary, edits: Dictionary): Dictionary {
  const result = new Map(list);
  const spellings = new Map(Array.from(list.keys(), (known) => [foldedAddress(known), known]));
  for (const [identifier, edit] of edits) {
    if (identifier === '' || identifier.length > identifierLengthMax) {
      refuse('illegal-value', 'illegal access right identifier');
    }
    const present = spellings.get(foldedAddress(identifier)) ?? identifier;
    const symbols = edited(symbolsOf(result.get(present)), edit);
    if (symbols === '') result.delete(present);
    else result.set(present, symbols);
    spellings.set(foldedAddress(identifier), present);
  }
  return result;
}

/** The symbols that a list of an Account's or one of its Mailboxes' rights gives another Account. */
export function symbolsGiven(
  tx: Reader,
  list: Dictionary,
  target: FoundAccount,
  reader: FoundAccount,
): string {
  if (target.id === reader.id) return allSymbols;
  const granted = new Set<string>();
  const denied = new Set<string>();
  for (const [identifier, value] of list) {
    const denies = identifier.startsWith('-');
    if (!means(tx, denies ? identifier.slice(1) : identifier, target.row.domain, reader)) continue;
    for (const symbol of symbolsOf(value)) (denies ? denied : granted).add(symbol);
  }
  return Array.from(allSymbols)
    .filter((symbol) => granted.has(symbol) && !denied.has(symbol))
    .join('');
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
function means(tx: Reader, identifier: string, domain: Id, reader: FoundAccount): boolean {
  if (sameWord(identifier, 'anyone')) return true;
  try {
    return names(tx, address(identifier), domain, reader);
  } catch (problem) {
    if (problem instanceof Refusal) return false; // no name at all, or of a Domain that is not here
    throw problem;
  }
}

function names(tx: Reader, { name, domain }: Address, own: Id, reader: FoundAccount): boolean {
  const inDomain = domain === undefined ? own : findDomain(tx, domain).id;
  if (name === 'anyone') return inDomain === reader.row.domain;
  const entry = findName(tx, inDomain, name);
  if (entry === undefined) return false;
  if (entry.kind === 'group') {
    const group = tx.get(groups, entry.id);
    return group !== undefined && isInRoll(tx, reader.id, group.roll);
  }
  return (entry.kind === 'account' || entry.kind === 'alias') && entry.id === reader.id;
}
