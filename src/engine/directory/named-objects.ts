/**
 * What Groups, Forwarders, Mailing Lists and Named Tasks have in common (objects, sections 6 to 8
 * and the matrix of section 10): each has a name in its Domain's one name space, is counted and
 * listed there, can be renamed in its Domain only, and is followed by the Groups that hold it.
 */
import { mapInSteps } from '../../store/steps.js';
import {
  keysUnder,
  type DerivedTable,
  type DerivedWriter,
  type JournaledTable,
  type Reader,
} from '../../store/store.js';
import { inDomain, names, type DomainId, type Id, type ObjectKind } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Change, Told } from '../core/change.js';
import {
  addToCounter,
  countOf,
  fullName,
  newId,
  requireFreeName,
  type Found,
} from './directory.js';
import { effectOn } from '../core/effects.js';
import { nameAppeared, objectGone } from './group-following.js';
import type { ObjectName } from '../core/names.js';
import { subjectOf } from './subjects.js';

/** A row that says where its object is. */
export interface NamedRow {
  readonly domain: DomainId;
  readonly name: string;
}

/** How a kind of objects is kept and told of. */
export interface NamedKind<Key extends Id, Row extends NamedRow> {
  readonly kind: Exclude<ObjectKind, 'account' | 'alias'>;
  readonly table: JournaledTable<Key, Row>;
  /** The names of these objects only: key `domainId/name`. */
  readonly index: DerivedTable<string, Key>;
  /** Writes what else follows from a row. */
  readonly attach?: (tx: DerivedWriter, id: Key, row: Row) => void;
  /** Removes what hangs on an object that goes. */
  readonly detach?: (change: Change, id: Key, row: Row) => void;
  /** Does what else follows from another name; `row` is the one of before. */
  readonly renamed?: (change: Change, row: Row, name: ObjectName) => void;
  /** The whole object as the journal tells of it: a text of the data language, secrets masked. */
  readonly textOf: (tx: Reader, row: Row) => string;
}

/** The objects of one kind. */
export class NamedObjects<Key extends Id, Row extends NamedRow> {
  readonly #kind: NamedKind<Key, Row>;

  constructor(kind: NamedKind<Key, Row>) {
    this.#kind = kind;
  }

  /** The names of a Domain's objects of this kind with their ids, sorted. */
  *namesAndIds(tx: Reader, domain: DomainId): Generator<readonly [name: string, id: Key], void> {
    const prefix = inDomain(domain, '');
    for (const [key, id] of tx.range(this.#kind.index, keysUnder(prefix))) {
      yield [key.slice(prefix.length), id];
    }
  }

  /** The names of a Domain's objects of this kind, sorted. */
  names(tx: Reader, domain: DomainId): Generator<void, readonly string[]> {
    return mapInSteps(this.namesAndIds(tx, domain), ([name]) => name);
  }

  /** Adds an object under its name, which must be free; tells its id. */
  add(change: Change, row: Row): Key {
    const { tx } = change;
    const { kind, table } = this.#kind;
    const id = newId(tx) as Key;
    this.#bindName(change, id, row);
    addToCounter(tx, countOf(kind, row.domain), 1);
    const told = { before: undefined, after: this.#kind.textOf(tx, row) };
    change.put(table, id, row, effectOn(subjectOf(tx, kind, id, row), 'created', told));
    nameAppeared(change, row.domain, row.name as ObjectName, kind, id);
    return id;
  }

  /**
   * Gives an object a new name in its Domain. Refuses with `...-exists` when an object has the name,
   * this one not excepted.
   */
  rename(change: Change, { id, row: was }: Found<Key, Row>, name: ObjectName): void {
    const { tx } = change;
    const { domain } = was;
    const { kind, table, renamed } = this.#kind;
    requireFreeName(tx, domain, name);
    change.update(
      table,
      id,
      (row) => {
        this.#freeName(tx, row);
        const after = { ...row, name };
        this.#bindName(change, id, after);
        return after;
      },
      (row, old) => {
        const before = print(fullName(tx, old.domain, old.name));
        const about = subjectOf(tx, kind, id, row);
        return effectOn(about, 'name', { before, after: print(about.name) });
      },
    );
    nameAppeared(change, domain, name, kind, id);
    renamed?.(change, was, name);
  }

  /** Replaces the settings of an object by a row that `edit` makes; the same row is no change. */
  edit(change: Change, { id }: Found<Key, Row>, edit: (row: Row) => Row): void {
    const { tx } = change;
    const { kind, table, textOf } = this.#kind;
    const was = textOf(tx, tx.get(table, id) as Row);
    change.update(table, id, edit, (row) =>
      effectOn(subjectOf(tx, kind, id, row), 'settings', { before: was, after: textOf(tx, row) }),
    );
  }

  /** Deletes an object; Groups that held it hold it no more. */
  delete(change: Change, found: Found<Key, Row>): void {
    const told = this.deleted(change, found);
    objectGone(change, found.id, found.row.name);
    this.remove(change, found, told);
  }

  /** What the journal is told when an object goes. To be asked for while what it names is there. */
  deleted({ tx }: Change, { id, row }: Found<Key, Row>): Told {
    const { kind, textOf } = this.#kind;
    const told = { before: textOf(tx, row), after: undefined };
    return effectOn(subjectOf(tx, kind, id, row), 'deleted', told);
  }

  /** Removes an object as part of a greater removal. */
  remove(change: Change, { id, row }: Found<Key, Row>, told: Told): void {
    const { kind, table, detach } = this.#kind;
    this.#freeName(change.tx, row);
    change.remove(table, id, told);
    detach?.(change, id, row);
    addToCounter(change.tx, countOf(kind, row.domain), -1);
  }

  #bindName({ tx }: Change, id: Key, row: Row): void {
    const { kind, index, attach } = this.#kind;
    const key = inDomain(row.domain, row.name);
    tx.put(names, key, { kind, id, type: '' });
    tx.put(index, key, id);
    attach?.(tx, id, row);
  }

  #freeName(tx: DerivedWriter, { domain, name }: Row): void {
    tx.remove(names, inDomain(domain, name));
    tx.remove(this.#kind.index, inDomain(domain, name));
  }
}
