/** Long walks in steps: transactions of `Store.viewInSlices` that may be interrupted after a few rows. */

/** How many rows are a step: less than a millisecond where a row costs little. */
const usualRows = 100;

/** For rows each of which may cost a millisecond, because a stored dictionary is read of it. */
export const oneRow = 1;

/** Visits each row; stops when a visit gives false. `rowsOfStep` are a step. */
export function* visitInSteps<Row>(
  rows: Iterable<Row>,
  visit: (row: Row) => unknown,
  rowsOfStep = usualRows,
): Generator<void, void, undefined> {
  let left = rowsOfStep;
  for (const row of rows) {
    if (visit(row) === false) return;
    left -= 1;
    if (left > 0) continue;
    yield;
    left = rowsOfStep;
  }
}

/** What each row gives. `rowsOfStep` are a step. */
export function* mapInSteps<Row, Item>(
  rows: Iterable<Row>,
  itemOf: (row: Row) => Item,
  rowsOfStep = usualRows,
): Generator<void, Item[], undefined> {
  const items: Item[] = [];
  const visit = (row: Row): void => {
    items.push(itemOf(row));
  };
  yield* visitInSteps(rows, visit, rowsOfStep);
  return items;
}

/** The pairs of a map. `rowsOfStep` are a step. */
export function* collectInSteps<Key, Item>(
  pairs: Iterable<readonly [Key, Item]>,
  rowsOfStep = usualRows,
): Generator<void, ReadonlyMap<Key, Item>, undefined> {
  const found = new Map<Key, Item>();
  const visit = ([key, item]: readonly [Key, Item]): void => {
    found.set(key, item);
  };
  yield* visitInSteps(pairs, visit, rowsOfStep);
  return found;
}
