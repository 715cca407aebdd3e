/** The tables of Named Tasks: a Named Task is a row by its id. */
import { derivedKeys, derivedValues, id, journaledTable, key } from './columns.js';
import { ownedColumns, type TaskId } from './tables.js';

/** Named Tasks by id. */
export const namedTasks = journaledTable('namedTasks', key<TaskId>(), ownedColumns);

/** Names of Named Tasks only, for listing: key `domainId/name`. */
export const taskNames = derivedValues('taskNames', key<string>(), id<TaskId>());

/** Which Named Tasks an Account owns: key `accountId/taskId`. */
export const ownedTasks = derivedKeys('ownedTasks');
