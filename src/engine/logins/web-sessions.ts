/**
 * Web sessions: WebUser and XIMSS sessions that an administrator's command opened for an Account
 * without its password, for programs that act for its user (protocol, section 4.4). They are kept
 * in memory only, so a restart ends them, and bounded in every way. Knows neither clock nor chance:
 * times and ids are given.
 */
import type { Reader } from '../../store/store.js';
import type { AccountId, Id } from '../../tables/tables.js';
import { asciiUpper } from '../../values/letters.js';
import { isServiceOn, type Service } from '../settings/access-modes.js';
import type { NewWebSession, WebProtocol } from '../core/consequences.js';
import { type FoundAccount, domainById } from '../directory/directory.js';
import { refuse } from '../core/refusal.js';
import {
  effectiveDomainSetting,
  effectivePrefs,
  effectiveSetting,
} from '../settings/settings-chain.js';

/** An open session of any kind. */
export interface OpenSession {
  /** That of a web session is a secret: whoever has it may log in as the Account. */
  readonly id: string;
  readonly account: Id;
  /** `PWD`, `WebUser` or `XIMSS`. */
  readonly protocol: string;
  /** `TCP`, `TLS` or `HTTP`. */
  readonly transport: string;
  /** The address that the user came from, or that of the proxy in between. */
  readonly address: string;
  /** The user's address behind a proxy; empty without one. */
  readonly proxied: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** The Web Skin that was asked for; empty when none was. */
  readonly skin: string;
}

/** The kinds of web sessions, with the service that an Account needs for each. */
const serviceOf = { WebUser: 'WebMail', XIMSS: 'XIMSS' } as const satisfies Record<string, Service>;

/** How long web sessions live and how many there may be. */
export interface WebSessionLimits {
  /** A session that nobody asks for so long ends. */
  readonly idleSeconds: number;
  /** A session ends so long after it began, however busy it is. */
  readonly lifeSeconds: number;
  readonly perAccount: number;
  /** About 500 bytes each. */
  readonly total: number;
}

const usualLimits: WebSessionLimits = {
  idleSeconds: 20 * 60,
  lifeSeconds: 24 * 60 * 60,
  perAccount: 100,
  total: 50_000,
};

interface Held {
  readonly session: OpenSession;
  readonly used: number;
}

/** The open web sessions of a server. Times are milliseconds since 1970. */
export class WebSessions {
  /** In the order of their last use. */
  readonly #byId = new Map<string, Held>();
  readonly #byAccount = new Map<Id, Set<string>>();
  readonly #limits: WebSessionLimits;

  constructor(limits: Partial<WebSessionLimits> = {}) {
    this.#limits = { ...usualLimits, ...limits };
  }

  /** Refuses with `limit-reached` when there may be no further session, or none of an Account. */
  requireRoom(account: AccountId, time: number): void {
    this.#endIdle(time);
    const own = this.#byAccount.get(account)?.size ?? 0;
    if (this.#byId.size >= this.#limits.total || own >= this.#limits.perAccount) {
      refuse('limit-reached', 'too many sessions');
    }
  }

  /** Opens a session for which there was room; opening it again changes nothing. */
  open(given: NewWebSession, time: number): void {
    if (this.#byId.has(given.id)) return;
    const own = this.#byAccount.get(given.account);
    const session = { ...given, transport: 'HTTP', started: time };
    this.#byId.set(given.id, { session, used: time });
    if (own) own.add(given.id);
    else this.#byAccount.set(given.account, new Set([given.id]));
  }

  /** The session of an id, or undefined when there is none any more. */
  find(id: string, time: number): OpenSession | undefined {
    const held = this.#byId.get(id);
    if (held === undefined) return undefined;
    const { idleSeconds, lifeSeconds } = this.#limits;
    const isOver =
      time - held.used >= idleSeconds * 1000 || time - held.session.started >= lifeSeconds * 1000;
    if (!isOver) return held.session;
    this.end(id);
    return undefined;
  }

  /** Somebody asked for a session: its idle time begins anew. */
  touch(id: string, time: number): void {
    const held = this.#byId.get(id);
    if (held === undefined) return;
    this.#byId.delete(id);
    this.#byId.set(id, { ...held, used: time });
  }

  /** The sessions of an Account, in the order of their beginning. */
  of(account: Id, time: number): readonly OpenSession[] {
    const ids = [...(this.#byAccount.get(account) ?? [])];
    return ids.flatMap((id) => this.find(id, time) ?? []);
  }

  /** The Accounts that have sessions, perhaps idle ones. */
  accounts(): Iterable<Id> {
    return this.#byAccount.keys();
  }

  /** Ends a session; returns whether there was one. */
  end(id: string): boolean {
    const held = this.#byId.get(id);
    if (held === undefined) return false;
    const { account } = held.session;
    const own = this.#byAccount.get(account);
    own?.delete(id);
    if (own?.size === 0) this.#byAccount.delete(account);
    return this.#byId.delete(id);
  }

  /** Ends all sessions of an Account; returns how many there were. */
  endAll(account: Id): number {
    const ids = [...(this.#byAccount.get(account) ?? [])];
    for (const id of ids) this.end(id);
    return ids.length;
  }

  #endIdle(time: number): void {
    for (const id of this.#byId.keys()) if (this.find(id, time) !== undefined) return;
  }
}

/**
 * Refuses with `feature-off` to open a web session for an Account that could not open one itself:
 * its Domain is suspended, or one of the two does not have the service.
 */
export function requireWebService(tx: Reader, { row }: FoundAccount, protocol: WebProtocol): void {
  const service = serviceOf[protocol];
  if (domainById(tx, row.domain).suspended) refuse('feature-off', 'domain is suspended');
  const isOn =
    isServiceOn(effectiveDomainSetting(tx, row.domain, 'DomainAccessModes'), service) &&
    isServiceOn(effectiveSetting(tx, row.domain, row, 'AccessModes'), service);
  if (!isOn) refuse('feature-off', `account has no ${service} service`);
}

/** Whether an Account's preference "Fixed IP" holds its sessions to the addresses they began with. */
export function hasFixedAddress(tx: Reader, domain: Id, account: Id): boolean {
  const fixed = effectivePrefs(tx, domain, account).get('IPWatch');
  return typeof fixed === 'string' && asciiUpper(fixed) === 'YES';
}
