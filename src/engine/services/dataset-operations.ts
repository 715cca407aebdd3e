/**
 * What can be done with the entries of datasets (catalogue, `Dataset`); what sets and entries are is
 * in `datasets.ts`.
 */
import type { DatasetId } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import type { Change } from '../core/change.js';
import type { Subject } from '../core/effects.js';
import { refuse } from '../core/refusal.js';
import { newId } from '../directory/directory.js';
import {
  ensureSet,
  entryCount,
  entryWithAddress,
  findEntry,
  findSet,
  keepEntry,
  requireSet,
} from './datasets.js';

/** A set that an Account has or may get. */
export interface SetPlace {
  readonly owner: Subject<'account'>;
  readonly setName: string;
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
  entriesMax: bigint | undefined,
): string {
  const { tx } = change;
  const set = ensureSet(change, place.owner, place.setName);
  const known = entryWithAddress(tx, set, address);
  if (known !== undefined) return known;
  if (entriesMax !== undefined && entryCount(tx, set) >= entriesMax) {
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
