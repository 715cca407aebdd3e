/** The tables of the kill test, which its two processes share. */
import type { Table } from '../../src/store/store.js';

const plain = (name: string): Table<string, string> => ({
  name,
  encode: (row) => row,
  decode: (text) => text,
});

/** The last transaction's number, under `last`. */
export const counter = plain('counter');

/** Three rows of each transaction: `number/a`, `number/b`, `number/c`. */
export const numbered = plain('numbered');

export const killTables = [counter, numbered];
