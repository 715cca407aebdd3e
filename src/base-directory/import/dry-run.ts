/**
 * A transaction whose writes nobody will ever see: what a dry run works in. Reads see the writes.
 */
import type { Key, Reader, KeyRange, Table, Writer } from '../../store/store.js';

type Rows = Map<Key, unknown>;

/** Writes over a reader, forgotten with the object. */
export class DryRun implements Writer {
  readonly #written = new Map<string, Rows>();

  constructor(private readonly under: Reader) {}

  get<K extends Key, Row>(table: Table<K, Row>, key: K): Row | undefined {
    const written = this.#written.get(table.name);
    if (written?.has(key) === true) return written.get(key) as Row | undefined;
    return this.under.get(table, key);
  }

  *range<K extends Key, Row>(
    table: Table<K, Row>,
    { start, end, limit = Infinity, reverse = false }: KeyRange<K>,
  ): Iterable<readonly [K, Row]> {
    const rows = new Map<K, Row>();
    const bounds = {
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
    };
    for (const [key, row] of this.under.range(table, bounds)) rows.set(key, row);
    for (const [key, row] of this.#written.get(table.name) ?? []) {
      if ((start !== undefined && key < start) || (end !== undefined && key >= end)) continue;
      if (row === undefined) rows.delete(key as K);
      else rows.set(key as K, row as Row);
    }
    const keys = [...rows.keys()].sort((a, b) => (a < b ? -1 : 1));
    if (reverse) keys.reverse();
    for (const key of keys.slice(0, limit)) yield [key, rows.get(key) as Row];
  }

  put<K extends Key, Row>(table: Table<K, Row>, key: K, row: Row): void {
    this.#of(table.name).set(key, row);
  }

  remove<K extends Key>(table: Table<K, unknown>, key: K): void {
    this.#of(table.name).set(key, undefined);
  }

  #of(table: string): Rows {
    const rows = this.#written.get(table) ?? new Map<Key, unknown>();
    this.#written.set(table, rows);
    return rows;
  }
}
