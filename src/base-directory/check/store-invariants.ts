/**
 * The rules that hold in every store, whatever happened to it: names lead to objects and objects
 * have their names, whatever refers to something finds it, counters count right, everything belongs
 * to somebody. `storeFindings` walks one consistent state and returns what contradicts a rule;
 * `repairStore` does what each finding's fix says. Memory stays small however large the store
 * is: what is held is one id for each dataset.
 */
import { Change } from '../../engine/core/change.js';
import { effectOn } from '../../engine/core/effects.js';
import { appendRecord, programOrigin } from '../../engine/core/journal.js';
import { theServer } from '../../engine/directory/subjects.js';
import { StoreFailure, type Reader, type Store, type Writer } from '../../store/store.js';
import { print } from '../../values/print.js';
import { belongingFindings } from './belonging-rules.js';
import { countFindings } from './count-rules.js';
import { domainFindings } from './domain-rules.js';
import { notFixable, type Finding, type Findings } from './finding.js';
import { nameFindings } from './name-rules.js';
import { referenceFindings } from './reference-rules.js';
import { storageFindings, type ContentSize } from './storage-rules.js';
import { withoutGone } from './without-gone.js';

/** How many findings one transaction repairs. */
const repairsAtOnce = 10_000;

/**
 * How often all rules are looked at again, because one repair may show what another finding hid.
 * Three rounds are the most that were ever needed; more would mean that two fixes disagree.
 */
const roundsMax = 20;

/** What contradicts the rules, in an order in which earlier repairs do not undo later ones. */
export function* storeFindings(all: Reader, sizeOf?: ContentSize): Findings {
  const tx = withoutGone(all);
  const rules = [
    domainFindings(tx),
    nameFindings(tx),
    referenceFindings(tx),
    belongingFindings(tx),
    storageFindings(tx, sizeOf),
    countFindings(tx, all),
  ];
  for (const findings of rules) {
    try {
      yield* findings;
    } catch (error) {
      // A row that the disk spoiled hides what is behind it in its table, not the other tables.
      if (!(error instanceof StoreFailure)) throw error;
      yield notFixable(theServer, `cannot be looked at: ${error.message}`);
    }
  }
}

/** What a repair needs to know. */
export interface RepairParts {
  readonly sizeOf?: ContentSize;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Told of each finding as its fix is applied. */
  readonly repaired?: (finding: Finding) => void;
  /** For tests: how many findings one transaction repairs. */
  readonly atOnce?: number;
}

/**
 * Repairs what can be repaired: so many findings in each transaction, each with a journal record,
 * until there are none. Whoever calls it has the store for itself. Returns how many were repaired.
 */
export async function repairStore(store: Store, parts: RepairParts): Promise<number> {
  let repaired = 0;
  for (let round = 1; round <= roundsMax; round += 1) {
    let more = true;
    let inRound = 0;
    while (more) {
      const done = await store.update((tx) => repairSome(tx, parts));
      for (const finding of done) parts.repaired?.(finding);
      inRound += done.length;
      more = done.length === (parts.atOnce ?? repairsAtOnce);
    }
    repaired += inRound;
    if (inRound === 0) break;
  }
  return repaired;
}

function repairSome(tx: Writer, parts: RepairParts): readonly Finding[] {
  const change = new Change(tx, parts.now);
  const done: Finding[] = [];
  for (const finding of storeFindings(tx, parts.sizeOf)) {
    const { subject, wrong, fix, repair } = finding;
    if (repair === undefined) continue;
    repair(tx);
    done.push(finding);
    const after = print(`${wrong}: ${fix ?? ''}`);
    change.tell(effectOn(subject, 'repaired', { before: undefined, after }));
    if (done.length === (parts.atOnce ?? repairsAtOnce)) break;
  }
  appendRecord(change, programOrigin('check --repair'));
  return done;
}
