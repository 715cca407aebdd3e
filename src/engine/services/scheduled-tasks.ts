/**
 * Scheduled tasks of Accounts (objects, section 13): a record by its name, kept for whoever runs
 * real-time programs. This server runs none, so records stay until they are deleted.
 */
import type { Dictionary } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theAccount } from '../directory/subjects.js';

/** Most tasks that one Account may have. */
const tasksMax = 1000;

/**
 * Writes the record of a task, or deletes it, also when there is none, if `task` is undefined.
 * Refuses with `limit-reached`.
 */
export function keepScheduledTask(
  change: Change,
  account: FoundAccount,
  name: string,
  task: Dictionary | undefined,
): void {
  const { tx } = change;
  const tasks = new Map(readDocument(tx, account.id, 'scheduledTasks'));
  if (task === undefined) tasks.delete(name);
  else tasks.set(name, task);
  if (tasks.size > tasksMax) refuse('limit-reached', 'too many tasks');
  changeDocument(change, theAccount(tx, account), 'scheduledTasks', tasks);
}
