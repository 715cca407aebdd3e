/** Journal records as `cligate log` prints them: a line for each effect, or an object for each record. */

import { fieldText, type Effect } from '../engine/core/effects.js';
import type { JournalRecord } from '../engine/core/journal.js';
import { textOf } from '../values/text.js';

/**
 * The lines for people: time, position, actor, channel and address, command; then what changed, with
 * the value before and after.
 */
export function humanLines(record: JournalRecord): readonly string[] {
  const { time, position, actor, channel, address, command } = record;
  const from = address === '' ? channel : `${channel}[${address}]`;
  const head = `${new Date(time).toISOString()} ${position} ${actor} ${from} ${command}`;
  return record.effects.map((effect) => printable(textOf(`${head}: ${change(effect)}`)));
}

function change(effect: Effect): string {
  const { kind, name, before, after } = effect;
  const what = `${kind} ${name} ${fieldText(effect)}`;
  if (before === undefined) return after === undefined ? what : `${what} ${after}`;
  return `${what} ${before} -> ${after ?? 'nothing'}`;
}

/** One JSON object on one line; absent values are null. */
export function jsonLine(record: JournalRecord): string {
  return JSON.stringify({
    position: record.position,
    time: new Date(record.time).toISOString(),
    actor: textOf(record.actor),
    actorId: record.actorId,
    channel: record.channel,
    address: record.address,
    command: record.command,
    effects: record.effects.map((effect) => ({
      kind: effect.kind,
      id: effect.id,
      name: textOf(effect.name),
      field: textOf(fieldText(effect)),
      before: effect.before === undefined ? null : textOf(effect.before),
      after: effect.after === undefined ? null : textOf(effect.after),
    })),
  });
}

/** What was stored shall not move the cursor of the one who reads about it. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
