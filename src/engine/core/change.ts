/**
 * The unit of work: the one door through which the engine writes rows. A change reads a row afresh,
 * writes it and tells the journal in one call, so that nothing can be written unsaid and nothing
 * that was read before can be written over what came since. What is to happen outside the store
 * (sessions that end, addresses that are blocked) is not done but noted, and is done once the change
 * is on disk. One `Change` lives for one run of one transaction, which may run more than once.
 */
import type {
  DerivedWriter,
  JournaledTable,
  Key,
  Reader,
  Table,
  Writer,
} from '../../store/store.js';
import type { Consequence } from './consequences.js';
import type { Effect } from './effects.js';

/** A read: one consistent state and the time. */
export interface View {
  readonly tx: Reader;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the journal is told of a row that is written: at least one effect. */
export type Told = Effect | readonly [Effect, ...Effect[]];

/** A change under way. */
export class Change implements View {
  /** Reads, and writes of names, indexes and counts, which follow from the rows. */
  readonly tx: DerivedWriter;
  readonly now: number;
  readonly #rows: Writer;
  readonly #effects: Effect[] = [];
  readonly #consequences: Consequence[] = [];

  constructor(rows: Writer, now: number) {
    this.tx = rows;
    this.now = now;
    this.#rows = rows;
  }

  /** What the journal shall say, in order. A change that tells nothing leaves no journal record. */
  get effects(): readonly Effect[] {
    return this.#effects;
  }

  /** What is to happen once this is on disk, in order. */
  get consequences(): readonly Consequence[] {
    return this.#consequences;
  }

  /** Writes a row, new or over another one. */
  put<K extends Key, Row>(table: JournaledTable<K, Row>, key: K, row: Row, told: Told): void {
    this.#rows.put(table, key, row);
    this.tell(told);
  }

  /**
   * Makes another row of the one that is there now; gives it. The same row again is no change, and
   * `told` is not asked. Throws when there is no row.
   */
  update<K extends Key, Row>(
    table: JournaledTable<K, Row>,
    key: K,
    edit: (row: Row) => Row,
    told: (after: Row, before: Row) => Told,
  ): Row {
    const before = this.tx.get(table, key);
    if (before === undefined) throw new Error(`there is no row ${key} of ${table.name}`);
    const after = edit(before);
    if (after !== before) this.put(table, key, after, told(after, before));
    return after;
  }

  /** Removes a row. */
  remove<K extends Key>(table: JournaledTable<K, unknown>, key: K, told: Told): void {
    this.#rows.remove(table, key);
    this.tell(told);
  }

  /** Removes a row together with what it belongs to, of which the journal is told. */
  removeUntold<K extends Key>(table: Table<K, unknown>, key: K): void {
    this.#rows.remove(table, key);
  }

  /** Tells the journal; several rows that are one to people may have the same effect. */
  tell(told: Told): void {
    for (const effect of Array.isArray(told) ? (told as readonly Effect[]) : [told as Effect]) {
      if (this.#effects.at(-1) !== effect) this.#effects.push(effect);
    }
  }

  /** Notes what is to happen once this is on disk. */
  afterCommit(consequence: Consequence): void {
    this.#consequences.push(consequence);
  }
}
