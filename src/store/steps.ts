/** Long walks in steps: works of `Store.viewInSlices` that may be interrupted after a few rows. */

/** How many rows are a step: less than a millisecond even for rows that cost much. */
const rowsOfStep = 100;

/** Visits each row; stops when a visit gives false. */
export function* visitInSteps<Row>(
  rows: Iterable<Row>,
  visit: (row: Row) => unknown,
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

/** What each row gives. */
export function* mapInSteps<Row, Item>(
  rows: Iterable<Row>,
  itemOf: (row: Row) => Item,
): Generator<void, Item[], undefined> {
  const items: Item[] = [];
  yield* visitInSteps(rows, (row) => {
    items.push(itemOf(row));
  });
  return items;
}
