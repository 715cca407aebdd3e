/**
 * An import of a Domain that was not finished, because the program was killed or a file was broken
 * half-way: its rows are under an id that no name points to, and a fact of the store tells of it.
 * Taking it back leaves neither rows nor files of it.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dictionaryOf } from '../../engine/core/documents.js';
import { discard, removeUnder } from '../../engine/directory/remains.js';
import { lists } from '../../tables/list-tables.js';
import { keysUnder, type Reader, type Writer } from '../../store/store.js';
import { metadata } from '../../store/metadata.js';
import {
  accounts,
  counters,
  forwarders,
  groups,
  names,
  type Id,
  type NameRow,
} from '../../tables/tables.js';
import { namedTasks } from '../../tables/task-tables.js';
import { print } from '../../values/print.js';
import type { Value } from '../../values/value.js';
import { at, stagingDirectory } from './staging.js';
import type { Target } from './target.js';
import { domainTables, domainSets, counted } from '../../engine/directory/belongings.js';
import { Change } from '../../engine/core/change.js';
import { countOf } from '../../engine/directory/directory.js';

/** The fact that tells of an import under way. */
const fact = 'importing';

/** How many names one transaction rolls back. */
const namesAtOnce = 1000;

/** An import under way. */
export interface UnderWay {
  readonly domain: Id;
  /** The Domain's directory below the base directory. */
  readonly location: string;
  /** The directory was not there before, so all of it is the import's. */
  readonly ownsLocation: boolean;
}

/** Report in the import's first transaction that it is under way. */
export function noteUnderWay(tx: Writer, { domain, location, ownsLocation }: UnderWay): void {
  const told = new Map<string, Value>([
    ['Domain', BigInt(domain)],
    ['Location', location],
    ['OwnsLocation', ownsLocation ? 'YES' : 'NO'],
  ]);
  tx.put(metadata, fact, print(told));
}

/** Report in the import's last transaction that it is done. */
export function noteFinished(tx: Writer): void {
  tx.remove(metadata, fact);
}

/** Removes copies that an earlier import left on their way. */
export function clearStaging({ base, dryRun }: Pick<Target, 'base' | 'dryRun'>): void {
  if (!dryRun) rmSync(join(base, stagingDirectory), { recursive: true, force: true });
}

/** Whether an import was not finished: until it is rolled back its rows are nobody's. */
export function isUnfinished(tx: Reader): boolean {
  return tx.get(metadata, fact) !== undefined;
}

/** Rolls back an import that was not finished, if there is one; returns whether there was. */
export async function rollBackUnfinished({
  store,
  base,
  dryRun,
}: Pick<Target, 'store' | 'base' | 'dryRun'>): Promise<boolean> {
  if (dryRun) return false;
  const told = await store.view((tx) => tx.get(metadata, fact));
  if (told === undefined) return false;
  const underWay = dictionaryOf(told);
  const domain = Number(underWay.get('Domain'));
  while (await store.update((tx) => rollBackSome(tx, domain))) continue;
  const location = underWay.get('Location');
  if (underWay.get('OwnsLocation') === 'YES' && typeof location === 'string' && location !== '') {
    rmSync(at(Buffer.from(base), location), { recursive: true, force: true });
  }
  await store.update((tx) => {
    rollBackRest(tx, domain);
    noteFinished(tx);
  });
  return true;
}

/** Removes some objects with what belongs to them; returns whether there may be more. */
function rollBackSome(tx: Writer, domain: Id): boolean {
  const span = { ...keysUnder(`${domain}/`), limit: namesAtOnce };
  const some = Array.from(tx.range(names, span));
  for (const [key, row] of some) {
    rollBackObject(tx, row);
    tx.remove(names, key);
  }
  return some.length > 0;
}

function rollBackObject(tx: Writer, named: NameRow): void {
  const change = new Change(tx, 0);
  switch (named.kind) {
    case 'alias':
      return;
    case 'account':
      discard(change, 'account', named.id);
      return tx.remove(accounts, named.id);
    case 'group': {
      const row = tx.get(groups, named.id);
      if (row !== undefined) discard(change, 'roll', row.roll);
      return tx.remove(groups, named.id);
    }
    case 'forwarder':
      return tx.remove(forwarders, named.id);
    case 'list':
      discard(change, 'list', named.id);
      return tx.remove(lists, named.id);
    case 'task':
      return tx.remove(namedTasks, named.id);
  }
}

function rollBackRest(tx: Writer, domain: Id): void {
  const change = new Change(tx, 0);
  for (const table of domainTables) removeUnder(change, table, domain, Infinity);
  for (const [key, set] of Array.from(tx.range(domainSets, keysUnder(`${domain}/`)))) {
    tx.remove(domainSets, key);
    discard(change, 'fileSet', set.id);
  }
  for (const kind of counted) tx.remove(counters, countOf(kind, domain));
}
