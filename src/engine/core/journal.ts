/**
 * The journal: one ordered list of everything that changed, written in the transaction of each
 * change, for the audit query (`cligate log`) and for whoever follows changes. This file knows the
 * text of a record, how to read records, and how old ones go. Knows no session and no file.
 *
 * A record's text: time, channel, actor's id, actor, address and command, then six columns for each
 * effect, all joined by zero bytes, which no stored value holds. The first of the six is the kind,
 * the Domain's id and that of the Domain that was left, with `/` between them as far as they are
 * there: records of older versions have the kind alone. An absent `before` or `after` is empty; a
 * printed value never is.
 */
import type { Reader, Store } from '../../store/store.js';
import { counters, journal, type Id } from '../../tables/tables.js';
import type { Change } from './change.js';
import { fieldText, fieldOf, type Effect } from './effects.js';

/** Through which channel a change came. */
export type Channel = 'PWD' | 'HTTP' | 'program';

/** Who changed something, from where, and with which command. */
export interface Origin {
  /** The actor's full name, `name@domain`; the program's own changes have the name of the program. */
  readonly actor: string;
  /** The actor's Account; 0 for the program itself. */
  readonly actorId: Id;
  /** The network address the command came from; empty for the program itself. */
  readonly address: string;
  readonly channel: Channel;
  /** The command word as the manual writes it. */
  readonly command: string;
}

/** The program itself, doing something of its own accord or as its operator wants. */
export function programOrigin(command: string): Origin {
  return { actor: 'cligate', actorId: 0, address: '', channel: 'program', command };
}

/** One change as the journal keeps it. */
export interface JournalRecord extends Origin {
  /** Its place in the journal: 1 for the first change ever, then always one more. */
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly effects: readonly Effect[];
}

/** Which records are wanted; conditions that are given must all hold. */
export interface JournalFilter {
  /** Only records behind this position. */
  readonly after?: number;
  /** At most so many records. */
  readonly limit?: number;
  /** The full name of an object, or a bare name, which then matches in every Domain; lower case. */
  readonly object?: string;
  /** Beside `object`: the id of what has that name now, whose changes under other names count too. */
  readonly objectId?: Id | undefined;
  /** The full name of an actor, or a bare name; lower case. */
  readonly actor?: string;
  /** Milliseconds since 1970; only records of this time and later. */
  readonly since?: number;
}

/** What is kept of the journal. 0 means no limit. */
export interface Retention {
  /** Milliseconds since 1970: older records may go. */
  readonly olderThan: number;
  readonly keepRecords: number;
}

/** The counter that holds the position of the last record. */
const positionCounter = 'journal';

/** How many records one transaction reads or removes, so that a long journal blocks nobody. */
const batchMax = 1000;

const column = '\0';
const headColumns = 6;
const effectColumns = 6;

/** Appends a record in the change's own transaction. A change without effects leaves none. */
export function appendRecord(change: Change, origin: Origin): void {
  if (change.effects.length === 0) return;
  const position = lastPosition(change.tx) + 1;
  change.tx.put(counters, positionCounter, position);
  change.tx.put(journal, position, encodeRecord(change.now, origin, change.effects));
}

/** The position of the last record; 0 before the first. */
export function lastPosition(tx: Reader): number {
  return tx.get(counters, positionCounter) ?? 0;
}

/**
 * The next records behind a position, for whoever follows changes: at most `limit`. A follower keeps
 * the position of the last record it has dealt with and asks again from there.
 */
export function recordsAfter(
  tx: Reader,
  position: number,
  limit: number = batchMax,
): readonly JournalRecord[] {
  const records: JournalRecord[] = [];
  for (const [at, text] of tx.range(journal, { start: position + 1, limit })) {
    records.push(decodeRecord(at, text));
  }
  return records;
}

/**
 * The records that a filter lets through, oldest first, read batch by batch: each batch is one
 * consistent state, and no transaction stays open while the reader of this sequence thinks.
 */
export async function* readRecords(
  store: Store,
  filter: JournalFilter = {},
): AsyncGenerator<JournalRecord, void, void> {
  let position = filter.after ?? 0;
  let left = filter.limit ?? Infinity;
  while (left > 0) {
    const from = position;
    const batch = await store.view((tx) => recordsAfter(tx, from));
    for (const record of batch) {
      if (!passes(record, filter)) continue;
      yield record;
      left -= 1;
      if (left === 0) return;
    }
    const last = batch.at(-1);
    if (last === undefined) return;
    position = last.position;
  }
}

/**
 * Removes the oldest records beyond what is kept, at most 1000 a call; returns how many. When it tells
 * 1000, there may be more.
 */
export function trimJournal(change: Change, retention: Retention): number {
  const { tx } = change;
  const spare = retention.keepRecords === 0 ? 0 : lastPosition(tx) - retention.keepRecords;
  const doomed: number[] = [];
  for (const [position, text] of tx.range(journal, { limit: batchMax })) {
    if (position > spare && timeOf(text) >= retention.olderThan) break;
    doomed.push(position);
  }
  for (const position of doomed) tx.remove(journal, position);
  return doomed.length;
}

/** The text of a record. Built by joining, because every change pays for it. */
export function encodeRecord(time: number, origin: Origin, effects: readonly Effect[]): string {
  let text =
    `${time}${column}${origin.channel}${column}${origin.actorId}${column}` +
    `${origin.actor}${column}${origin.address}${column}${origin.command}`;
  for (const effect of effects) {
    const { id, name, before, after } = effect;
    text +=
      `${column}${placeOf(effect)}${column}${id}${column}${name}${column}${fieldText(effect)}` +
      `${column}${before ?? ''}${column}${after ?? ''}`;
  }
  return text;
}

/** The record of a text. */
export function decodeRecord(position: number, text: string): JournalRecord {
  const columns = text.split(column);
  const [time, channel, actorId, actor = '', address = '', command = ''] = columns;
  const effects: Effect[] = [];
  for (let at = headColumns; at < columns.length; at += effectColumns) {
    const [place = '', id, name = '', field = '', before, after] = columns.slice(
      at,
      at + effectColumns,
    );
    const [kind, domain, left] = place.split('/');
    effects.push({
      kind,
      id: Number(id),
      domain: Number(domain ?? 0),
      ...(left === undefined ? {} : { left: Number(left) }),
      name,
      ...fieldOf(field),
      before: present(before),
      after: present(after),
    } as Effect);
  }
  return {
    position,
    time: Number(time),
    channel: channel as Channel,
    actorId: Number(actorId),
    actor,
    address,
    command,
    effects,
  };
}

function placeOf({ kind, domain, left }: Effect): string {
  if (left !== undefined) return `${kind}/${domain}/${left}`;
  return domain === 0 ? kind : `${kind}/${domain}`;
}

function present(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function timeOf(text: string): number {
  return Number(text.slice(0, text.indexOf(column)));
}

function passes(record: JournalRecord, filter: JournalFilter): boolean {
  const { since, actor, object, objectId } = filter;
  if (since !== undefined && record.time < since) return false;
  if (actor !== undefined && !isNamed(record.actor, actor)) return false;
  if (object === undefined) return true;
  return record.effects.some(
    ({ id, name, field, before }) =>
      id === objectId ||
      isNamed(name, object) ||
      (field === 'name' && before !== undefined && isNamed(before, object)),
  );
}

/** A wanted name without a Domain matches in every Domain. */
function isNamed(fullName: string, wanted: string): boolean {
  return fullName === wanted || (!wanted.includes('@') && fullName.startsWith(`${wanted}@`));
}
