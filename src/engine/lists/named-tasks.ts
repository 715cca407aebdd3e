/**
 * Named Tasks (objects, section 8.2 and the matrix of section 10): which there are. Knows nothing of
 * the programs that they name: this server runs none.
 */
import { mapInSteps, oneRow, visitInSteps } from '../../store/steps.js';
import type { Reader } from '../../store/store.js';
import type { AccountId, DomainId, OwnedRow, TaskId } from '../../tables/tables.js';
import { namedTasks, ownedTasks, taskNames } from '../../tables/task-tables.js';
import type { Dictionary, Value } from '../../values/value.js';
import { refuse } from '../core/refusal.js';
import { OwnedObjects, ownedDictionary } from './owned-objects.js';

/** Settings that must be strings, and that a list of Named Tasks tells besides the owner. */
const stringKeys = ['RealName', 'Program'] as const;
const toldKeys = ['Owner', ...stringKeys] as const;

/** The Named Tasks. */
export const taskObjects = new OwnedObjects<TaskId>({
  kind: 'task',
  what: 'named task',
  index: taskNames,
  table: namedTasks,
  owned: ownedTasks,
  requireSettings(settings) {
    for (const key of stringKeys) {
      const isWrong = settings.has(key) && typeof settings.get(key) !== 'string';
      if (isWrong) refuse('illegal-value', `${key} must be a string`);
    }
  },
});

/**
 * The Named Tasks of a Domain by name, each with its `Owner` and, as far as they are set, its
 * `RealName` and `Program`.
 */
export function* domainNamedTasks(tx: Reader, domain: DomainId): Generator<void, Dictionary> {
  return yield* toldOf(tx, yield* mapInSteps(taskObjects.namesAndIds(tx, domain), ([, id]) => id));
}

/** The Named Tasks that an Account owns, as `domainNamedTasks` tells them. */
export function* accountNamedTasks(tx: Reader, account: AccountId): Generator<void, Dictionary> {
  return yield* toldOf(tx, yield* mapInSteps(taskObjects.ownedBy(tx, account), (id) => id));
}

function* toldOf(tx: Reader, ids: readonly TaskId[]): Generator<void, Dictionary> {
  const told = new Map<string, Value>();
  const tell = (id: TaskId): void => {
    const row = tx.get(namedTasks, id);
    if (row) told.set(row.name, summaryOf(tx, row));
  };
  yield* visitInSteps(ids, tell, oneRow);
  return told;
}

function summaryOf(tx: Reader, row: OwnedRow): Dictionary {
  const all = ownedDictionary(tx, row);
  const summary = new Map<string, Value>();
  for (const key of toldKeys) {
    const value = all.get(key);
    if (value !== undefined) summary.set(key, value);
  }
  return summary;
}
