/** Passwords of an export as plain texts, for servers of other makers (ruling 18). */
import { dictionaryOf } from '../../engine/core/documents.js';
import type { Store, Writer } from '../../store/store.js';
import { accounts, documents, type Id } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import { isArray, isDictionary, type Value } from '../../values/value.js';

/** How many Accounts one transaction looks at. */
const accountsAtOnce = 1000;

/** Gives the clear password of a stored form; undefined for a one-way form and for other texts. */
export type Reveal = (stored: string) => string | undefined;

/** How many passwords are plain texts now, and of how many nobody knows the plain text. */
export interface Passwords {
  readonly clear: number;
  readonly oneWay: number;
}

/** Puts plain texts in the place of passwords in a store. */
export async function clearPasswords(store: Store, reveal: Reveal): Promise<Passwords> {
  const counts = { clear: 0, oneWay: 0 };
  const opened = (stored: string): string => {
    const clear = reveal(stored);
    counts[clear === undefined ? 'oneWay' : 'clear'] += 1;
    return clear ?? stored;
  };
  let next: Id | undefined = 0;
  while (next !== undefined) {
    const from: Id = next;
    next = await store.update((tx) => openSome(tx, from, opened));
  }
  return counts;
}

/** Opens the passwords of some Accounts; returns where to go on. */
function openSome(tx: Writer, from: Id, opened: (stored: string) => string): Id | undefined {
  let last: Id | undefined;
  const some = [...tx.range(accounts, { start: from, limit: accountsAtOnce })];
  for (const [id, row] of some) {
    last = id;
    const settings = new Map(dictionaryOf(row.settings));
    const password = settings.get('Password');
    if (typeof password === 'string') {
      settings.set('Password', opened(password));
      tx.put(accounts, id, { ...row, settings: print(settings) });
    }
    const others = tx.get(documents, `${id}/passwords`);
    if (others !== undefined) {
      tx.put(documents, `${id}/passwords`, print(openedIn(dictionaryOf(others), opened)));
    }
  }
  return last === undefined ? undefined : last + 1;
}

/** A value with its strings opened, at whatever depth. */
function openedIn(value: Value, opened: (stored: string) => string): Value {
  if (typeof value === 'string') return opened(value);
  if (isArray(value)) return value.map((element) => openedIn(element, opened));
  if (!isDictionary(value)) return value;
  return new Map(Array.from(value, ([key, inner]) => [key, openedIn(inner, opened)]));
}
