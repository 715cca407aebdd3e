/**
 * The rows of a store as a portable text (docs/base-directory.md): one row a line, a JSON array of
 * the table's name, the key - a number or a string - and the row's text. Every character of a string
 * stands for one byte. Knows no archive and no file.
 */
import { StringDecoder } from 'node:string_decoder';
import { allTables } from '../../tables/all-tables.js';
import { StoreFailure, type Key, type Reader, type Store, type Table } from '../../store/store.js';

/** How many characters are given on at once. */
const chunkLength = 256 * 1024;

/** How many rows one transaction takes in, and how many characters of them. */
const rowsAtOnce = 5000;
const charactersAtOnce = 16 * 1024 * 1024;

/**
 * The longest line, in characters. A row holds less than the longest command line (32 MB), and what
 * is no letter takes up to six characters here.
 */
const lineMax = 192 * 1024 * 1024;

/** The text does not hold rows, or rows of a table that this version does not know. */
export class BadRows extends Error {}

/** Gives all rows of a state, table by table, to `write`; returns how many there are. */
export function writeRows(tx: Reader, write: (text: string) => void): number {
  let rows = 0;
  let text = '';
  for (const table of allTables) {
    for (const [key, row] of tx.range(table, {})) {
      text += `${JSON.stringify([table.name, key, table.encode(row)])}\n`;
      rows += 1;
      if (text.length < chunkLength) continue;
      write(text);
      text = '';
    }
  }
  write(text);
  return rows;
}

/**
 * The lines of a stream of UTF-8; fails when the stream does. Throws `BadRows` for a line over
 * `longest` characters as soon as so many have come.
 */
export async function* linesIn(
  source: AsyncIterable<unknown>,
  longest = lineMax,
): AsyncGenerator<string, void> {
  const decoder = new StringDecoder('utf8');
  let rest: string[] = [];
  let length = 0;
  for await (const chunk of source) {
    const lines = decoder.write(chunk as Buffer).split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield rest.join('') + line;
      rest = [];
      length = 0;
    }
    rest.push(last);
    length += last.length;
    if (length > longest) throw new BadRows('the archive has a row that is too long');
  }
  if (length > 0) yield rest.join('');
}

/** Puts the rows of these lines into a store; returns how many. Throws `BadRows`. */
export async function readRows(lines: AsyncIterable<string>, store: Store): Promise<number> {
  let rows = 0;
  let characters = 0;
  let batch: (readonly [Table<Key, unknown>, Key, string])[] = [];
  const keep = async (): Promise<void> => {
    const full = batch;
    batch = [];
    characters = 0;
    await store.update((tx) => {
      for (const [table, key, text] of full) {
        const row = decoded(table, text);
        readable(() => tx.put(table, key, row));
      }
    });
    rows += full.length;
  };
  for await (const line of lines) {
    batch.push(rowIn(line));
    characters += line.length;
    if (batch.length === rowsAtOnce || characters > charactersAtOnce) await keep();
  }
  await keep();
  return rows;
}

const tableByName: ReadonlyMap<unknown, Table<Key, unknown>> = new Map(
  allTables.map((table) => [table.name, table]),
);

function rowIn(line: string): readonly [Table<Key, unknown>, Key, string] {
  const [name, key, text, ...more] = arrayIn(line);
  const table = tableByName.get(name);
  const isKey = typeof key === 'string' || typeof key === 'number';
  if (!table || !isKey || typeof text !== 'string' || more.length > 0) {
    throw new BadRows('the archive has a row that this version does not know');
  }
  return [table, key, text];
}

function decoded(table: Table<Key, unknown>, text: string): unknown {
  return readable(() => table.decode(text));
}

/** What damaged rows make of a transaction: no store takes every key and every text. */
function readable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    throw new BadRows('the archive has a row that cannot be read', { cause: error });
  }
}

function arrayIn(line: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(line);
    if (Array.isArray(value)) return value as readonly unknown[];
  } catch (error) {
    throw new BadRows('the archive has a row that cannot be read', { cause: error });
  }
  throw new BadRows('the archive has a row that cannot be read');
}
