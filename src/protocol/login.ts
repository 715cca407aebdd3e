/**
 * Who may log in, decided in one place (protocol, section 4; objects, section 13; rulings 17).
 * The password is tried whatever else stands against the login, and what is told to the client
 * never differs; only `why`, for the log, does.
 */
import { beginChange } from '../engine/change.js';
import { keepPassword } from '../engine/account-passwords.js';
import type { Service } from '../engine/access-modes.js';
import { dictionaryOf } from '../engine/documents.js';
import { FailedLogins } from '../engine/failed-logins.js';
import { appendRecord } from '../engine/journal.js';
import type { LoginHistory } from '../engine/login-history.js';
import type { BoundAddresses } from '../engine/login-names.js';
import { hasFixedAddress, type WebSessions } from '../engine/web-sessions.js';
import type { Passwords } from '../passwords/passwords.js';
import type { Reader, Store } from '../store/store.js';
import { accounts, type Id } from '../store/tables.js';
import type { Authenticator, Link, Login } from './authenticator.js';
import { readClaim, type Attempt, type Claim, type Door } from './login-claim.js';

/** What deciding on logins needs. */
export interface LoginParts {
  readonly store: Store;
  readonly passwords: Passwords;
  /** Told of every login of an Account. */
  readonly history: LoginHistory;
  /** Told of every login of an Account that succeeded, for its statistics. */
  readonly counted?: (account: Id) => void;
  /** The web sessions whose ids log in; none when it is undefined. */
  readonly webSessions?: WebSessions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when an imported password could not be replaced; the login is not touched by that. */
  readonly failed: (error: unknown) => void;
  /** Failed logins so far; shared by all doors of a server. */
  readonly failures?: FailedLogins;
  /** The service that must be on: PWD unless it is said otherwise. */
  readonly service?: Service;
  /** Names of Domains by the server's addresses that are bound to them. */
  readonly bound?: BoundAddresses;
}

/** An application password beyond these many is not tried: each may cost a slow verification. */
const applicationsTriedMax = 16;

const wrongSecret: Readonly<Record<Attempt['kind'], string>> = {
  clear: 'incorrect password',
  proof: 'incorrect password',
  session: 'there is no such web session',
};

/** What a proof is tried with when there is no clear password. */
const decoy = 'no password at all';

/** Makes the one who decides. */
export function makeAuthenticator(parts: LoginParts): Authenticator {
  return new StoreAuthenticator(parts);
}

class StoreAuthenticator implements Authenticator {
  readonly #parts: LoginParts;
  readonly #failures: FailedLogins;
  readonly #door: Door;

  constructor(parts: LoginParts) {
    this.#parts = parts;
    this.#failures = parts.failures ?? new FailedLogins();
    this.#door = { service: parts.service ?? 'PWD', bound: parts.bound ?? new Map() };
  }

