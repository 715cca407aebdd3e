/**
 * Scheduled tasks of Accounts (objects, section 13): a record by its `id`, kept for whoever runs
 * real-time programs. This server runs none, so records stay until they are deleted.
 */
import { asciiLower } from '../../values/letters.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { presentRecords, readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theAccount } from '../directory/subjects.js';

const periods: ReadonlySet<string> = new Set(['day', 'week', 'month', 'year']);

/** Most tasks that one Account may have. */
const tasksMax = 1000;

/**
 * Creates or changes the task that `data` names; without `program` deletes it, also when there is
 * none. Refuses with `illegal-value` or `limit-reached`.
 */
export function updateScheduledTask(change: Change, account: FoundAccount, data: Dictionary): void {
  const { tx, now } = change;
  const id = data.get('id');
  if (typeof id !== 'string' || id === '') return malformed('a task name');
  const tasks = new Map(readDocument(tx, account.id, 'scheduledTasks'));
  const given = presentRecords(data);
  if (given.has('program')) tasks.set(id, taskOf(given, now));
  else tasks.delete(id);
  if (tasks.size > tasksMax) refuse('limit-reached', 'too many tasks');
  changeDocument(change, theAccount(tx, account), 'scheduledTasks', tasks);
}

function taskOf(data: Dictionary, now: number): Dictionary {
  const program = data.get('program');
  if (typeof program !== 'string' || program === '') return malformed('a program name');
  const task = new Map<string, Value>(data);
  task.delete('id');
  task.set('when', timeOf(data.get('when'), now));
  const period = data.get('period');
  if (period !== undefined && !isPeriod(period)) return malformed('a period');
  return task;
}

function timeOf(when: Value | undefined, now: number): TimeStamp {
  if (when instanceof TimeStamp) return when;
  if (when === undefined || (typeof when === 'string' && asciiLower(when) === 'now')) {
    return new TimeStamp('time', Math.floor(now / 1000));
  }
  return malformed('a time stamp');
}

function isPeriod(value: Value): boolean {
  if (typeof value === 'bigint') return value > 0n;
  return typeof value === 'string' && (periods.has(asciiLower(value)) || /^\d{1,9}$/.test(value));
}

function malformed(what: string): never {
  return refuse('illegal-value', `failed to read ${what}`);
}
