/**
 * Values in the order of their keys, as a tree of which a copy costs nothing: what is written later,
 * to either of them, goes to parts of its own.
 */
import { createRequire } from 'node:module';
import type { Key } from './store.js';

// The package is CommonJS with a member `default`, which loaders import in two ways.
const { default: BTree } = createRequire(import.meta.url)(
  'sorted-btree',
) as typeof import('sorted-btree');

/** Values by key, in order. */
export type Ordered<Value> = InstanceType<typeof BTree<Key, Value>>;

/** From `start` up to and without `end`; each of them may be open. */
export interface Bounds {
  readonly start?: Key | undefined;
  readonly end?: Key | undefined;
  /** Descending order. */
  readonly reverse?: boolean;
}

/** An empty tree. */
export function ordered<Value>(): Ordered<Value> {
  return new BTree<Key, Value>(undefined, byKey);
}

/**
 * The pairs of a range, in its order and without regard to its limit. The tree may not change
 * meanwhile: whoever writes to it asks a copy.
 */
export function pairsBetween<Value>(
  tree: Ordered<Value>,
  { start, end, reverse = false }: Bounds,
): Iterable<readonly [Key, Value]> {
  const first = start === undefined ? tree.minKey() : tree.getPairOrNextHigher(start)?.[0];
  if (first === undefined || (end !== undefined && first >= end)) return [];
  return walk(tree, start, end, reverse);
}

function byKey(one: Key, other: Key): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Pairs that are valid until the next one is asked for. */
function* walk<Value>(
  tree: Ordered<Value>,
  start: Key | undefined,
  end: Key | undefined,
  reverse: boolean,
): Generator<readonly [Key, Value], void, undefined> {
  const reused: (Key | Value)[] = [];
  const pairs = reverse ? tree.entriesReversed(end, reused, true) : tree.entries(start, reused);
  for (const pair of pairs) {
    const [key] = pair;
    if (reverse ? start !== undefined && key < start : end !== undefined && key >= end) return;
    yield pair;
  }
}
