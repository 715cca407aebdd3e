/**
 * Keeps the journal within its limits of time and number while the server runs. Knows the settings
 * and the journal; which records go is the journal's affair.
 */
import type { Settings } from '../config/schema.js';
import { Change } from '../engine/core/change.js';
import { trimJournal } from '../engine/core/journal.js';
import type { ModuleLog } from '../log/log.js';
import type { Store } from '../store/store.js';
import { Periodic } from './periodic.js';

/** Often enough that no round has much to do, seldom enough to cost nothing. */
const roundMs = 10 * 60 * 1000;

const dayMs = 24 * 60 * 60 * 1000;

/** What the keeper needs of the running server. */
export interface RetentionParts {
  readonly store: Store;
  /** The settings of this moment: they may be read again while the server runs. */
  readonly settings: () => Settings['journal'];
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly log: ModuleLog;
}

/** Trims the journal at the start and then now and then. */
export class Retention extends Periodic {
  constructor(parts: RetentionParts) {
    const { log } = parts;
    const trim = async (stopped: () => boolean): Promise<void> => {
      const removed = await trimAll(parts, stopped);
      if (removed > 0) log.info('trimmed the journal', { removed });
    };
    super(roundMs, trim, (error) => log.failure('the journal could not be trimmed', error));
  }
}

/** Removes what the settings let go, in many short transactions; returns how many records. */
export async function trimAll(
  { store, settings, now }: Omit<RetentionParts, 'log'>,
  stopped: () => boolean = () => false,
): Promise<number> {
  const { keepDays, keepRecords } = settings();
  const time = now();
  const olderThan = keepDays === 0 ? 0 : time - keepDays * dayMs;
  let removed = 0;
  for (let last = 1; last > 0 && !stopped(); removed += last) {
    last = await store.update((tx) =>
      trimJournal(new Change(tx, time), { olderThan, keepRecords }),
    );
  }
  return removed;
}
