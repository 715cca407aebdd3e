/**
 * The statistics elements of this server, in the order in which they are walked: its own, then the
 * Custom ones that administrators keep. Counters begin at 0 with each start, Custom elements stay.
 */
import { countOf } from '../../engine/directory/directory.js';
import { listDomains } from '../../engine/domains/domains.js';
import { refuse } from '../../engine/core/refusal.js';
import { customElement, customElementAfter } from '../../engine/server/stat-elements.js';
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import { counters, domains } from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import type { ServerContext } from '../server-context.js';

/** Where elements are read. */
interface Place {
  readonly tx: Reader;
  readonly server: ServerContext;
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

/** An element's value, or how it is counted, in steps. */
type Element = number | ((tx: Reader) => Generator<void, number>);

function* domainTotal(tx: Reader): Generator<void, number> {
  return (yield* listDomains(tx)).length;
}

/** The number of all Accounts: each Domain counts its own. */
function* accountTotal(tx: Reader): Generator<void, number> {
  let total = 0;
  const prefix = countOf('account', 0).slice(0, -1);
  yield* visitInSteps(tx.range(counters, keysUnder(prefix)), ([key, count]) => {
    if (tx.get(domains, Number(key.slice(prefix.length))) !== undefined) total += count;
  });
  return total;
}

/** The server's own elements. */
function ownElements({ tx, server }: Place): ReadonlyMap<string, Element> {
  return new Map<string, Element>([
    ...server.operations.counters(),
    ['numRecordsToProject', server.documentedFiles.lag(tx).records],
    ['numFilesToProject', server.documentedFiles.lag(tx).files],
    ['numDomains', domainTotal],
    ['numAccounts', accountTotal],
    ...absent.map((name): [string, number] => [name, 0]),
  ]);
}

function* valueOf(tx: Reader, element: Element): Generator<void, number> {
  return typeof element === 'number' ? element : yield* element(tx);
}

/** Those of the server's own elements that need no counting, with their values, as one line. */
export function countedElementsText(place: Place): string {
  return [...ownElements(place)]
    .filter(([, element]) => typeof element === 'number')
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

/** Whether a name is one of the server's own elements, which nobody sets. */
export function isOwnElement(place: Place, name: string): boolean {
  return spelling(ownElements(place), name) !== undefined;
}

/** The value of an element. Refuses with `unknown-element`. */
export function* elementValue(place: Place, name: string): Generator<void, bigint> {
  const own = ownElements(place);
  const found = own.get(spelling(own, name) ?? '');
  if (found !== undefined) return BigInt(yield* valueOf(place.tx, found));
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
function spelling(own: ReadonlyMap<string, Element>, name: string): string | undefined {
  const folded = asciiLower(name);
  return own.has(name) ? name : [...own.keys()].find((key) => asciiLower(key) === folded);
}