  clear(
    loginName: string,
    candidates: readonly string[],
    link: Link,
    method?: string,
  ): Login | Promise<Login> {
    const attempt: Attempt = { loginName, link, kind: 'clear', method };
    return whenKnown(this.#claim(attempt), (claim) =>
      whenKnown(this.#matchOf(claim, candidates), (match) => {
        const login = this.#decide(claim, match !== undefined, attempt);
        if (login.ok && match && match.stored === claim.stored) {
          this.#replaceImported(claim, match, attempt);
        }
        return login;
      }),
    );
  }

  proof(
    loginName: string,
    proves: (clear: string) => boolean,
    link: Link,
    method?: string,
  ): Login | Promise<Login> {
    const attempt: Attempt = { loginName, link, kind: 'proof', method };
    return whenKnown(this.#claim(attempt), (claim) => {
      const clear = this.#parts.passwords.reveal(claim.stored);
      const proven = proves(clear ?? decoy);
      return this.#decide(claim, proven && clear !== undefined, attempt);
    });
  }

  webSession(loginName: string, id: string, link: Link): Login | Promise<Login> {
    const attempt: Attempt = { loginName, link, kind: 'session', method: undefined };
    const time = this.#parts.now();
    const known = this.#parts.store.view((tx) => {
      const claim = readClaim(tx, attempt, this.#door);
      return { claim, opens: this.#isSessionOf(tx, claim, id, link, time) };
    });
    return whenKnown(known, ({ claim, opens }) => {
      const login = this.#decide(claim, opens, attempt);
      if (login.ok) this.#parts.webSessions?.touch(id, time);
      return login;
    });
  }

  /** Whether a web session is open, belongs to the Account, and may be used from this address. */
  #isSessionOf(tx: Reader, claim: Claim, id: string, link: Link, time: number): boolean {
    const session = this.#parts.webSessions?.find(id, time);
    if (session === undefined || session.account !== claim.account) return false;
    const row = tx.get(accounts, session.account);
    if (row === undefined) return false;
    if (!hasFixedAddress(tx, row.domain, session.account)) return true;
    return [session.address, session.proxied].includes(link.remoteAddress);
  }

  #claim(attempt: Attempt): Claim | Promise<Claim> {
    return this.#parts.store.view((tx) => readClaim(tx, attempt, this.#door));
  }

  /** The first stored form that one of the candidates fits. */
  #matchOf(
    { stored, applications }: Claim,
    candidates: readonly string[],
  ): Match | undefined | Promise<Match | undefined> {
    const forms = [stored, ...applications.slice(0, applicationsTriedMax)];
    const pairs = forms.flatMap((form) => candidates.map((clear) => ({ stored: form, clear })));
    return this.#firstMatch(pairs, 0);
  }

  #firstMatch(
    pairs: readonly Match[],
    index: number,
  ): Match | undefined | Promise<Match | undefined> {
    const pair = pairs[index];
    if (pair === undefined) return undefined;
    return whenKnown(this.#parts.passwords.verify(pair.stored, pair.clear), (matches) =>
      matches ? pair : this.#firstMatch(pairs, index + 1),
    );
  }

  /** The outcome, which is noted. `proven`: the password, or the proof of it, was right. */
  #decide(claim: Claim, proven: boolean, { link, kind }: Attempt): Login {
    const { account, name, flow, hindrance } = claim;
    if (account === undefined) return { ok: false, why: hindrance ?? 'there is no such account' };
    const { history } = this.#parts;
    const time = this.#parts.now();
    // The address that the owner came from last is never locked out by what others do.
    const isKnownAddress = history.lastAddress(account) === link.remoteAddress;
    const locked = !isKnownAddress && this.#failures.isLocked(account, flow, time);
    if (proven && hindrance === undefined && !locked) {
      history.succeeded(account, time, link.remoteAddress);
      this.#failures.succeeded(account);
      this.#parts.counted?.(account);
      return { ok: true, account, name };
    }
    history.failed(account, time, link.remoteAddress);
    if (locked) return { ok: false, why: 'too many failed logins of this account' };
    this.#failures.failed(account, flow, time);
    return { ok: false, why: hindrance ?? wrongSecret[kind] };
  }

  /**
   * Keeps the password that a client just proved to know in the Account's form, when it was
   * imported in a weaker one (rulings 17). The login does not wait for it.
   */
  #replaceImported(claim: Claim, { clear }: Match, attempt: Attempt): void {
    const { stored, form } = claim;
    const { passwords, failed } = this.#parts;
    if (stored === undefined || !passwords.isOutdated(stored, form)) return;
    const replace = async (): Promise<void> =>
      this.#keep(claim, await passwords.protect(clear, form), attempt);
    replace().catch(failed);
  }

  async #keep(
    { account, name, stored }: Claim,
    replacement: string,
    { link, method }: Attempt,
  ): Promise<void> {
    const now = this.#parts.now();
    await this.#parts.store.update((tx) => {
      const row = account === undefined ? undefined : tx.get(accounts, account);
      // Somebody may have set another password meanwhile: that one stays.
      if (account === undefined || !row) return;
      if (dictionaryOf(row.settings).get('Password') !== stored) return;
      const change = beginChange(tx, now);
      keepPassword(change, { id: account, row }, { kind: 'main' }, replacement);
      appendRecord(change, {
        actor: name,
        actorId: account,
        address: link.remoteAddress,
        door: 'program',
        command: method ?? 'PASS',
      });
    });
  }
}

/** A clear password, and the stored form that it was tried on. */
interface Match {
  readonly stored: string | undefined;
  readonly clear: string;
}

/** Goes on at once with a value that is there, or when it is. */
function whenKnown<Value, Result>(
  value: Value | Promise<Value>,
  then: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(then) : then(value);
}
