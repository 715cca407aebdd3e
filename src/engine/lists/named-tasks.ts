/**
 * Named Tasks: create, rename, delete, read and change settings (objects, section 8.2 and the
 * matrix of section 10). A Named Task holds its owner by id, so the owner's renaming needs nothing
 * here; the owner's count in `ownership.ts` keeps it from going before its Named Tasks. Knows
 * nothing of the programs that they name: this server runs none.
 */
import { mapInSteps, oneRow, visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import {
  domainNames,
  type DomainId,
  type AccountId,
  type TaskId,
  type Id,
  type OwnedRow,
} from '../../tables/tables.js';
import { namedTasks, ownedTasks, taskNames } from '../../tables/task-tables.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import {
  type FoundNamedTask,
  accountById,
  findAccount,
  requireFreeName,
} from '../directory/directory.js';
import { asksForDefault, dictionaryOf, merged } from '../core/documents.js';
import { NamedObjects } from '../directory/named-objects.js';
import { address, type Address, type ObjectName } from '../core/names.js';
import { disown, own } from '../directory/ownership.js';
import { refuse } from '../core/refusal.js';
import { maskedText } from '../core/secrets.js';

const ownerKey = 'Owner';

const taskObjects = new NamedObjects<TaskId, OwnedRow>({
  kind: 'task',
  index: taskNames,
  table: namedTasks,
  detach: ({ tx }, id, row) => disown(tx, ownedTasks, id, row.owner),
  textOf: (tx, row) => maskedText(namedTaskDictionary(tx, row)),
});

/** Settings that a list of Named Tasks tells, and that must be strings. */
const toldKeys = ['RealName', 'Program'] as const;

/**
 * The Named Tasks of a Domain by name, each with its `Owner` and, as far as they are set, its
 * `RealName` and `Program`.
 */
export function* domainNamedTasks(tx: Reader, domain: DomainId): Generator<void, Dictionary> {
  return yield* toldOf(tx, yield* mapInSteps(taskObjects.namesAndIds(tx, domain), ([, id]) => id));
}

/** The Named Tasks that an Account owns, as `domainNamedTasks` tells them. */
export function* accountNamedTasks(tx: Reader, account: AccountId): Generator<void, Dictionary> {
  const prefix = `${account}/`;
  const owned = tx.range(ownedTasks, keysUnder(prefix));
  return yield* toldOf(tx, yield* mapInSteps(owned, ([key]) => Number(key.slice(prefix.length))));
}

function* toldOf(tx: Reader, ids: readonly TaskId[]): Generator<void, Dictionary> {
  const told = new Map<string, Value>();
  const tell = (id: Id): void => {
    const row = tx.get(namedTasks, id);
    if (row) told.set(row.name, summaryOf(tx, row));
  };
  yield* visitInSteps(ids, tell, oneRow);
  return told;
}

function summaryOf(tx: Reader, row: OwnedRow): Dictionary {
  const settings = dictionaryOf(row.settings);
  const summary = new Map<string, Value>([[ownerKey, accountById(tx, row.owner).name]]);
  for (const key of toldKeys) {
    const value = settings.get(key);
    if (value !== undefined) summary.set(key, value);
  }
  return summary;
}

/** A Named Task as one dictionary: its settings, and `Owner`, the current name of its owner. */
export function namedTaskDictionary(tx: Reader, row: OwnedRow): Dictionary {
  const settings = dictionaryOf(row.settings);
  return new Map<string, Value>(settings).set(ownerKey, accountById(tx, row.owner).name);
}

/**
 * Creates a Named Task that an Account of the same Domain owns. Refuses with `...-exists`,
 * `unknown-account`, or `illegal-value` when the owner is given with another Domain.
 */
export function createNamedTask(
  change: Change,
  domain: DomainId,
  name: ObjectName,
  ownerName: Address,
): TaskId {
  const { tx } = change;
  requireFreeName(tx, domain, name);
  const owner = ownerIn(tx, domain, ownerName);
  const id = taskObjects.add(change, { domain, name, owner, settings: '{}' });
  own(tx, ownedTasks, id, owner);
  return id;
}

/** Gives a Named Task a new name in its Domain. Refuses as `NamedObjects.rename`. */
export function renameNamedTask(change: Change, found: FoundNamedTask, name: ObjectName): void {
  taskObjects.rename(change, found, name);
}

/** Deletes a Named Task; its owner stays. */
export function deleteNamedTask(change: Change, found: FoundNamedTask): void {
  taskObjects.delete(change, found);
}

/**
 * Merges given settings into those of a Named Task. `Owner` hands it over to another Account of its
 * Domain. Refuses with `illegal-value`, `illegal-name` or `unknown-account`.
 */
export function updateNamedTask(change: Change, found: FoundNamedTask, given: Dictionary): void {
  const { tx } = change;
  const { id, row } = found;
  const owner = givenOwner(tx, row, given);
  const settings = new Map(merged(dictionaryOf(row.settings), given));
  settings.delete(ownerKey);
  for (const key of toldKeys) {
    if (settings.has(key)) requireString(settings.get(key), key);
  }
  const text = print(settings);
  if (text === row.settings && owner === row.owner) return;
  if (owner !== row.owner) {
    disown(tx, ownedTasks, id, row.owner);
    own(tx, ownedTasks, id, owner);
  }
  taskObjects.edit(change, found, (present) => ({ ...present, owner, settings: text }));
}

/** The owner that given settings name; else the present one. */
function givenOwner(tx: Reader, row: OwnedRow, given: Dictionary): AccountId {
  const value = given.get(ownerKey);
  if (value === undefined || asksForDefault(value)) return row.owner;
  return ownerIn(tx, row.domain, address(requireString(value, ownerKey)));
}

/** The Account of a Domain that a name means, bare or with that Domain or one of its aliases. */
function ownerIn(tx: Reader, domain: DomainId, given: Address): AccountId {
  if (given.domain !== undefined && tx.get(domainNames, given.domain)?.domain !== domain) {
    refuse('illegal-value', 'the owner must be in the domain of the named task');
  }
  return findAccount(tx, domain, given.name).id;
}

function requireString(value: Value | undefined, key: string): string {
  return typeof value === 'string' ? value : refuse('illegal-value', `${key} must be a string`);
}
