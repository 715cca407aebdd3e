/**
 * A store as it is without what is gone and still being swept (`engine/directory/remains.ts`): the rules of
 * the check hold for what is left. Ids are never reused, whatever they stand for, so a row is gone
 * when an id in its key is, or for an index that the whole server shares the id that it leads to.
 */
import { boundTo } from '../../engine/directory/rolls.js';
import { datasets } from '../../tables/dataset-tables.js';
import { fileSets } from '../../tables/file-tables.js';
import { gone, type GoneKind } from '../../tables/gone-tables.js';
import { awaitedNames, memberOf, rollMembers, rolls } from '../../tables/roll-tables.js';
import { keysUnder, type Key, type Reader, type KeyRange, type Table } from '../../store/store.js';
import { counters, journal, names, telnums, type Id } from '../../tables/tables.js';

/** The reader itself when nothing is gone. Costs by what is gone and by the number of Groups. */
export function withoutGone(tx: Reader): Reader {
  const ids = goneIds(tx);
  return ids.size === 0 ? tx : new Remaining(tx, ids);
}

/** The ids of all that is gone with rows of it left. */
function goneIds(tx: Reader): ReadonlySet<Id> {
  const ids = new Set<Id>();
  const homes = new Set<Id>();
  for (const [key] of tx.range(gone, {})) {
    const [kind, id] = key.split('/') as [GoneKind, string];
    ids.add(Number(id));
    if (kind === 'domain') homes.add(Number(id));
  }
  for (const domain of homes) {
    for (const [, { id }] of tx.range(names, keysUnder(`${domain}/`))) ids.add(id);
    for (const [, { id }] of tx.range(fileSets, keysUnder(`${domain}/`))) ids.add(id);
  }
  if (homes.size > 0) {
    for (const [id, { domain }] of tx.range(rolls, {})) if (homes.has(domain)) ids.add(id);
  }
  for (const owner of [...ids]) {
    for (const [, set] of tx.range(datasets, keysUnder(`${owner}/`))) ids.add(set);
  }
  return ids;
}

class Remaining implements Reader {
  constructor(
    private readonly tx: Reader,
    private readonly ids: ReadonlySet<Id>,
  ) {}

  get<K extends Key, Row>(table: Table<K, Row>, key: K): Row | undefined {
    const row = this.tx.get(table, key);
    return row === undefined || this.#isGone(table, key, row) ? undefined : row;
  }

  *range<K extends Key, Row>(
    table: Table<K, Row>,
    { limit = Infinity, ...span }: KeyRange<K>,
  ): Generator<readonly [K, Row], void> {
    let left = limit;
    for (const [key, row] of this.tx.range(table, span)) {
      if (left <= 0) return;
      if (this.#isGone(table, key, row)) continue;
      yield [key, row];
      left -= 1;
    }
  }

  #isGone<Row>({ name }: Table<Key, Row>, key: Key, row: Row): boolean {
    if (typeof key === 'number') return name !== journal.name && this.ids.has(key);
    if (!key.includes('/') && name !== telnums.name) return false;
    switch (name) {
      case telnums.name:
        return this.ids.has(row as Id);
      case counters.name:
        return this.ids.has(Number(key.slice(key.lastIndexOf('/') + 1)));
      case rollMembers.name:
        return (
          this.ids.has(Number(key.slice(0, key.indexOf('/')))) ||
          this.ids.has(boundTo(row as string) ?? 0)
        );
      case memberOf.name:
      case awaitedNames.name:
        return key.split('/').some((part, at, { length }) => {
          return (at === 0 || at === length - 2) && this.ids.has(Number(part));
        });
      default:
        return this.ids.has(Number(key.slice(0, key.indexOf('/'))));
    }
  }
}
