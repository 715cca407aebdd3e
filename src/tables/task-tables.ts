/** The tables of Named Tasks: a Named Task is a row by its id. */
import {
  column,
  journaledTable,
  type DomainId,
  type AccountId,
  type TaskId,
  derivedKeys,
  derivedNumbers,
} from './tables.js';

/** A Named Task. */
export interface NamedTaskRow {
  readonly domain: DomainId;
  readonly name: string;
  /** The Account of the same Domain that owns it. */
  readonly owner: AccountId;
  /** The Named Task's dictionary without `Owner`. */
  readonly settings: string;
}

/** Named Tasks by id. */
export const namedTasks = journaledTable<TaskId, NamedTaskRow>(
  'namedTasks',
  (row) => [row.domain, row.name, row.owner, row.settings].join(column),
  ([domain, name = '', owner, settings = '{}']) => ({
    domain: Number(domain),
    name,
    owner: Number(owner),
    settings,
  }),
);

/** Names of Named Tasks only, for listing: key `domainId/name`. */
export const taskNames = derivedNumbers<TaskId>('taskNames');

/** Which Named Tasks an Account owns: key `accountId/taskId`. */
export const ownedTasks = derivedKeys('ownedTasks');
