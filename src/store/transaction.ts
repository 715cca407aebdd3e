/**
 * A transaction of a `BatchingStore`: reads of all that was accepted so far, and
 * writes into the batch that is collected. Remembers how to undo the writes, and the newest batch
 * that was seen. Knows no storage engine beyond a table's reads.
 */
import type { Batch } from './batch.js';
import { badKey, isByteString, isKey } from './keys.js';
import { overlaid, walk, type Step } from './ranges.js';
import { Entry } from './entry.js';
import { type RowCache, type TableRows } from './row-cache.js';
import type { Key, KeyRange, Table, Writer } from './store.js';

/** What a transaction needs of its store. */
export interface Accepted {
  readonly cache: RowCache;
  readonly open: Batch;
  /** The number of the newest batch that is committed. */
  readonly committed: number;
  tableRows(table: Table<Key, unknown>): TableRows;
}

/** One write, with what was known of the row before. */
interface Write {
  readonly rows: TableRows;
  readonly key: Key;
  readonly before: Entry | undefined;
}

/** One transaction. */
export class Transaction implements Writer {
  /** The number of the newest batch of which something was seen. */
  seen: number;
  readonly #accepted: Accepted;
  readonly #batch: Batch;
  #writes: Write[] | undefined;
  #over = false;

  constructor(accepted: Accepted) {
    this.#accepted = accepted;
    this.#batch = accepted.open;
    this.seen = accepted.committed;
  }

  get wrote(): boolean {
    return this.#writes !== undefined;
  }

  get<K extends Key, Row>(table: Table<K, Row>, key: K): Row | undefined {
    this.#check();
    const { cache } = this.#accepted;
    const rows = this.#accepted.tableRows(table);
    let entry = cache.find(rows, key);
    if (entry === undefined) {
      if (!isKey(key)) return undefined;
      const text = rows.engine.read(key);
      entry = new Entry(key, text === undefined ? undefined : table.decode(text), undefined, 0);
      cache.set(rows, entry);
    }
    if (entry.batch > this.seen) this.seen = entry.batch;
    return entry.row as Row | undefined;
  }

  range<K extends Key, Row>(table: Table<K, Row>, range: KeyRange<K>): Iterable<readonly [K, Row]> {
    this.#check();
    for (const bound of [range.start, range.end]) {
      if (bound !== undefined && !isKey(bound)) throw badKey(table.name, bound);
    }
    const rows = this.#accepted.tableRows(table);
    const step: Step = {
      before: () => this.#check(),
      saw: (batch) => {
        if (batch > this.seen) this.seen = batch;
      },
    };
    const pending = overlaid(rows.inFlight.between(range), rows.open.between(range), range);
    return walk(table, rows.engine, range, pending, step);
  }

  put<K extends Key, Row>(table: Table<K, Row>, key: K, row: Row): void {
    if (!isKey(key)) throw badKey(table.name, key);
    const text = table.encode(row);
    if (!isByteString(text)) throw new TypeError(`a row of table ${table.name} is no byte string`);
    this.#write(table, key, row, text);
  }

  remove<K extends Key>(table: Table<K, unknown>, key: K): void {
    if (isKey(key)) this.#write(table, key, undefined, undefined);
  }

  /** Rolls back everything that was written. */
  undo(): void {
    const writes = this.#writes ?? [];
    for (let write = writes.pop(); write !== undefined; write = writes.pop()) {
      const { rows, key, before } = write;
      if (before?.batch === this.#batch.number) {
        rows.open.replace(before);
      } else {
        rows.open.pop();
        this.#batch.rows -= 1;
      }
      if (before === undefined) this.#accepted.cache.forget(rows, key);
      else this.#accepted.cache.set(rows, before);
    }
    this.#writes = undefined;
  }

  /** Ends the transaction; it can neither read nor write any more. */
  end(): void {
    this.#over = true;
  }

  #write(table: Table<Key, unknown>, key: Key, row: unknown, text: string | undefined): void {
    this.#check();
    const { cache } = this.#accepted;
    const rows = this.#accepted.tableRows(table);
    const before = cache.find(rows, key);
    (this.#writes ??= []).push({ rows, key, before });
    const isFirst = before?.batch !== this.#batch.number;
    const place = isFirst ? rows.open.size : before.place;
    const entry = new Entry(key, row, text, this.#batch.number, place);
    if (isFirst) {
      rows.open.add(entry);
      this.#batch.rows += 1;
    } else {
      rows.open.replace(entry);
    }
    cache.set(rows, entry);
  }

  #check(): void {
    if (this.#over) throw new Error('the transaction is over; it may not be used any more');
  }
}
