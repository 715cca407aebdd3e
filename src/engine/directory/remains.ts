/**
 * What is left of things that are gone. Whatever can have many rows is taken away in two steps: in
 * the change itself it loses all that leads to it, and as many of its rows as fit in a small
 * transaction; a mark (`tables/gone-tables.ts`) keeps what is left for a sweeper, which goes on little
 * by little, also after a crash. Marked rows are nobody's: no answer shows them, no count has them.
 * Domains, which hold whole objects, are in `domain-deletion.ts`.
 */
import { datasetAddresses, datasetEntries } from '../../tables/dataset-tables.js';
import { fileContents, files } from '../../tables/file-tables.js';
import { gone, goneKey, type GoneKind } from '../../tables/gone-tables.js';
import { subscribers } from '../../tables/list-tables.js';
import { rolls } from '../../tables/roll-tables.js';
import { storageTotals } from '../../tables/storage-file-tables.js';
import { keysUnder, type Reader, type Table } from '../../store/store.js';
import { counters, type Id } from '../../tables/tables.js';
import { accountTables, accountSets } from './belongings.js';
import type { Change } from '../core/change.js';
import { ownedBy } from './ownership.js';
import { dropMembers } from './rolls.js';

/** How many rows go at once; some two milliseconds of work. */
export const rowsAtOnce = 300;

/** Removes at most so many rows of what is gone; returns how many. Fewer than asked for: it was all. */
type Removal = (change: Change, id: Id, limit: number) => number;

/** What goes by its rows alone; of the others the journal is told. */
type RowsOnly = Exclude<GoneKind, 'domain' | 'places'>;

const removals: Readonly<Record<RowsOnly, Removal>> = {
  account(change, id, limit) {
    const { tx } = change;
    let left = limit;
    for (const table of accountTables) left -= removeUnder(change, table, id, left);
    for (const [key, set] of some(tx, accountSets, id, left)) {
      change.removeUntold(accountSets, key);
      left -= 1 + discard(change, 'dataset', set, Math.max(0, left - 1));
    }
    if (left > 0) {
      tx.remove(storageTotals, id);
      tx.remove(counters, ownedBy(id));
    }
    return limit - Math.max(0, left);
  },

  list(change, id, limit) {
    const { tx } = change;
    const removed = removeUnder(change, subscribers, id, limit);
    if (removed < limit) tx.remove(counters, `subscribers/${id}`);
    return removed;
  },

  roll({ tx }, id, limit) {
    const removed = dropMembers(tx, id, limit);
    if (removed < limit) tx.remove(rolls, id);
    return removed;
  },

  dataset(change, id, limit) {
    const { tx } = change;
    const entries = removeUnder(change, datasetEntries, id, limit);
    const removed = entries + removeUnder(change, datasetAddresses, id, limit - entries);
    if (removed < limit) tx.remove(counters, `dataset/${id}`);
    return removed;
  },

  fileSet(change, id, limit) {
    const { tx } = change;
    const doomed = some(tx, files, id, limit);
    for (const [key] of doomed) {
      change.removeUntold(files, key);
      tx.remove(fileContents, key);
    }
    return doomed.length;
  },
};

/**
 * Takes away what nothing leads to any more: at most `limit` rows at once, and what is more later.
 * Returns how many rows went.
 */
export function discard(
  change: Change,
  kind: RowsOnly,
  id: Id,
  limit: number = rowsAtOnce,
): number {
  const removed = removals[kind](change, id, limit);
  if (removed >= limit) change.tx.put(gone, goneKey(kind, id), { from: 0, name: '' });
  return removed;
}

/** Goes on with something that is gone; returns whether there may be more of it. */
export function sweepRows(change: Change, kind: RowsOnly, id: Id): boolean {
  if (removals[kind](change, id, rowsAtOnce) >= rowsAtOnce) return true;
  change.tx.remove(gone, goneKey(kind, id));
  return false;
}

/** Removes at most `limit` rows whose keys begin with an id; returns how many. */
export function removeUnder(
  change: Change,
  table: Table<string, unknown>,
  id: Id,
  limit: number,
): number {
  const doomed = some(change.tx, table, id, limit);
  for (const [key] of doomed) change.removeUntold(table, key);
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
