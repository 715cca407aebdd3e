/**
 * What is left of things that are gone. Whatever can have many rows is taken away in two steps: in
 * the change itself it loses all that leads to it, and as many of its rows as fit in a small
 * transaction; a mark (`store/gone-tables.ts`) keeps what is left for a sweeper, which goes on little
 * by little, also after a crash. Marked rows are nobody's: no answer shows them, no count has them.
 * Domains, which hold whole objects, are in `domain-deletion.ts`.
 */
import { transactions } from '../store/balance-tables.js';
import { datasetAddresses, datasetEntries, datasets } from '../store/dataset-tables.js';
import { fileContents, files } from '../store/file-tables.js';
import { gone, goneKey, type GoneKind } from '../store/gone-tables.js';
import { ownedLists, subscribers } from '../store/list-tables.js';
import { mailboxes } from '../store/mailbox-tables.js';
import { rolls } from '../store/roll-tables.js';
import { storageFiles, storageTotals } from '../store/storage-file-tables.js';
import { keysUnder, type Reader, type Table, type Writer } from '../store/store.js';
import { counters, documents, type Id } from '../store/tables.js';
import { ownedTasks } from '../store/task-tables.js';
import { ownedBy } from './ownership.js';
import { dropMembers } from './rolls.js';

/** How many rows go at once; some two milliseconds of work. */
export const rowsAtOnce = 300;

/** Removes at most so many rows of what is gone; tells how many. Fewer than asked for: it was all. */
type Removal = (tx: Writer, id: Id, limit: number) => number;

/** What an Account has of its own, under its id. */
const ofAccounts: readonly Table<string, unknown>[] = [
  documents,
  mailboxes,
  storageFiles,
  transactions,
  ownedLists,
  ownedTasks,
];

/** What goes by its rows alone; of the others the journal is told. */
type RowsOnly = Exclude<GoneKind, 'domain' | 'places'>;

const removals: Readonly<Record<RowsOnly, Removal>> = {
  account(tx, id, limit) {
    let left = limit;
    for (const table of ofAccounts) left -= removeUnder(tx, table, id, left);
    for (const [key, set] of some(tx, datasets, id, left)) {
      tx.remove(datasets, key);
      left -= 1 + discard(tx, 'dataset', set, Math.max(0, left - 1));
    }
    if (left > 0) {
      tx.remove(storageTotals, id);
      tx.remove(counters, ownedBy(id));
    }
    return limit - Math.max(0, left);
  },

  list(tx, id, limit) {
    const removed = removeUnder(tx, subscribers, id, limit);
    if (removed < limit) tx.remove(counters, `subscribers/${id}`);
    return removed;
  },

  roll(tx, id, limit) {
    const removed = dropMembers(tx, id, limit);
    if (removed < limit) tx.remove(rolls, id);
    return removed;
  },

  dataset(tx, id, limit) {
    const entries = removeUnder(tx, datasetEntries, id, limit);
    const removed = entries + removeUnder(tx, datasetAddresses, id, limit - entries);
    if (removed < limit) tx.remove(counters, `dataset/${id}`);
    return removed;
  },

  fileSet(tx, id, limit) {
    const doomed = some(tx, files, id, limit);
    for (const [key] of doomed) {
      tx.remove(files, key);
      tx.remove(fileContents, key);
    }
    return doomed.length;
  },
};

/**
 * Takes away what nothing leads to any more: at most `limit` rows at once, and what is more later.
 * Tells how many rows went.
 */
export function discard(tx: Writer, kind: RowsOnly, id: Id, limit: number = rowsAtOnce): number {
  const removed = removals[kind](tx, id, limit);
  if (removed >= limit) tx.put(gone, goneKey(kind, id), { from: 0, name: '' });
  return removed;
}

/** Goes on with something that is gone; tells whether there may be more of it. */
export function sweepRows(tx: Writer, kind: RowsOnly, id: Id): boolean {
  if (removals[kind](tx, id, rowsAtOnce) >= rowsAtOnce) return true;
  tx.remove(gone, goneKey(kind, id));
  return false;
}

/** Removes at most `limit` rows whose keys begin with an id; tells how many. */
export function removeUnder(
  tx: Writer,
  table: Table<string, unknown>,
  id: Id,
  limit: number,
): number {
  const doomed = some(tx, table, id, limit);
  for (const [key] of doomed) tx.remove(table, key);
  return doomed.length;
}

function some<Row>(
  tx: Reader,
  table: Table<string, Row>,
  id: Id,
  limit: number,
): readonly (readonly [string, Row])[] {
  return limit > 0 ? [...tx.range(table, { ...keysUnder(`${id}/`), limit })] : [];
}
