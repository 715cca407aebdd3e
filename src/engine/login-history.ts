/**
 * Who logged in when and from where, for GetAccountInfo. Volatile: it is kept in memory only, so a
 * login costs no write, and a restart forgets it. Bounded: the Accounts that were heard of longest
 * ago go first.
 */
import type { Id } from '../store/tables.js';
import { TimeStamp, type Dictionary, type Value } from '../values/value.js';

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

/** The logins of Accounts since the start. Times are milliseconds since 1970. */
export class LoginHistory {
  readonly #visits = new Map<Id, Visits>();
  readonly #touched = new Set<Id>();

  constructor(private readonly capacity: number = usualCapacity) {}

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
    const { last, previous, failed } = this.#visits.get(account) ?? noVisits;
    const elements = new Map<string, Value>();
    const tell = (visit: Visit | undefined, timeKey: string, addressKey: string): void => {
      if (!visit) return;
      elements.set(timeKey, new TimeStamp('time', Math.floor(visit.time / 1000)));
      if (visit.address !== '') elements.set(addressKey, `[${visit.address}]`);
    };
    tell(last, 'LastLogin', 'LastAddress');
    tell(previous, 'PrevLogin', 'PrevLoginAddress');
    tell(failed, 'LastFailedLogin', 'LastFailedLoginAddress');
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
    this.#visits.delete(account);
    for (const oldest of this.#visits.keys()) {
      if (this.#visits.size < this.capacity) break;
      this.#visits.delete(oldest);
    }
    this.#visits.set(account, visits);
    if (this.#touched.size < this.capacity) this.#touched.add(account);
  }
}
