/**
 * What a work of a `BatchingStore` has in its hands: reads of all that was accepted so far, and
 * writes into the batch that is collected. Remembers how to undo the writes, and the newest batch
 * that was seen. Knows no medium beyond a table's reads.
 */
import type { Batch } from './batch.js';
import { badKey, isByteString, isKey } from './keys.js';
import { pendingIn, walk, type Step } from './ranges.js';
import { Entry, type RowCache, type TableRows } from './row-cache.js';
import type { Key, Span, Table, Writer } from './store.js';

/** What a work needs of its store. */
export interface Accepted {
  readonly cache: RowCache;
  readonly collecting: Batch;
  /** The number of the newest batch that is kept. */
  readonly kept: number;
  tableRows(table: Table<Key, unknown>): TableRows;
}

/** One write, with what was there before. */
interface Write {
  readonly rows: TableRows;
  readonly entry: Entry;
  /** Whether it is the batch's first write of this row. */
  readonly first: boolean;
  readonly before: Entry | undefined;
  readonly row: unknown;
  readonly text: string | undefined;
}

/** The transaction of one work. */
export class Work implements Writer {
  /** The number of the newest batch of which something was seen. */
  seen: number;
  readonly #accepted: Accepted;
  readonly #batch: Batch;
  #writes: Write[] | undefined;
  #over = false;

  constructor(accepted: Accepted) {
    this.#accepted = accepted;
    this.#batch = accepted.collecting;
    this.seen = accepted.kept;
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
      const text = rows.medium.read(key);
      entry = new Entry(key, text === undefined ? undefined : table.decode(text), undefined, 0);
      cache.set(rows, entry);
    }
    if (entry.batch > this.seen) this.seen = entry.batch;
    return entry.row as Row | undefined;
  }

  range<K extends Key, Row>(table: Table<K, Row>, span: Span<K>): Iterable<readonly [K, Row]> {
    this.#check();
    for (const bound of [span.start, span.end]) {
      if (bound !== undefined && !isKey(bound)) throw badKey(table.name, bound);
    }
    const rows = this.#accepted.tableRows(table);
    const step: Step = {
      before: () => this.#check(),
      saw: (batch) => {
        if (batch > this.seen) this.seen = batch;
      },
    };
    return walk(table, rows.medium, span, pendingIn(rows, span), step);
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

  /** Takes back everything that was written. */
  undo(): void {
    const writes = this.#writes ?? [];
    for (let write = writes.pop(); write !== undefined; write = writes.pop()) {
      const { rows, entry, first, before } = write;
      if (!first) {
        entry.row = write.row;
        entry.text = write.text;
        continue;
      }
      rows.collecting.pop();
      this.#batch.rows -= 1;
      if (before === undefined) this.#accepted.cache.forget(rows, entry.key);
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
    const writes = (this.#writes ??= []);
    if (before?.batch === this.#batch.number) {
      writes.push({
        rows,
        entry: before,
        first: false,
        before,
        row: before.row,
        text: before.text,
      });
      before.row = row;
      before.text = text;
      return;
    }
    const entry = new Entry(key, row, text, this.#batch.number);
    writes.push({ rows, entry, first: true, before, row: undefined, text: undefined });
    rows.collecting.push(entry);
    this.#batch.rows += 1;
    cache.set(rows, entry);
  }

  #check(): void {
    if (this.#over) throw new Error('the transaction is over; a work may not keep it');
  }
}
