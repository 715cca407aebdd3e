/**
 * Rows declared once: from the columns of a table follow the type of its rows, how a row is stored
 * and how it is read.
 *
 * Columns are joined by a zero byte, lists by byte 1. Neither can occur in a value that a client may
 * store (a string holds no zero byte; listed items hold no control characters). The columns stand in
 * the order in which they are declared. A new one goes to the end, with the value that it has in rows
 * of before.
 */
import type { DerivedTable, JournaledTable, Key, Table } from '../store/store.js';

const between = '\0';
const betweenItems = '\x01';

/** How a value stands in the text of a row. */
export interface Column<Value> {
  readonly write: (value: Value) => string;
  /** The text is undefined in a row that is older than the column. */
  readonly read: (text: string | undefined) => Value;
}

/** The columns of a table by the names of the fields, in the order in which they are stored. */
type Columns<Row> = { readonly [Field in keyof Row]: Column<Row[Field]> };

/** The type of the rows of a table, or of columns. */
export type RowOf<Source> =
  Source extends Pick<Table<Key, infer Row>, 'encode' | 'decode'>
    ? Row
    : Source extends Columns<infer Row>
      ? Readonly<Row>
      : never;

/** Any text. */
export function text<Text extends string = string>(missing: NoInfer<Text> | '' = ''): Column<Text> {
  return { write: (value) => value, read: (stored) => (stored ?? missing) as Text };
}

/** One of some words. */
export function word<Word extends string>(): Column<Word> {
  return { write: (value) => value, read: (stored) => stored as Word };
}

/** A number. */
export function number<Numeric extends number = number>(missing?: Numeric): Column<Numeric> {
  return { write: String, read: (stored) => Number(stored ?? missing) as Numeric };
}

/** The id of a thing. */
export const id: <Id extends number>(missing?: Id) => Column<Id> = number;

/** A whole number of any size. */
export function bigInteger(): Column<bigint> {
  return { write: String, read: (stored = '0') => BigInt(stored) };
}

/** Yes or no. */
export function flag(): Column<boolean> {
  return { write: (value) => (value ? '1' : '0'), read: (stored) => stored === '1' };
}

/** A list of texts; a single empty one cannot be told from none. */
export function texts<Text extends string = string>(): Column<readonly Text[]> {
  return {
    write: (items) => items.join(betweenItems),
    read: (stored = '') => (stored === '' ? [] : (stored.split(betweenItems) as Text[])),
  };
}

/** A list of things that are texts when they are stored. */
export function items<Item>(
  write: (item: Item) => string,
  read: (text: string) => Item,
): Column<readonly Item[]> {
  const list = texts();
  return {
    write: (given) => list.write(given.map(write)),
    read: (stored) => list.read(stored).map(read),
  };
}

/** Ties the type of its keys to a table; nothing at run time. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- all it is for
export function key<K extends Key>(): K | undefined {
  return undefined;
}

/** A table of rows that the journal tells of. */
export function journaledTable<K extends Key, Row>(
  name: string,
  keys: K | undefined,
  columns: Columns<Row>,
): JournaledTable<K, Readonly<Row>> {
  return journaledValues(name, keys, row(columns));
}

/** A table of rows that follow from those of others. */
export function derivedTable<K extends Key, Row>(
  name: string,
  keys: K | undefined,
  columns: Columns<Row>,
): DerivedTable<K, Readonly<Row>> {
  return derivedValues(name, keys, row(columns));
}

/** As `journaledTable`, of rows that are one value each. */
export function journaledValues<K extends Key, Value>(
  name: string,
  _keys: K | undefined,
  { write, read }: Column<Value>,
): JournaledTable<K, Value> {
  return { name, role: 'journaled', encode: write, decode: read };
}

/** As `derivedTable`, of rows that are one value each. */
export function derivedValues<K extends Key, Value>(
  name: string,
  _keys: K | undefined,
  { write, read }: Column<Value>,
): DerivedTable<K, Value> {
  return { name, role: 'derived', encode: write, decode: read };
}

/** A table whose rows follow from those of others, and whose keys say everything. */
export function derivedKeys(name: string): DerivedTable<string, ''> {
  return derivedValues(name, key<string>(), { write: () => '', read: () => '' });
}

/**
 * A whole row as a column. Its two functions are written out for these fields, as one would by hand:
 * loops over any fields take up to twice as long, and rows are read and written all the time.
 */
function row<Row>(columns: Columns<Row>): Column<Row> {
  const fields = Object.keys(columns);
  const written = fields.map((field) => `${field}.write(row.${field})`);
  const read = fields.map((field, place) => `${field}: ${field}.read(stored[${place}])`);
  const separator = JSON.stringify(between);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- made of nothing but our own names
  const make = new Function(
    ...fields,
    `return {
      write: (row) => ${written.join(` + ${separator} + `)},
      read: (text) => { const stored = text.split(${separator}); return { ${read.join()} }; },
    };`,
  ) as (...columns: readonly unknown[]) => Column<Row>;
  return make(...Object.values(columns as Readonly<Record<string, unknown>>));
}
