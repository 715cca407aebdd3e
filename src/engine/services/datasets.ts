/**
 * Datasets of Accounts: named sets of entries, such as address books and the memory of the vacation
 * rule (objects, section 13; catalogue, `Dataset`). An entry is a dictionary of attributes under a
 * name; entries are found by their e-mail address without a search. Sets nest as paths do, and a
 * nested set's outer sets are always there.
 */
import { datasetAddresses, datasetEntries, datasets } from '../../tables/dataset-tables.js';
import { keysUnder, type Reader, type Table, type DerivedWriter } from '../../store/store.js';
import type { DatasetId, AccountId } from '../../tables/tables.js';
import { foldedAddress } from '../../values/letters.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { addToCounter, counter, newId } from '../directory/directory.js';
import { dictionaryOf } from '../core/documents.js';
import { type Subject, effectOn } from '../core/effects.js';
import { refuse } from '../core/refusal.js';
import { discard } from '../directory/remains.js';
import { maskedText } from '../core/secrets.js';

/** The attribute by which entries are found. */
export const emailAttribute = 'addressbook.Email';

/** The most bytes of the name of a set or of an entry, and of an e-mail address that is looked for. */
const nameBytesMax = 255;
const addressBytesMax = 320;

/** The most sets of an Account, and the most entries of a set. */
const setsMax = 1000;
const entriesMax = 100_000;

/** The id of a set, or undefined when there is none of this name. */
function findSet(tx: Reader, account: AccountId, name: string): DatasetId | undefined {
  return tx.get(datasets, `${account}/${legalSetName(name)}`);
}

/** The id of a set. Refuses with `unknown-dataset`. */
export function requireSet(tx: Reader, account: AccountId, name: string): DatasetId {
  return findSet(tx, account, name) ?? refuse('unknown-dataset');
}

/** The names of the sets directly in a set, or of the outermost ones when `name` is empty. */
export function subsetNames(tx: Reader, account: AccountId, name: string): readonly string[] {
  if (name !== '') requireSet(tx, account, name);
  const prefix = name === '' ? `${account}/` : `${account}/${name}/`;
  return keysOf(tx, datasets, prefix).filter((inner) => !inner.includes('/'));
}

/** A set by its name, made when there is none, its outer sets too. Refuses with `limit-reached`. */
export function ensureSet(change: Change, owner: Subject<'account'>, name: string): DatasetId {
  const { tx } = change;
  const known = findSet(tx, owner.id, name);
  if (known !== undefined) return known;
  const slash = name.lastIndexOf('/');
  if (slash > 0) ensureSet(change, owner, name.slice(0, slash));
  const span = { ...keysUnder(`${owner.id}/`), limit: setsMax };
  if ([...tx.range(datasets, span)].length >= setsMax) refuse('limit-reached', 'too many datasets');
  const id: DatasetId = newId(tx);
  const told = effectOn(owner, 'dataset', { part: name, before: undefined, after: '{}' });
  change.put(datasets, `${owner.id}/${name}`, id, told);
  return id;
}

/** Removes a set with its entries and all sets in it. Refuses with `unknown-dataset`. */
export function removeSet(change: Change, owner: Subject<'account'>, name: string): void {
  const { tx } = change;
  requireSet(tx, owner.id, name);
  const inner = keysOf(tx, datasets, `${owner.id}/${name}/`).map((rest) => `${name}/${rest}`);
  for (const each of [name, ...inner]) {
    const id = requireSet(tx, owner.id, each);
    const before = print(keysOf(tx, datasetEntries, `${id}/`));
    const told = effectOn(owner, 'dataset', { part: each, before, after: undefined });
    change.remove(datasets, `${owner.id}/${each}`, told);
    discard(change, 'dataset', id);
  }
}

/** The entries of a set by name, sorted. */
export function* entriesOf(
  tx: Reader,
  set: DatasetId,
): Generator<readonly [string, Dictionary], void> {
  const prefix = `${set}/`;
  for (const [key, text] of tx.range(datasetEntries, keysUnder(prefix))) {
    yield [key.slice(prefix.length), dictionaryOf(text)];
  }
}

/** An entry's attributes, or undefined when there is none of this name. */
function findEntry(tx: Reader, set: DatasetId, name: string): Dictionary | undefined {
  const text = tx.get(datasetEntries, `${set}/${name}`);
  return text === undefined ? undefined : dictionaryOf(text);
}

/** The name of the first entry with an e-mail address in any letter case, if there is one. */
export function entryWithAddress(tx: Reader, set: DatasetId, address: string): string | undefined {
  const key = addressKey(set, address);
  return key === undefined ? undefined : tx.get(datasetAddresses, key)?.[0];
}

/** A set that an Account has or may get. */
export interface SetPlace {
  readonly owner: Subject<'account'>;
  readonly setName: string;
}

/** An entry of a set that is there. */
export interface EntryPlace extends SetPlace {
  readonly set: DatasetId;
  readonly name: string;
}

