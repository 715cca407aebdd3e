/**
 * The temporary lock of an Account after too many failed logins: its setting `FailedLoginFlow`.
 * Volatile and bounded, as the login history is. Knows no address and no password.
 */
import type { Id } from '../store/tables.js';
import { isArray, type Value } from '../values/value.js';

/** How many Accounts may have failed logins counted at once; the oldest count goes first. */
const usualCapacity = 100_000;

/** So many within a period. */
export interface Flow {
  readonly count: number;
  /** Milliseconds. */
  readonly period: number;
}

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a flow limit such as `(10,1m)` (objects, section 3.5); undefined when it limits nothing. */
export function readFlow(value: Value | undefined): Flow | undefined {
  if (!isArray(value) || value.length !== 2) return undefined;
  const [count, period] = value.map((item) => (typeof item === 'bigint' ? String(item) : item));
  if (typeof count !== 'string' || typeof period !== 'string') return undefined;
  const [, digits, unit = ''] = /^(\d{1,9})([smhd]?)$/.exec(period) ?? [];
  if (!/^\d{1,9}$/.test(count) || digits === undefined) return undefined;
  return { count: Number(count), period: Number(digits) * (units[unit] ?? 1) * 1000 };
}

interface Counted {
  readonly since: number;
  readonly failures: number;
}

/** Counts failed logins. Times are milliseconds since 1970. */
export class FailedLogins {
  readonly #counted = new Map<Id, Counted>();

  constructor(private readonly capacity: number = usualCapacity) {}

  /** Whether the Account used up its flow in the period that its first failure began. */
  isLocked(account: Id, flow: Flow | undefined, time: number): boolean {
    const counted = this.#current(account, flow, time);
    return flow !== undefined && counted !== undefined && counted.failures >= flow.count;
  }

  /** Counts a failure. */
  failed(account: Id, flow: Flow | undefined, time: number): void {
    if (flow === undefined) return;
    const { since, failures } = this.#current(account, flow, time) ?? { since: time, failures: 0 };
    this.#counted.delete(account);
    for (const oldest of this.#counted.keys()) {
      if (this.#counted.size < this.capacity) break;
      this.#counted.delete(oldest);
    }
    this.#counted.set(account, { since, failures: failures + 1 });
  }

  /** Forgets the failures of an Account, because it logged in. */
  succeeded(account: Id): void {
    this.#counted.delete(account);
  }

  #current(account: Id, flow: Flow | undefined, time: number): Counted | undefined {
    const counted = this.#counted.get(account);
    if (!counted || !flow) return undefined;
    if (time >= counted.since && time < counted.since + flow.period) return counted;
    this.#counted.delete(account);
    return undefined;
  }
}
