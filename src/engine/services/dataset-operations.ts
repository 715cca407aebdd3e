/**
 * The operations on datasets that clients ask for by name (catalogue, `Dataset`); what sets and
 * entries are is in `datasets.ts`.
 */
import { oneRow, visitInSteps } from '../../store/steps.js';
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { asciiLower, foldedAddress } from '../../values/letters.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { newId } from '../directory/directory.js';
import {
  emailAttribute,
  ensureSet,
  entriesOf,
  entryCount,
  entryWithAddress,
  findEntry,
  findSet,
  keepEntry,
  removeSet,
  requireSet,
  subsetNames,
} from './datasets.js';
import {
  amountParameter,
  dictionaryParameter,
  nothing,
  operationOf,
  optionalText,
  textParameter,
} from './parameters.js';
import { refuse } from '../core/refusal.js';
import type { Subject } from '../core/effects.js';

/** One call: whose datasets, which set, and all parameters. */
interface Call {
  readonly owner: Subject<'account'>;
  readonly setName: string;
  readonly given: Dictionary;
}

type Operation = (change: Change, call: Call) => Dictionary;

/** An operation that only reads, in steps. */
export type DatasetListing = (tx: Reader, account: Id) => Generator<void, Dictionary>;

const operations: ReadonlyMap<string, Operation> = new Map([
  ['listsubsets', listSubsets],
  ['createset', createSet],
  ['removeset', dropSet],
  ['setentry', setEntry],
  ['deleteentry', deleteEntry],
  ['addrandomentry', addRandomEntry],
  ['findaddress', findAddress],
]);

/**
 * The listing that the parameter `what` asks for; undefined when it asks for something else. Making
 * it refuses with `illegal-value` or `unknown-dataset`.
 */
export function datasetListing(given: Dictionary): DatasetListing | undefined {
  const what = given.get('what');
  if (typeof what !== 'string' || asciiLower(what) !== 'listentries') return undefined;
  return (tx, account) => listEntries(tx, account, given);
}

/**
 * Does what the parameter `what` asks for with the set `subsetName`, unless that is a
 * listing. Refuses with `illegal-value`,
 * `unknown-dataset`, `unknown-entry` or `limit-reached`.
 */
export function doDatasetOperation(
  change: Change,
  owner: Subject<'account'>,
  given: Dictionary,
): Dictionary {
  const operation = operationOf(operations, given, 'what');
  return operation(change, { owner, setName: textParameter(given, 'subsetName'), given });
}

function listSubsets({ tx }: Change, { owner, setName }: Call): Dictionary {
  return new Map(subsetNames(tx, owner.id, setName).map((name) => [name, '']));
}

function createSet(change: Change, { owner, setName }: Call): Dictionary {
  ensureSet(change, owner, setName);
  return nothing;
}

function dropSet(change: Change, { owner, setName }: Call): Dictionary {
  removeSet(change, owner, setName);
  return nothing;
}

/** How a value is compared with the text that is looked for; letter case does not count. */
const comparisons: ReadonlyMap<string, (text: string, wanted: string) => boolean> = new Map([
  ['eq', (text, wanted) => text === wanted],
  ['beg', (text, wanted) => text.startsWith(wanted)],
  ['end', (text, wanted) => text.endsWith(wanted)],
  ['incl', (text, wanted) => text.includes(wanted)],
]);

function* listEntries(tx: Reader, account: Id, given: Dictionary): Generator<void, Dictionary> {
  const set = requireSet(tx, account, textParameter(given, 'subsetName'));
  const attribute = optionalText(given, 'attribute');
  const data = optionalText(given, 'data');
  const wanted = data === undefined ? undefined : foldedAddress(data);
  const compare = operationOf(
    comparisons,
    new Map<string, Value>([['mode', 'eq'], ...given]),
    'mode',
  );
  const matches = (name: string, entry: Dictionary): boolean => {
    if (attribute === undefined) return true;
    const value = attribute === 'entry' ? name : entry.get(attribute);
    if (wanted === undefined) return value !== undefined;
    return typeof value === 'string' && compare(foldedAddress(value), wanted);
  };
  const found = new Map<string, Value>();
  const look = ([name, entry]: readonly [string, Dictionary]): void => {
    if (matches(name, entry)) found.set(name, entry);
  };
  yield* visitInSteps(entriesOf(tx, set), look, oneRow);
  return found;
}

/** Lays attributes over those of an entry; null removes one. */
function setEntry(change: Change, { owner, setName, given }: Call): Dictionary {
  const { tx } = change;
  const data = dictionaryParameter(given, 'data');
  const known = findSet(tx, owner.id, setName);
  const name = optionalText(given, 'entryName') ?? freshName(change, known);
  const before = known === undefined ? undefined : findEntry(tx, known, name);
  if (before === undefined && given.has('ifExists')) {
    refuse(known === undefined ? 'unknown-dataset' : 'unknown-entry');
  }
  const set = known ?? ensureSet(change, owner, setName);
  const attributes = new Map([...(before ?? nothing), ...data]);
  for (const [key, value] of attributes) if (value === null) attributes.delete(key);
  keepEntry(change, { owner, set, setName, name }, attributes);
  return new Map([['entryName', name]]);
}

function deleteEntry(change: Change, { owner, setName, given }: Call): Dictionary {
  const name = textParameter(given, 'entryName');
  const set = requireSet(change.tx, owner.id, setName);
  if (findEntry(change.tx, set, name) === undefined) refuse('unknown-entry');
  keepEntry(change, { owner, set, setName, name }, undefined);
  return nothing;
}

/** An address that the set has already adds nothing; the answer names the entry that has it. */
function addRandomEntry(change: Change, { owner, setName, given }: Call): Dictionary {
  const { tx } = change;
  const data = dictionaryParameter(given, 'data');
  const address = textParameter(data, emailAttribute);
  const set = ensureSet(change, owner, setName);
  const known = entryWithAddress(tx, set, address);
  if (known !== undefined) return new Map([['entryName', known]]);
  if (given.has('entryLimit') && entryCount(tx, set) >= amountParameter(given, 'entryLimit')) {
    refuse('limit-reached', 'too many entries');
  }
  const name = freshName(change, set);
  keepEntry(change, { owner, set, setName, name }, data);
  return new Map([['entryName', name]]);
}

function findAddress({ tx }: Change, { owner, setName, given }: Call): Dictionary {
  const set = requireSet(tx, owner.id, setName);
  const name = entryWithAddress(tx, set, textParameter(given, 'address'));
  return name === undefined ? nothing : new Map([['', name]]);
}

/** Ids are never given twice; only an entry that somebody called so on purpose is in the way. */
function freshName(change: Change, set: Id | undefined): string {
  const { tx } = change;
  const name = `~${newId(tx)}`;
  const taken = set !== undefined && findEntry(tx, set, name) !== undefined;
  return taken ? freshName(change, set) : name;
}
