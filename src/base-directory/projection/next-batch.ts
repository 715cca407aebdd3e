/** What the projector deals with next: a batch of the journal, or of everything there is. */
import { presentAccount } from '../../engine/directory/directory.js';
import { lastPosition, recordsAfter } from '../../engine/core/journal.js';
import { fileSets } from '../../tables/file-tables.js';
import { listNames } from '../../tables/list-tables.js';
import { keysUnder, type Reader } from '../../store/store.js';
import { accounts, domains, journal, type Id } from '../../tables/tables.js';
import { changedBy, deferredTask, nothingChanged, type Changed } from './changed.js';
import { deferredAccounts } from './deferred-tasks.js';
import { cursorOf, placedAccounts, placedDomains, positionOf } from './state.js';

/** A batch, and how far the projector is when it is dealt with. */
export interface Batch {
  readonly changed: Changed;
  readonly position: number;
  /** The Account with which the next batch of everything begins; undefined behind the last one. */
  readonly cursor: number | undefined;
}

/** How many records or Accounts a batch has: enough to share the notes, little to repeat. */
const batchMax = 500;

/** The next batch; undefined when everything is dealt with. */
export function nextBatch(tx: Reader, placed: Reader): Batch | undefined {
  const position = positionOf(placed);
  const last = lastPosition(tx);
  if (position === undefined || position > last) return ofDomains(tx, placed, last);
  if (isGap(tx, position, last)) return ofDomains(tx, placed, firstPosition(tx, last + 1) - 1);
  const cursor = cursorOf(placed);
  if (cursor === 0) return ofDomains(tx, placed, position);
  if (cursor !== undefined) return ofAccounts(tx, cursor, position);
  const records = recordsAfter(tx, position, batchMax);
  const end = records.at(-1);
  if (end === undefined) return undefined;
  const changed = changedBy(tx, records);
  addDelayed(tx, placed, changed);
  return { changed, position: end.position, cursor: changed.everything ? 0 : undefined };
}

/**
 * Accounts that could not be brought to their place because their Domain had left its own, by a
 * change that came after theirs: who asks where they are waits for no more than the journal.
 */
function addDelayed(tx: Reader, placed: Reader, changed: Changed): void {
  if (changed.domains.size === 0) return;
  for (const id of deferredAccounts(placed)) {
    const row = presentAccount(tx, id);
    if (row !== undefined && changed.domains.has(row.domain)) changed.accounts.add(id);
  }
}

/** Records that were not dealt with have left the journal. */
function isGap(tx: Reader, position: number, last: number): boolean {
  if (position === last) return false;
  return firstPosition(tx, last + 1) > position + 1;
}

/** The position of the oldest record; `none` when there is none. */
function firstPosition(tx: Reader, none: number): number {
  const [first] = tx.range(journal, { limit: 1 });
  return first === undefined ? none : first[0];
}

/** All Domains, whatever tells of many objects, and what is on the disk only. */
function ofDomains(tx: Reader, placed: Reader, position: number): Batch {
  const changed = nothingChanged();
  changed.deferredTasks.add(deferredTask.server);
  changed.deferredTasks.add(deferredTask.fileSets(0));
  for (const [id] of tx.range(domains, {})) {
    changed.domains.add(id);
    changed.deferredTasks.add(deferredTask.indexes(id));
    changed.deferredTasks.add(deferredTask.lists(id));
    if (hasFileSets(tx, id)) changed.deferredTasks.add(deferredTask.fileSets(id));
  }
  for (const [, id] of tx.range(listNames, {})) changed.deferredTasks.add(deferredTask.list(id));
  // What is gone is among these only if the journal says so, now or in a batch to come.
  for (const [id] of placed.range(placedDomains, {})) changed.domains.add(id);
  for (const [id] of placed.range(placedAccounts, {})) {
    if (presentAccount(tx, id) === undefined) changed.accounts.add(id);
  }
  return { changed, position, cursor: 1 };
}

/** Whether an owner has Skins or application environments; without them there are no files. */
export function hasFileSets(tx: Reader, owner: Id): boolean {
  return [...tx.range(fileSets, { ...keysUnder(`${owner}/`), limit: 1 })].length > 0;
}

function ofAccounts(tx: Reader, cursor: number, position: number): Batch {
  const changed = nothingChanged();
  let last: Id | undefined;
  for (const [id] of tx.range(accounts, { start: cursor, limit: batchMax })) {
    changed.accounts.add(id);
    last = id;
  }
  return { changed, position, cursor: last === undefined ? undefined : last + 1 };
}
