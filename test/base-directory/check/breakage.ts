/** Ways to break the store that `makeRichBase` makes, and how they are told. */
import type { Table, Writer } from '../../../src/store/store.js';

/** A way to break it, and what the check says then. */
export type Breakage = readonly [title: string, change: (tx: Writer) => void, finding: RegExp];

/** What a base directory has; ids as `makeRichBase` gives them. */
export const id = {
  main: 1,
  postmaster: 2,
  domain: 3,
  other: 4,
  ann: 5,
  bob: 6,
  ed: 8,
  helper: 9,
  staffRoll: 10,
  staff: 11,
  allRoll: 12,
  all: 13,
  fwd: 14,
  // Its four Mailboxes have the ids that follow.
  news: 15,
  room: 20,
  contacts: 21,
  book: 22,
  blue: 26,
};

/** Changes columns of a row. */
export function edit<Row>(
  tx: Writer,
  table: Table<number, Row>,
  key: number,
  change: Partial<Row>,
): void {
  const row = tx.get(table, key);
  if (row === undefined) throw new Error(`the rich store has no row ${key} of ${table.name}`);
  tx.put(table, key, { ...row, ...change });
}

/** Changes any row of a table by what is there. */
export function rowAt<Row>(tx: Writer, table: Table<string, Row>, key: string): Row {
  const row = tx.get(table, key);
  if (row === undefined) throw new Error(`the rich store has no row ${key} of ${table.name}`);
  return row;
}
