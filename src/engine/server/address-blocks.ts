/**
 * Network addresses that administrators block (catalogue, section "Miscellaneous"): kept, so that a
 * restart ends no block. What counts as one address, and whom a block keeps out, the server knows.
 */
import { addressBlockEnds, addressBlocks, blockEndKey } from '../../tables/address-tables.js';
import type { Reader } from '../../store/store.js';
import { print } from '../../values/print.js';
import type { Change } from '../core/change.js';
import { addToCounter, counter } from '../directory/directory.js';
import { effectOn, type Effect } from '../core/effects.js';
import { refuse } from '../core/refusal.js';
import { theServer } from '../directory/subjects.js';

/** An address and how long its block lasts: Infinity is for good, 0 ends it. */
export interface AddressBlock {
  readonly address: string;
  readonly seconds: number;
}

/** As many as the server looks at, so that a program that makes up addresses cannot fill the store. */
export const blocksMax = 100_000;

const blockCount = 'addressBlocks';

/** The form in which commands list a block. */
export function listedBlock({ address, seconds }: AddressBlock): string {
  return `${address}-${seconds === Infinity ? '*' : seconds}`;
}

/**
 * Keeps blocks from now on, and forgets those that have ended. Refuses with `limit-reached` when
 * there would be too many that last.
 */
export function keepBlocks(change: Change, blocks: readonly AddressBlock[]): void {
  const { tx, now } = change;
  const told = effectOn(theServer, 'blocked addresses', {
    before: undefined,
    after: print(blocks.map(listedBlock).join(',')),
  });
  change.tell(told);
  for (const key of endedKeys(tx, now)) forget(change, key.slice(key.indexOf('/') + 1), told);
  for (const { address, seconds } of blocks) {
    change.afterCommit({ kind: 'block address', address, seconds });
    forget(change, address, told);
    if (seconds === 0) continue;
    const until = now + seconds * 1000;
    change.put(addressBlocks, address, until, told);
    if (until !== Infinity) tx.put(addressBlockEnds, blockEndKey(until, address), '');
    addToCounter(tx, blockCount, 1);
  }
  if (counter(tx, blockCount) > blocksMax) refuse('limit-reached');
}

/** The blocks that last, with what is left of them. */
export function lastingBlocks(tx: Reader, now: number): readonly AddressBlock[] {
  return Array.from(tx.range(addressBlocks, {}), ([address, until]) => ({
    address,
    seconds: (until - now) / 1000,
  })).filter(({ seconds }) => seconds > 0);
}

function endedKeys(tx: Reader, now: number): readonly string[] {
  return Array.from(tx.range(addressBlockEnds, { end: blockEndKey(now + 1) }), ([key]) => key);
}

function forget(change: Change, address: string, told: Effect): void {
  const { tx } = change;
  const until = tx.get(addressBlocks, address);
  if (until === undefined) return;
  change.remove(addressBlocks, address, told);
  if (until !== Infinity) tx.remove(addressBlockEnds, blockEndKey(until, address));
  addToCounter(tx, blockCount, -1);
}
