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
interface NamedKind<Row extends NamedRow> {
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

/** The objects of one kind. */
export class NamedObjects<Row extends NamedRow> {
  readonly #kind: NamedKind<Row>;

  constructor(kind: NamedKind<Row>) {
    this.#kind = kind;
  }

  /** The whole object as the journal tells of it. */
  textOf(tx: Reader, row: Row): string {
    return this.#kind.textOf(tx, row);
  }

  /** The names of a Domain's objects of this kind with their ids, sorted. */
  *namesAndIds(tx: Reader, domain: Id): Generator<readonly [name: string, id: Id], void> {
    const prefix = inDomain(domain, '');
    for (const [key, id] of tx.range(this.#kind.index, keysUnder(prefix))) {
      yield [key.slice(prefix.length), id];
    }
  }

  /** Adds an object under its name, which must be free; tells its id. */
  add(change: Change, row: Row): Id {
    const { tx } = change;
    const id = newId(tx);
    this.#putName(change, { id, row });
    addToCounter(tx, countOf(this.#kind.kind, row.domain), 1);
    const after = this.textOf(tx, row);
    this.#note(change, { id, row }, { field: 'created', before: undefined, after });
    return id;
  }

  /**
   * Gives an object a new name in its Domain. Refuses with `...-exists` when an object has the name,
   * this one not excepted.
   */
  rename(change: Change, { id, row }: Found<Row>, name: ObjectName): void {
    const { tx } = change;
    requireFreeName(tx, row.domain, name);
    this.#removeName(tx, row);
    const renamed = { id, row: { ...row, name } };
    this.#putName(change, renamed);
    const before = print(fullName(tx, row.domain, row.name));
    const after = print(fullName(tx, row.domain, name));
    this.#note(change, renamed, { field: 'name', before, after });
  }

  /** Deletes an object; Groups that held it hold it no more. */
  delete(change: Change, found: Found<Row>): void {
    const { tx } = change;
    const { id, row } = found;
    const before = this.textOf(tx, row);
    objectGone(change, id, row.name);
    this.remove(tx, found);
    this.#note(change, found, { field: 'deleted', before, after: undefined });
  }

  /** Removes an object as part of a greater removal, which tells of it. */
  remove(tx: Writer, found: Found<Row>): void {
    this.#removeName(tx, found.row);
    this.#kind.remove(tx, found);
    addToCounter(tx, countOf(this.#kind.kind, found.row.domain), -1);
  }

  #putName(change: Change, { id, row }: Found<Row>): void {
    const { kind, index, put } = this.#kind;
    const key = inDomain(row.domain, row.name);
    change.tx.put(names, key, { kind, id, type: '' });
    change.tx.put(index, key, id);
    put(change.tx, id, row);
    nameAppeared(change, row.domain, row.name as ObjectName, kind, id);
  }

  #removeName(tx: Writer, { domain, name }: Row): void {
    tx.remove(names, inDomain(domain, name));
    tx.remove(this.#kind.index, inDomain(domain, name));
  }

  #note(
    change: Change,
    { id, row }: Found<Row>,
    what: Pick<Effect, 'field' | 'before' | 'after'>,
  ): void {
    const name = fullName(change.tx, row.domain, row.name);
    change.effects.push({ kind: this.#kind.kind, id, name, ...what });
  }
}
