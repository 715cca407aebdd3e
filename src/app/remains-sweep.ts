/**
 * Takes away what is left of things that are gone, little by little beside everything else (see
 * `src/engine/directory/remains.ts`): at the start what a crash left, and then whatever is given up. Knows no
 * kind of thing.
 */
import { Change } from '../engine/core/change.js';
import { sweepRemains } from '../engine/domains/domain-deletion.js';
import { appendRecord, programOrigin } from '../engine/core/journal.js';
import type { ModuleLog } from '../log/log.js';
import type { GoneKind } from '../tables/gone-tables.js';
import type { Store } from '../store/store.js';
import { Periodic } from './periodic.js';

/** Between two looks at whether anything is gone; nobody waits for the rows to go. */
const roundMs = 1000;

/** What the sweep needs of the running server. */
export interface RemainsSweepParts {
  readonly store: Store;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly log: ModuleLog;
  /** Called when something was kept. */
  readonly changed?: () => void;
}

/** Who does it, as the journal tells: of objects whose Domain was deleted before, or of Groups. */
const originOf = (kind: GoneKind | undefined) =>
  programOrigin(kind === 'places' ? 'leave groups' : 'DeleteDomain');

/** Sweeps from the start on until it is stopped. */
export class RemainsSweep extends Periodic {
  constructor(parts: RemainsSweepParts) {
    super(
      roundMs,
      (stopped) => sweepAll(parts, stopped),
      (error) =>
        parts.log.failure('what is left of things that are gone could not be removed', error),
    );
  }
}

/** Removes all that is gone and may go now, each little step a transaction of its own. */
export async function sweepAll(
  { store, now, changed }: Omit<RemainsSweepParts, 'log'>,
  stopped: () => boolean = () => false,
): Promise<void> {
  while (!stopped()) {
    const time = now();
    const kind = await store.update((tx) => {
      const change = new Change(tx, time);
      const swept = sweepRemains(change);
      appendRecord(change, originOf(swept));
      return swept;
    });
    if (kind === undefined) return;
    changed?.();
  }
}
