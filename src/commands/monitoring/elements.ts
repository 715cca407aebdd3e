/**
 * The statistics elements of this server, in the order in which they are walked: its own, then the
 * Custom ones that administrators keep. Counters begin at 0 with each start, Custom elements stay.
 */
import { countOf } from '../../engine/directory.js';
import { listDomains } from '../../engine/domains.js';
import { refuse } from '../../engine/refusal.js';
import { customElement, customElementAfter } from '../../engine/stat-elements.js';
import { keysUnder, type Reader } from '../../store/store.js';
import { counters, domains } from '../../store/tables.js';
import { asciiLower } from '../../values/letters.js';
import type { Surroundings } from '../surroundings.js';

/** Where elements are read. */
interface Place {
  readonly tx: Reader;
  readonly server: Surroundings;
}

/** Elements of modules that are not here. Monitoring programs ask for them, and 0 is true. */
const absent: readonly string[] = [
  'numQueuedMessages',
  'smtpInputActive',
  'smtpInputTotal',
  'smtpInputJobs',
  'smtpInputTrafficIn',
  'popInputJobs',
  'sipTotalServers',
];

/** The number of all Accounts: each Domain counts its own. */
function accountTotal(tx: Reader): number {
  let total = 0;
  const prefix = countOf('account', 0).slice(0, -1);
  for (const [key, count] of tx.range(counters, keysUnder(prefix))) {
    if (tx.get(domains, Number(key.slice(prefix.length))) !== undefined) total += count;
  }
  return total;
}

/** The server's own elements with their values of this moment. */
export function ownElements({ tx, server }: Place): ReadonlyMap<string, number> {
  return new Map([
    ...server.operations.counters(),
    ['numRecordsToProject', server.documentedFiles.lag(tx).records],
    ['numFilesToProject', server.documentedFiles.lag(tx).files],
    ['numDomains', listDomains(tx).length],
    ['numAccounts', accountTotal(tx)],
    ...absent.map((name): [string, number] => [name, 0]),
  ]);
}

/** Whether a name is one of the server's own elements, which nobody sets. */
export function isOwnElement(place: Place, name: string): boolean {
  return spelling(ownElements(place), name) !== undefined;
}

/** The value of an element. Refuses with `unknown-element`. */
export function elementValue(place: Place, name: string): bigint {
  const own = ownElements(place);
  const found = own.get(spelling(own, name) ?? '');
  if (found !== undefined) return BigInt(found);
  return (customElement(place.tx, name) ?? refuse('unknown-element')).value;
}

/** The name of the element behind another one; of the first one when that is empty. */
export function elementAfter(place: Place, name: string): string {
  const own = ownElements(place);
  const names = [...own.keys()];
  const known = spelling(own, name);
  const next = name === '' ? names[0] : known && names[names.indexOf(known) + 1];
  if (next !== undefined) return next;
  if (known === undefined && customElement(place.tx, name) === undefined) refuse('unknown-element');
  const custom = customElementAfter(place.tx, known === undefined ? name : '');
  return (custom ?? refuse('unknown-element', 'there are no more statistics elements')).name;
}

/** An own element's name as it is told; letter case has no meaning. */
function spelling(own: ReadonlyMap<string, number>, name: string): string | undefined {
  const folded = asciiLower(name);
  return own.has(name) ? name : [...own.keys()].find((key) => asciiLower(key) === folded);
}
