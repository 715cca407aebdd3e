/**
 * A store in memory with a few Domains, for tests of the engine's rules and of the access check:
 * each piece of work is one transaction, and a refusal is a result that can be compared.
 */
import { createAccount } from '../../src/engine/accounts/accounts.js';
import { Change } from '../../src/engine/core/change.js';
import {
  type FoundAccount,
  type FoundDomain,
  type FoundGroup,
  findAccount,
  findDomain,
  findGroup,
} from '../../src/engine/directory/directory.js';
import { createDomain, createMainDomain } from '../../src/engine/domains/domains.js';
import { fieldText, type Effect } from '../../src/engine/core/effects.js';
import { groupDictionary } from '../../src/engine/directory/group-following.js';
import { address, domainName, type Address } from '../../src/engine/core/names.js';
import { Refusal, type Reason } from '../../src/engine/core/refusal.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Reader, Store, Writer } from '../../src/store/store.js';
import type { Id } from '../../src/tables/tables.js';
import type { Dictionary, Value } from '../../src/values/value.js';

/** The Main Domain; names without a Domain are its own. */
export const mainDomain = 'main.test';

/** An effect in words: with its part in the field, and without the ids of Domains. */
interface ToldEffect extends Pick<Effect, 'kind' | 'id' | 'name' | 'before' | 'after'> {
  readonly field: string;
}

function toldEffect(effect: Effect): ToldEffect {
  const { kind, id, name, before, after } = effect;
  return { kind, id, name, field: fieldText(effect), before, after };
}

export class LittleServer {
  /** Which one may change: a test opens another, as a server that is started again does. */
  store: Store = openMemoryStore();
  /** What the last change told the journal, as `cligate log` shows it. */
  effects: readonly ToldEffect[] = [];

  /** A server with a Main Domain and these others. */
  static async with(...domains: readonly string[]): Promise<LittleServer> {
    return LittleServer.over(openMemoryStore(), ...domains);
  }

  /** The same over an empty store. */
  static async over(store: Store, ...domains: readonly string[]): Promise<LittleServer> {
    const server = new LittleServer();
    server.store = store;
    await server.change((change) => {
      createMainDomain(change, domainName(mainDomain));
      for (const name of domains) createDomain(change, domainName(name));
    });
    return server;
  }

  /** The result of a transaction over one state. */
  async view<T>(work: (tx: Reader) => T): Promise<T> {
    return this.store.view(work);
  }

  /** The result of a change, or the reason for which it was refused. */
  async change<T>(work: (change: Change) => T): Promise<T | Reason> {
    try {
      const { result, effects } = await this.store.update((tx) => {
        const change = new Change(tx, 0);
        return { result: work(change), effects: change.effects };
      });
      this.effects = effects.map(toldEffect);
      return result;
    } catch (error) {
      if (error instanceof Refusal) return error.reason;
      throw error;
    }
  }

  /** Creates Accounts, with these rights. */
  async accounts(...accounts: readonly (string | readonly [string, ...string[]])[]): Promise<void> {
    await this.change((change) => {
      for (const account of accounts) {
        const [text, ...rights] = typeof account === 'string' ? [account] : account;
        addAccount(change, text, rights);
      }
    });
  }
}

/** Writes of any rows, for what no change would do. */
export function rows(tx: Reader): Writer {
  return tx as Writer;
}

/** Creates a plain Account. */
export function addAccount(change: Change, text: string, rights: readonly string[] = []): Id {
  const { domain, name } = at(change.tx, text);
  return createAccount(change, domain.id, name, {
    type: 'MultiMailbox',
    storage: '',
    legacy: false,
    settings: new Map(),
    rights,
  });
}

/** The Domain and the name that an address means. */
export function at(tx: Reader, text: string): { domain: FoundDomain; name: Address['name'] } {
  const { name, domain } = address(text);
  return { domain: findDomain(tx, domain ?? domainName(mainDomain)), name };
}

/** An Account by its address. */
export function accountAt(tx: Reader, text: string): FoundAccount {
  const { domain, name } = at(tx, text);
  return findAccount(tx, domain.id, name);
}

/** A Group by its address. */
export function groupAt(tx: Reader, text: string): FoundGroup {
  const { domain, name } = at(tx, text);
  return findGroup(tx, domain.id, name);
}

/** The members that a Group shows. */
export function membersOf(tx: Reader, text: string): Value | undefined {
  return groupDictionary(tx, groupAt(tx, text).row).get('Members');
}

/** The dictionary of a Group with these members. */
export function members(...names: readonly string[]): Dictionary {
  return new Map([['Members', names]]);
}
