/**
 * All tables, for drivers that open them at start: what the files of tables export. A file with
 * tables of its own is added here.
 */
import * as metadata from '../store/metadata.js';
import type { Key, Table } from '../store/store.js';
import * as addresses from './address-tables.js';
import * as balances from './balance-tables.js';
import * as datasets from './dataset-tables.js';
import * as files from './file-tables.js';
import * as gone from './gone-tables.js';
import * as lists from './list-tables.js';
import * as mailboxes from './mailbox-tables.js';
import * as rolls from './roll-tables.js';
import * as statistics from './statistics-tables.js';
import * as storageFiles from './storage-file-tables.js';
import * as objects from './tables.js';
import * as tasks from './task-tables.js';

export const allTables: readonly Table<Key, unknown>[] = [
  metadata,
  objects,
  rolls,
  gone,
  tasks,
  datasets,
  balances,
  lists,
  mailboxes,
  storageFiles,
  files,
  statistics,
  addresses,
].flatMap((file) => Object.values<unknown>(file).filter(isTable));

function isTable(value: unknown): value is Table<Key, unknown> {
  return typeof value === 'object' && value !== null && 'encode' in value;
}
