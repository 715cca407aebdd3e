/**
 * Custom statistics elements: named numbers that administrators and their programs keep on the
 * server (catalogue, section "Monitoring"). The elements that tell of the server itself are not here.
 */
import type { Reader } from '../../store/store.js';
import { statElements, type StatElementRow } from '../../tables/statistics-tables.js';
import { asciiLower } from '../../values/letters.js';
import type { Change } from '../core/change.js';
import { addToCounter, counter } from '../directory/directory.js';
import { refuse } from '../core/refusal.js';
import { effectOn } from '../core/effects.js';
import { theServer } from '../directory/subjects.js';

/** How many there may be, so that a program that makes up names cannot fill the store. */
const elementsMax = 1000;

const elementCount = 'statElements';

/** What the name of a Custom element looks like; that is what makes it one. */
const customName = /^custom[A-Za-z0-9._-]{0,120}$/i;

/** A Custom element, or undefined when nobody has set it. Letter case has no meaning. */
export function customElement(tx: Reader, name: string): StatElementRow | undefined {
  return customName.test(name) ? tx.get(statElements, asciiLower(name)) : undefined;
}

/** The first Custom element behind a name, in the order of names; `''` stands before all. */
export function customElementAfter(tx: Reader, name: string): StatElementRow | undefined {
  const folded = asciiLower(name);
  for (const [key, row] of tx.range(statElements, { start: folded, limit: 2 })) {
    if (key !== folded) return row;
  }
  return undefined;
}

/**
 * Sets a Custom element, which makes it when it is not there, or adds to it; returns its new value.
 * Refuses with `unknown-element` a name that cannot be one's, and with `limit-reached`.
 */
export function changeElement(
  change: Change,
  name: string,
  amount: bigint,
  how: 'add' | 'set',
): bigint {
  if (!customName.test(name)) refuse('unknown-element');
  const { tx } = change;
  const before = customElement(tx, name);
  if (before === undefined) {
    if (counter(tx, elementCount) >= elementsMax) refuse('limit-reached');
    addToCounter(tx, elementCount, 1);
  }
  const value = BigInt.asIntN(64, how === 'add' ? (before?.value ?? 0n) + amount : amount);
  if (before?.value === value) return value;
  const row = { name: before?.name ?? name, value };
  const told = effectOn(theServer, 'statistics element', {
    part: row.name,
    before: before && `#${before.value}`,
    after: `#${value}`,
  });
  change.put(statElements, asciiLower(name), row, told);
  return value;
}
