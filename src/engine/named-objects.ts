/**
 * What Groups, Forwarders, Mailing Lists and Named Tasks have in common (objects, sections 6 to 8
 * and the matrix of section 10): each has a name in its Domain's one name space, is counted and
 * listed there, can be renamed in its Domain only, and is followed by the Groups that hold it.
 */
import { keysUnder, type Reader, type Table, type Writer } from '../store/store.js';
import { inDomain, names, type Id, type ObjectKind } from '../store/tables.js';
import { print } from '../values/print.js';
import type { Change, Effect } from './change.js';
import {
  addToCounter,
  countOf,
  fullName,
  newId,
  requireFreeName,
  type Found,
} from './directory.js';
import { nameAppeared, objectGone } from './group-following.js';
import type { ObjectName } from './names.js';

/** A row that says where its object is. */
interface NamedRow {
  readonly domain: Id;
  readonly name: string;
}

/** How a kind of objects is kept and told of. */
export interface NamedKind<Row extends NamedRow> {
  readonly kind: Exclude<ObjectKind, 'account' | 'alias'>;
  /** The names of these objects only: key `domainId/name`. */
  readonly index: Table<string, Id>;
  /** Keeps a row, with whatever hangs on it. */
  readonly put: (tx: Writer, id: Id, row: Row) => void;
  /** Removes a row, with whatever hangs on it. */
  readonly remove: (tx: Writer, found: Found<Row>) => void;
  /** The whole object as the journal tells of it: a text of the data language, secrets masked. */
  readonly textOf: (tx: Reader, row: Row) => string;
}

/** The names of a Domain's objects of a kind with their ids, sorted. */
export function* namesAndIds(
  tx: Reader,
  index: NamedKind<NamedRow>['index'],
  domain: Id,
): Generator<readonly [name: string, id: Id], void> {
  const prefix = inDomain(domain, '');
  for (const [key, id] of tx.range(index, keysUnder(prefix))) yield [key.slice(prefix.length), id];
}

/** Adds an object under its name, which must be free; tells its id. */
export function addObject<Row extends NamedRow>(
  change: Change,
  kind: NamedKind<Row>,
  row: Row,
): Id {
  const { tx } = change;
  const id = newId(tx);
  putName(change, kind, { id, row });
  addToCounter(tx, countOf(kind.kind, row.domain), 1);
  const after = kind.textOf(tx, row);
  note(change, kind, { id, row }, { field: 'created', before: undefined, after });
  return id;
}

/**
 * Gives an object a new name in its Domain. Refuses with `...-exists` when an object has the name,
 * this one not excepted.
 */
export function renameObject<Row extends NamedRow>(
  change: Change,
  kind: NamedKind<Row>,
  { id, row }: Found<Row>,
  name: ObjectName,
): void {
  const { tx } = change;
  requireFreeName(tx, row.domain, name);
  removeName(tx, kind, row);
  const renamed = { id, row: { ...row, name } };
  putName(change, kind, renamed);
  const before = print(fullName(tx, row.domain, row.name));
  const after = print(fullName(tx, row.domain, name));
  note(change, kind, renamed, { field: 'name', before, after });
}

/** Deletes an object; Groups that held it hold it no more. */
export function deleteObject<Row extends NamedRow>(
  change: Change,
  kind: NamedKind<Row>,
  found: Found<Row>,
): void {
  const { tx } = change;
  const { id, row } = found;
  const before = kind.textOf(tx, row);
  objectGone(change, id);
  removeName(tx, kind, row);
  kind.remove(tx, found);
  addToCounter(tx, countOf(kind.kind, row.domain), -1);
  note(change, kind, found, { field: 'deleted', before, after: undefined });
}

function putName<Row extends NamedRow>(
  change: Change,
  { kind, index, put }: NamedKind<Row>,
  { id, row }: Found<Row>,
): void {
  const key = inDomain(row.domain, row.name);
  change.tx.put(names, key, { kind, id, type: '' });
  change.tx.put(index, key, id);
  put(change.tx, id, row);
  nameAppeared(change, row.domain, row.name as ObjectName, kind, id);
}

function removeName(
  tx: Writer,
  { index }: Pick<NamedKind<NamedRow>, 'index'>,
  { domain, name }: NamedRow,
): void {
  tx.remove(names, inDomain(domain, name));
  tx.remove(index, inDomain(domain, name));
}

function note<Row extends NamedRow>(
  change: Change,
  { kind }: NamedKind<Row>,
  { id, row }: Found<Row>,
  what: Pick<Effect, 'field' | 'before' | 'after'>,
): void {
  change.effects.push({ kind, id, name: fullName(change.tx, row.domain, row.name), ...what });
}
