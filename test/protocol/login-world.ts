/** A server with a few Accounts and the one who decides on logins, for tests of logins. */
import { createHash } from 'node:crypto';
import { findDomain } from '../../src/engine/directory/directory.js';
import { dictionaryOf } from '../../src/engine/core/documents.js';
import { updateDomainSettings } from '../../src/engine/settings/domain-settings.js';
import { FailedLogins, type GuessRates } from '../../src/engine/logins/failed-logins.js';
import { LoginHistory } from '../../src/engine/logins/login-history.js';
import { domainName } from '../../src/engine/core/names.js';
import { updatePrefs } from '../../src/engine/accounts/account-prefs.js';
import type { NewWebSession } from '../../src/engine/core/consequences.js';
import { WebSessions } from '../../src/engine/logins/web-sessions.js';
import { KnownAddresses } from '../../src/app/known-addresses.js';
import type { Passwords } from '../../src/passwords/passwords.js';
import { makeScrypt } from '../../src/passwords/scrypt-form.js';
import type { Authenticator, Peer, Login } from '../../src/authentication/authenticator.js';
import { makeAuthenticator } from '../../src/authentication/login.js';
import { countedAddress } from '../../src/server/addresses.js';
import { accounts } from '../../src/tables/tables.js';
import { print } from '../../src/values/print.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, LittleServer } from '../engine/little-server.js';
import { cheapScrypt, openForTest } from '../passwords/opened.js';

/** Where clients of these tests come from. */
export const peer: Peer = {
  remoteAddress: '192.0.2.7',
  localAddress: '192.0.2.1',
  secure: false,
};

/**
 * alice of main.test and dora of shop.test (`s3cret`, sealed), bob of shop.test (`b0b`, scrypt), and
 * `empty` of main.test without a password.
 */
export class LoginWorld {
  history = new LoginHistory();
  readonly webSessions = new WebSessions();
  readonly troubles: unknown[] = [];
  /** The time that logins are told, in milliseconds. */
  now = 1_000_000;
  /** How many guesses there are: without a limit unless a test says so. */
  rates: GuessRates = {
    perAddress: { burst: 0, perMinute: 0 },
    perAccount: { burst: 0, perMinute: 0 },
  };
  known: KnownAddresses;
  authenticator: Authenticator;

  private constructor(
    readonly server: LittleServer,
    readonly passwords: Passwords,
  ) {
    this.known = this.#known();
    this.authenticator = this.#authenticator();
  }

  /** What is volatile is forgotten. */
  async restart(): Promise<void> {
    await this.known.stop();
    this.history = new LoginHistory();
    this.known = this.#known();
    await this.known.takeUp();
    this.authenticator = this.#authenticator();
  }

  #known(): KnownAddresses {
    return new KnownAddresses({
      store: this.server.store,
      failed: (_words, error) => this.troubles.push(error),
      settings: () => ({ knownAddressesPerAccount: 3, knownAddressDays: 30 }),
      networkOf: countedAddress,
      now: () => this.now,
    });
  }

  #authenticator(): Authenticator {
    return makeAuthenticator({
      store: this.server.store,
      passwords: this.passwords,
      history: this.history,
      webSessions: this.webSessions,
      failures: new FailedLogins(undefined, () => this.rates),
      known: this.known,
      now: () => this.now,
      failed: (error) => this.troubles.push(error),
    });
  }

  static async open(): Promise<LoginWorld> {
    const server = await LittleServer.with('shop.test');
    const world = new LoginWorld(server, await openForTest());
    await server.accounts('alice', 'empty', 'bob@shop.test', 'dora@shop.test');
    const { passwords } = world;
    for (const name of ['alice', 'dora@shop.test']) {
      await world.settings(name, { Password: await passwords.protect('s3cret', 'A-crpt') });
    }
    await world.settings('bob@shop.test', { Password: makeScrypt('b0b', cheapScrypt) });
    return world;
  }

  /** Changes the settings of the Domain shop.test. */
  async shopSettings(given: Readonly<Record<string, Value>>): Promise<void> {
    await this.server.change((change) => {
      const shop = findDomain(change.tx, domainName('shop.test'));
      updateDomainSettings(change, shop, new Map(Object.entries(given)));
    });
  }

  /** Lays settings over those of an Account, stored forms as they are. */
  async settings(name: string, given: Readonly<Record<string, Value>>): Promise<void> {
    await this.server.store.update((tx) => {
      const { id, row } = accountAt(tx, name);
      const all = new Map([...dictionaryOf(row.settings), ...Object.entries(given)]);
      tx.put(accounts, id, { ...row, settings: print(all) });
    });
  }

  /** Opens a web session of an Account for whoever comes from `peer`, unless it is said otherwise. */
  async openSession(name: string, given: Partial<NewWebSession> = {}): Promise<void> {
    const session = { id: '1-x', protocol: 'WebUser', address: peer.remoteAddress } as const;
    const account = await this.id(name);
    this.webSessions.open({ ...session, proxied: '', skin: '', account, ...given }, this.now);
  }

  /** Changes the preferences of an Account. */
  async preferences(name: string, given: Readonly<Record<string, Value>>): Promise<void> {
    await this.server.change((change) => {
      updatePrefs(change, accountAt(change.tx, name), new Map(Object.entries(given)));
    });
  }

  /** What comes of the id of a web session, in words. */
  async session(name: string, id: string, over = peer): Promise<string> {
    return worded(await this.authenticator.webSession(name, id, over));
  }

  async id(name: string): Promise<number> {
    return this.server.view((tx) => accountAt(tx, name).id);
  }

  /** What comes of a clear password, in words. */
  async clear(name: string, password: string, over = peer): Promise<string> {
    return worded(await this.authenticator.clear(name, [password], over));
  }

  /** What comes of a digest of a password, in words. */
  async apop(name: string, password: string, over = peer): Promise<string> {
    const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
    const given = md5(`<1@x>${password}`);
    const proves = (known: string): boolean => md5(`<1@x>${known}`) === given;
    return worded(await this.authenticator.proof(name, proves, over));
  }
}

/** A login in words. */
export function worded(login: Login): string {
  return login.ok ? `welcome ${login.name}` : `no: ${login.why}`;
}