/** Writes an entry, or removes it when `next` is undefined. Refuses with `limit-reached`. */
export function keepEntry(change: Change, place: EntryPlace, next: Dictionary | undefined): void {
  const { tx } = change;
  const { owner, set, setName, name } = place;
  const key = `${set}/${legalEntryName(name)}`;
  const kept = tx.get(datasetEntries, key);
  const text = next && print(next);
  if (text === kept) return;
  const before = kept === undefined ? undefined : dictionaryOf(kept);
  reindex(tx, addressKey(set, before?.get(emailAttribute)), (names) =>
    names.filter((other) => other !== name),
  );
  const [was, is] = [before && maskedText(before, kept), next && maskedText(next, text)];
  const told = effectOn(owner, 'dataset', { part: `${setName} ${name}`, before: was, after: is });
  if (text === undefined) change.remove(datasetEntries, key, told);
  else change.put(datasetEntries, key, text, told);
  reindex(tx, addressKey(set, next?.get(emailAttribute)), (names) => [...names, name]);
  count(tx, set, (next === undefined ? 0 : 1) - (before === undefined ? 0 : 1));
}

/**
 * Lays attributes over those of an entry, of which null removes one; makes the entry and its set
 * unless it must exist. Without a name it gets a new one. Gives the name. Refuses with
 * `illegal-value`, `unknown-dataset`, `unknown-entry` or `limit-reached`.
 */
export function setEntry(
  change: Change,
  place: SetPlace,
  given: string | undefined,
  update: Dictionary,
  mustExist: boolean,
): string {
  const { tx } = change;
  const { owner, setName } = place;
  const known = findSet(tx, owner.id, setName);
  const name = given ?? freshName(change, known);
  const before = known === undefined ? undefined : findEntry(tx, known, name);
  if (before === undefined && mustExist) {
    refuse(known === undefined ? 'unknown-dataset' : 'unknown-entry');
  }
  const set = known ?? ensureSet(change, owner, setName);
  const attributes = new Map([...(before ?? []), ...update]);
  for (const [key, value] of attributes) if (value === null) attributes.delete(key);
  keepEntry(change, { ...place, set, name }, attributes);
  return name;
}

/** Removes an entry. Refuses with `unknown-dataset` or `unknown-entry`. */
export function deleteEntry(change: Change, place: SetPlace, name: string): void {
  const set = requireSet(change.tx, place.owner.id, place.setName);
  if (findEntry(change.tx, set, name) === undefined) refuse('unknown-entry');
  keepEntry(change, { ...place, set, name }, undefined);
}

/**
 * Adds an entry under a new name, which it gives. An address that the set has already adds nothing;
 * then it gives the name of the entry that has it. Refuses with `illegal-value`, and with
 * `limit-reached` beyond so many entries.
 */
export function addEntry(
  change: Change,
  place: SetPlace,
  address: string,
  attributes: Dictionary,
  limit: bigint | undefined,
): string {
  const { tx } = change;
  const set = ensureSet(change, place.owner, place.setName);
  const known = entryWithAddress(tx, set, address);
  if (known !== undefined) return known;
  if (limit !== undefined && counter(tx, countKey(set)) >= limit) {
    refuse('limit-reached', 'too many entries');
  }
  const name = freshName(change, set);
  keepEntry(change, { ...place, set, name }, attributes);
  return name;
}

/** Ids are never given twice; only an entry that somebody called so on purpose is in the way. */
function freshName(change: Change, set: DatasetId | undefined): string {
  const { tx } = change;
  const name = `~${newId(tx)}`;
  const taken = set !== undefined && findEntry(tx, set, name) !== undefined;
  return taken ? freshName(change, set) : name;
}

function count(tx: DerivedWriter, set: DatasetId, change: number): void {
  if (change === 0) return;
  const entries = addToCounter(tx, countKey(set), change);
  if (entries > entriesMax) refuse('limit-reached', 'too many entries');
}

/** Changes which entries have the address that a key stands for; no key stands for none. */
function reindex(
  tx: DerivedWriter,
  key: string | undefined,
  edit: (names: readonly string[]) => readonly string[],
): void {
  if (key === undefined) return;
  const names = edit(tx.get(datasetAddresses, key) ?? []);
  if (names.length === 0) tx.remove(datasetAddresses, key);
  else tx.put(datasetAddresses, key, names);
}

/**
 * The row of `datasetAddresses` by which an entry with this address is found. Undefined for what is
 * no address that anyone could look for.
 */
export function addressKey(set: DatasetId, address: Value | undefined): string | undefined {
  if (typeof address !== 'string' || address === '') return undefined;
  return address.length > addressBytesMax ? undefined : `${set}/${foldedAddress(address)}`;
}

function countKey(set: DatasetId): string {
  return `dataset/${set}`;
}

/** The keys of a table that begin so, without that beginning. */
function keysOf(tx: Reader, table: Table<string, unknown>, prefix: string): string[] {
  return Array.from(tx.range(table, keysUnder(prefix)), ([key]) => key.slice(prefix.length));
}

function legalSetName(name: string): string {
  const legal = name.length <= nameBytesMax && !/[\0-\x1f]/.test(name);
  return legal && name.split('/').every((part) => part !== '') ? name : illegal('dataset');
}

function legalEntryName(name: string): string {
  const legal = name !== '' && name.length <= nameBytesMax && !/[\0-\x1f]/.test(name);
  return legal ? name : illegal('entry');
}

function illegal(what: string): never {
  return refuse('illegal-value', `illegal ${what} name`);
}
