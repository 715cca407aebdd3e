/** Creates, changes or deletes a scheduled task of an Account. */
import { domainAdministrator } from '../../access/need.js';
import { presentRecords } from '../../engine/core/documents.js';
import { refuse } from '../../engine/core/refusal.js';
import { keepScheduledTask } from '../../engine/services/scheduled-tasks.js';
import { asciiLower } from '../../values/letters.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import { accountName, dictionary } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

export const updateScheduledTask = change({
  name: 'UpdateScheduledTask',
  usage: 'accountName taskData',
  summary: 'Creates, changes or, without program, deletes a scheduled task of an Account.',
  arguments: { accountName, taskData: dictionary },
  needs: domainAdministrator('accountName', 'CanModifyRSIP'),
  deviations: 'Tasks are kept but never launched: this server runs no real-time programs.',

  run(context, { accountName: name, taskData }) {
    const account = targetAccount(context, name);
    const id = taskData.get('id');
    if (typeof id !== 'string' || id === '') return malformed('a task name');
    keepScheduledTask(context, account, id, taskIn(presentRecords(taskData), context.now));
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: UpdateScheduledTask user1 {id=task1;program=prog1;when=#T22-10-2026_15:24:45;period=day;}
    S: 200 OK
    C: UpdateScheduledTask user1 {id=task1;program=prog1;when=tomorrow;}
    S: 501 failed to read a time stamp
    C: UpdateScheduledTask user1 {program=prog1;}
    S: 501 failed to read a task name
    C: UpdateScheduledTask user1 {id=task1;}
    S: 200 OK
  `,
});

const periods: ReadonlySet<string> = new Set(['day', 'week', 'month', 'year']);

/** The record of a task; undefined when there is no program. */
function taskIn(data: Dictionary, now: number): Dictionary | undefined {
  const program = data.get('program');
  if (program === undefined) return undefined;
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
