/**
 * Rows in memory, decoded: those that were read or written lately, and all that are not committed by
 * the storage engine yet. It is coherent because one process only writes to a store. Knows no storage engine.
 *
 * Two generations stand in for a list in order of use: when the young one is full it becomes the
 * old one, and what is found in the old one moves back. A look-up costs one `Map.get` for rows in
 * steady use, forgetting costs nothing per row, and pending rows are carried over.
 */
import { Entry } from './entry.js';
import type { EngineTable } from './storage-engine.js';
import { Pending } from './pending.js';
import type { Key } from './store.js';

/** The known rows of one table. */
export class TableRows {
  young = new Map<Key, Entry>();
  old = new Map<Key, Entry>();
  /** What the batch under way writes. */
  inFlight = new Pending();
  /** What the batch that is collected writes. */
  open = new Pending();

  constructor(
    readonly engine: EngineTable,
    /** Rows leave as soon as they are committed. */
    readonly seldomRead: boolean,
  ) {}
}

/** The known rows of all tables. */
export class RowCache {
  readonly #tables: TableRows[] = [];
  readonly #youngMax: number;
  #young = 0;
  #full: number;

  /** Keeps at most `rows` rows beside those that are pending. */
  constructor(rows: number) {
    this.#youngMax = Math.max(1, rows >> 1);
    this.#full = this.#youngMax;
  }

  get tables(): readonly TableRows[] {
    return this.#tables;
  }

  add(engine: EngineTable, seldomRead: boolean): TableRows {
    const rows = new TableRows(engine, seldomRead);
    this.#tables.push(rows);
    return rows;
  }

  find(rows: TableRows, key: Key): Entry | undefined {
    const young = rows.young.get(key);
    if (young !== undefined) return young;
    const old = rows.old.get(key);
    if (old !== undefined) this.set(rows, old);
    return old;
  }

  set(rows: TableRows, entry: Entry): void {
    const before = rows.young.size;
    rows.young.set(entry.key, entry);
    this.#young += rows.young.size - before;
    if (this.#young > this.#full) this.#turn();
  }

  forget(rows: TableRows, key: Key): void {
    if (rows.young.delete(key)) this.#young -= 1;
    rows.old.delete(key);
  }

  /** Forgets these rows, which are committed now, unless a later batch writes them again. */
  drop(rows: TableRows, entries: Pending): void {
    for (const entry of entries) {
      if (this.find(rows, entry.key) === entry) this.forget(rows, entry.key);
    }
  }

  /** Forgets everything that is not pending. */
  clear(): void {
    this.#turn();
    this.#turn();
  }

  #turn(): void {
    this.#young = 0;
    for (const rows of this.#tables) {
      rows.old = rows.young;
      rows.young = new Map();
      for (const entry of rows.inFlight) rows.young.set(entry.key, entry);
      for (const entry of rows.open) rows.young.set(entry.key, entry);
      this.#young += rows.young.size;
    }
    // Twice, so that carrying over many pending rows is paid by as many new ones.
    this.#full = this.#young * 2 + this.#youngMax;
  }
}
