/**
 * Who may log in, decided in one place (protocol, section 4; objects, section 13; ruling 17).
 * The password is tried whatever else stands against the login, and what is told to the client
 * never differs; only `why`, for the log, does.
 */
import { Change } from '../engine/core/change.js';
import { keepPassword } from '../engine/accounts/account-passwords.js';
import type { Service } from '../engine/settings/access-modes.js';
import { accountOf, presentAccount } from '../engine/directory/directory.js';
import { dictionaryOf } from '../engine/core/documents.js';
import { FailedLogins } from '../engine/logins/failed-logins.js';
import { appendRecord } from '../engine/core/journal.js';
import { dayOf, type Day, type LoginAddresses } from '../engine/logins/known-addresses.js';
import type { LoginHistory } from '../engine/logins/login-history.js';
import type { BoundAddresses } from '../engine/logins/login-names.js';
import { hasFixedAddress, type WebSessions } from '../engine/logins/web-sessions.js';
import { PasswordsBusy, type Passwords } from '../passwords/passwords.js';
import type { Reader, Store } from '../store/store.js';
import { type Id } from '../tables/tables.js';
import { blockedLogin, type Authenticator, type Peer, type Login } from './authenticator.js';
import {
  readSubject,
  type Attempt,
  type LoginSubject,
  type LoginChannel,
} from './login-subject.js';
import { matchOf, type Match } from './login-passwords.js';
import { mastersGuess, type CountedGuess } from './masters-guess.js';
import { whenKnown } from './when-known.js';

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
  /** Failed logins so far; shared by all channels of a server. */
  readonly failures?: FailedLogins;
  /** Keeps the addresses that Accounts logged in from; without it only the last one is known. */
  readonly known?: LoginAddresses;
  /** Whether an address is blocked, for all but a Master from this machine; none is without it. */
  readonly isBlocked?: (remoteAddress: string) => boolean;
  /** The user of this machine that a connection comes from; undefined when it is not known. */
  readonly userOf?: (peer: Peer) => Promise<string | undefined>;
  /** The service that must be on: PWD unless it is said otherwise. */
  readonly service?: Service;
  /** Names of Domains by the server's addresses that are bound to them. */
  readonly bound?: BoundAddresses;
}

const wrongSecret: Readonly<Record<Attempt['kind'], string>> = {
  clear: 'incorrect password',
  proof: 'incorrect password',
  session: 'there is no such web session',
};

/** What a proof is tried with when there is no clear password. */
const decoy = 'no password at all';

/** Nothing was tried, so nothing is told of the password. */
const tooManyGuesses: Login = { ok: false, why: 'too many wrong passwords', later: true };

/** What came of trying a secret; `entered` is called when the login succeeds. */
interface Tried {
  readonly proven: boolean;
  readonly entered?: () => void;
}

/** Makes the one who decides. */
export function makeAuthenticator(parts: LoginParts): Authenticator {
  return new StoreAuthenticator(parts);
}

class StoreAuthenticator implements Authenticator {
  readonly #parts: LoginParts;
  readonly #failures: FailedLogins;
  readonly #channel: LoginChannel;

  constructor(parts: LoginParts) {
    this.#parts = parts;
    this.#failures = parts.failures ?? new FailedLogins();
    this.#channel = { service: parts.service ?? 'PWD', bound: parts.bound ?? new Map() };
  }

