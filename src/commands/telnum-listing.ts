/** Telephone numbers as the commands list them. */
import type { FoundDomain } from '../engine/directory/directory.js';
import { visitTelnums, type TelnumFilter } from '../engine/accounts/telnum-lists.js';
import type { Reader } from '../store/store.js';
import type { Dictionary, Value } from '../values/value.js';

/** Accounts of a Domain or of all by number, and under the empty key how many numbers there are in all. */
export function* listedTelnums(
  tx: Reader,
  domain: FoundDomain | undefined,
  wanted: TelnumFilter,
): Generator<void, Dictionary> {
  const found = new Map<string, Value>();
  const total = yield* visitTelnums(tx, domain, wanted, (number, name) => found.set(number, name));
  return found.set('', BigInt(total));
}
