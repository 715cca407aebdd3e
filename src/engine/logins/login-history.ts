/**
 * Who logged in when and from where, for GetAccountInfo. Volatile: it is kept in memory only, so a
 * login costs no write, and a restart forgets it. Bounded: the Accounts that were heard of longest
 * ago go first.
 */
import { BoundedMap } from '../../memory/bounded-map.js';
import type { Id } from '../../tables/tables.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';

/** How many Accounts are remembered unless it is said otherwise: about 30 MB at most. */
const usualCapacity = 100_000;

interface Visit {
  readonly time: number;
  readonly address: string;
}

interface Visits {
  readonly last?: Visit | undefined;
  readonly previous?: Visit | undefined;
  readonly failed?: Visit | undefined;
}

const noVisits: Visits = {};

/** How each visit is told: its time, and from where. */
const elementsOf: readonly (readonly [visit: keyof Visits, time: string, address: string])[] = [
  ['last', 'LastLogin', 'LastAddress'],
  ['previous', 'PrevLogin', 'PrevLoginAddress'],
  ['failed', 'LastFailedLogin', 'LastFailedLoginAddress'],
];

/**
 * The info elements of logins among others that may be damaged, as far as they can be true now:
 * `now` is in milliseconds since 1970.
 */
export function loginsIn(elements: Dictionary, now: number): Dictionary {
  const found = new Map<string, Value>();
  for (const [, timeKey, addressKey] of elementsOf) {
    const time = elements.get(timeKey);
    const address = elements.get(addressKey);
    if (!(time instanceof TimeStamp) || time.kind !== 'time') continue;
    if (time.seconds <= 0 || time.seconds * 1000 > now) continue;
    found.set(timeKey, time);
    const isAddress = typeof address === 'string' && /^\[[0-9A-Fa-f.:]+\]$/.test(address);
    if (isAddress) found.set(addressKey, address);
  }
  return found;
}

/** The logins of Accounts since the start. Times are milliseconds since 1970. */
export class LoginHistory {
  readonly #visits: BoundedMap<Id, Visits>;
  readonly #touched = new Set<Id>();

  constructor(private readonly capacity: number = usualCapacity) {
    this.#visits = new BoundedMap(capacity);
  }

  /** Notes a login. */
  succeeded(account: Id, time: number, address: string): void {
    const known = this.#visits.get(account) ?? noVisits;
    this.#keep(account, { ...known, last: { time, address }, previous: known.last });
  }

  /** Notes a login that was refused. */
  failed(account: Id, time: number, address: string): void {
    const known = this.#visits.get(account) ?? noVisits;
    this.#keep(account, { ...known, failed: { time, address } });
  }

  /**
   * The info elements of an Account's logins; those that never happened are absent. Addresses are
   * texts in brackets: one client cannot read the address type (data-format, section 7).
   */
  of(account: Id): Dictionary {
    const visits = this.#visits.get(account) ?? noVisits;
    const elements = new Map<string, Value>();
    for (const [key, timeKey, addressKey] of elementsOf) {
      const visit = visits[key];
      if (!visit) continue;
      elements.set(timeKey, new TimeStamp('time', Math.floor(visit.time / 1000)));
      if (visit.address !== '') elements.set(addressKey, `[${visit.address}]`);
    }
    return elements;
  }

  /** The Accounts of which something was noted since this was last asked. */
  takeTouched(): readonly Id[] {
    const touched = [...this.#touched];
    this.#touched.clear();
    return touched;
  }

  /** The address of an Account's last login, if there was one. */
  lastAddress(account: Id): string | undefined {
    return this.#visits.get(account)?.last?.address;
  }

  #keep(account: Id, visits: Visits): void {
    this.#visits.set(account, visits);
    if (this.#touched.size < this.capacity) this.#touched.add(account);
  }
}