  clear(
    loginName: string,
    candidates: readonly string[],
    peer: Peer,
    method?: string,
  ): Login | Promise<Login> {
    const attempt: Attempt = { loginName, peer, kind: 'clear', method };
    return this.#attempt(attempt, (subject) =>
      whenKnown(matchOf(this.#parts.passwords, subject, candidates), (match) => ({
        proven: match !== undefined,
        entered: () => {
          if (match && match.stored === subject.stored)
            this.#replaceImported(subject, match, attempt);
        },
      })),
    );
  }

  proof(
    loginName: string,
    proves: (clear: string) => boolean,
    peer: Peer,
    method?: string,
  ): Login | Promise<Login> {
    const attempt: Attempt = { loginName, peer, kind: 'proof', method };
    return this.#attempt(attempt, (subject) => {
      const clear = this.#parts.passwords.reveal(subject.stored);
      const proven = proves(clear ?? decoy);
      return { proven: proven && clear !== undefined };
    });
  }

  webSession(loginName: string, id: string, peer: Peer): Login | Promise<Login> {
    const attempt: Attempt = { loginName, peer, kind: 'session', method: undefined };
    const time = this.#parts.now();
    return this.#attempt(attempt, (subject) =>
      whenKnown(
        this.#parts.store.view((tx) => this.#isSessionOf(tx, subject, id, peer, time)),
        (proven) => ({ proven, entered: () => this.#parts.webSessions?.touch(id, time) }),
      ),
    );
  }

  /** Whether a web session is open, belongs to the Account, and may be used from this address. */
  #isSessionOf(tx: Reader, subject: LoginSubject, id: string, peer: Peer, time: number): boolean {
    const session = this.#parts.webSessions?.find(id, time);
    if (session === undefined || session.account !== subject.account) return false;
    const row = presentAccount(tx, session.account);
    if (row === undefined) return false;
    if (!hasFixedAddress(tx, row.domain, session.account)) return true;
    return [session.address, session.proxied].includes(peer.remoteAddress);
  }

  /** One attempt, whatever its method: `tried` is asked only when a guess is still free. */
  #attempt(
    attempt: Attempt,
    tried: (subject: LoginSubject) => Tried | Promise<Tried>,
  ): Login | Promise<Login> {
    const { store, known } = this.#parts;
    const network = known?.networkOf(attempt.peer.remoteAddress) ?? attempt.peer.remoteAddress;
    const subject = store.view((tx) => readSubject(tx, attempt, this.#channel, network));
    return whenKnown(subject, (read) => {
      if (!read.isRescue && this.#isBlocked(attempt.peer)) return blockedLogin;
      return whenKnown(this.#guess(read, attempt, network), (guess) => {
        if (guess === undefined) return tooManyGuesses;
        return concluded(guess, () =>
          whenKnown(tried(read), ({ proven, entered }) => {
            const login = this.#decide(read, proven, attempt);
            if (!login.ok) return login;
            this.#remember(read, network);
            entered?.();
            return login;
          }),
        );
      });
    });
  }

  #isBlocked({ remoteAddress }: Peer): boolean {
    return this.#parts.isBlocked?.(remoteAddress) ?? false;
  }

  /**
   * The right to try, if there is one. What others guess from this machine takes none from a Master
   * there.
   */
  #guess(
    { account, lastFrom, isRescue }: LoginSubject,
    { loginName, peer }: Attempt,
    network: string,
  ): CountedGuess | undefined | Promise<CountedGuess | undefined> {
    const known = isRescue || (account !== undefined && this.#isKnown(account, lastFrom, peer));
    const guesser = { account, name: loginName, network, known };
    const time = this.#parts.now();
    if (!isRescue) return this.#failures.guess(guesser, time);
    const userOf = async (): Promise<string | undefined> => this.#parts.userOf?.(peer);
    return mastersGuess(this.#failures, guesser, userOf, time);
  }

  /** Whether the owner of an Account logged in from an address lately. */
  #isKnown(account: Id, lastFrom: Day | undefined, { remoteAddress }: Peer): boolean {
    if (this.#parts.history.lastAddress(account) === remoteAddress) return true;
    return lastFrom !== undefined && lastFrom >= (this.#parts.known?.since ?? Infinity);
  }

  /** The day of the login is kept, once a day. */
  #remember({ account, lastFrom }: LoginSubject, network: string): void {
    const { known, now } = this.#parts;
    if (account === undefined || lastFrom === dayOf(now())) return;
    known?.remember(account, network);
  }

  /** The outcome, which is noted. `proven`: the password, or the proof of it, was right. */
  #decide(subject: LoginSubject, proven: boolean, { peer, kind }: Attempt): Login {
    const { account, name, flow, denial, lastFrom, isRescue } = subject;
    // The address may have been blocked while the password was verified.
    const blocked = this.#isBlocked(peer);
    if (account === undefined)
      return blocked ? blockedLogin : { ok: false, why: denial ?? 'there is no such account' };
    const { history } = this.#parts;
    const time = this.#parts.now();
    // An address that the owner came from is never locked out by what others do.
    const locked =
      !this.#isKnown(account, lastFrom, peer) && this.#failures.isLocked(account, flow, time);
    if (proven && denial === undefined && !locked && (isRescue || !blocked)) {
      history.succeeded(account, time, peer.remoteAddress);
      this.#failures.succeeded(account);
      this.#parts.counted?.(account);
      return { ok: true, account, name };
    }
    history.failed(account, time, peer.remoteAddress);
    if (blocked) return blockedLogin;
    if (locked) return { ok: false, why: 'too many failed logins of this account' };
    this.#failures.failed(account, flow, time);
    return { ok: false, why: denial ?? wrongSecret[kind] };
  }

  /**
   * Keeps the password that a client just proved to know in the Account's form, when it was
   * imported in a weaker one (ruling 17). The login does not wait for it.
   */
  #replaceImported(subject: LoginSubject, { clear }: Match, attempt: Attempt): void {
    const { stored, form } = subject;
    const { passwords, failed } = this.#parts;
    if (stored === undefined || !passwords.isOutdated(stored, form)) return;
    const replace = async (): Promise<void> =>
      this.#keep(subject, await passwords.protect(clear, form), attempt);
    replace().catch(failed);
  }

  async #keep(
    { account, name, stored }: LoginSubject,
    replacement: string,
    { peer, method }: Attempt,
  ): Promise<void> {
    const now = this.#parts.now();
    await this.#parts.store.update((tx) => {
      const row = account === undefined ? undefined : presentAccount(tx, account);
      // Somebody may have set another password meanwhile: that one stays.
      if (account === undefined || !row) return;
      if (dictionaryOf(row.settings).get('Password') !== stored) return;
      const change = new Change(tx, now);
      keepPassword(change, accountOf(tx, account), { kind: 'main' }, replacement);
      appendRecord(change, {
        actor: name,
        actorId: account,
        address: peer.remoteAddress,
        channel: 'program',
        command: method ?? 'PASS',
      });
    });
  }
}

/** A login whose guess ends with it: only a success costs nothing. */
function concluded(
  guess: CountedGuess,
  attempt: () => Login | Promise<Login>,
): Login | Promise<Login> {
  const known = (login: Login): Login | Promise<Login> => {
    if (!login.ok) return whenKnown(guess.wrong(), () => login);
    guess.right();
    return login;
  };
  const failed = async (error: unknown): Promise<Login> => {
    await guess.wrong();
    if (!(error instanceof PasswordsBusy)) throw error;
    return { ok: false, why: error.message, later: true };
  };
  try {
    const login = attempt();
    return login instanceof Promise ? login.then(known, failed) : known(login);
  } catch (error) {
    return failed(error);
  }
}
