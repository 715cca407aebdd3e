/**
 * A server where whatever is asked is only tried: the whole road from a line to its reply, over a
 * store that takes every change back after it was made. So one scene serves any number of lines by
 * any number of callers, and it shows whether a line would have changed something.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry } from '../../src/commands/registry.js';
import type { Operations, PreparationServer } from '../../src/commands/server-context.js';
import { noDocumentedFiles } from '../../src/engine/accounts/account-files.js';
import {
  AllSessions,
  type ConnectionSession,
  type Connections,
} from '../../src/engine/logins/all-sessions.js';
import { FailedLogins } from '../../src/engine/logins/failed-logins.js';
import type { StoredLimits } from '../../src/engine/settings/stored-limits.js';
import { LoginHistory } from '../../src/engine/logins/login-history.js';
import { WebSessions } from '../../src/engine/logins/web-sessions.js';
import { openMemoryBlobs } from '../../src/files/memory-blobs.js';
import { writeRoll } from '../../src/app/roll-writer.js';
import { openPasswords } from '../../src/passwords/open-passwords.js';
import type { Passwords } from '../../src/passwords/passwords.js';
import { settled } from '../../src/protocol/outcome.js';
import { bytesOfReply } from '../../src/protocol/replies.js';
import type { Dispatcher } from '../../src/protocol/reply.js';
import {
  StoreFailure,
  type LongTransaction,
  type Reader,
  type Store,
  type Writer,
} from '../../src/store/store.js';
import { journal, type Id } from '../../src/tables/tables.js';
import { bytesOf, textOf } from '../../src/values/text.js';
import { accountAt, LittleServer } from '../engine/little-server.js';
import { usualStoredLimits } from '../protocol/lines-of.js';
import { dispatcherOver, callerOf } from '../protocol/dispatcher-over.js';

/** The result of a change on its way out of the work that is undone. */
class Undone extends Error {
  constructor(readonly result: unknown) {
    super();
  }
}

/** A store whose changes are rolled back as soon as they are made, once it only tries. */
class TrialStore implements Store {
  readonly #store: Store;
  /** Whether changes are rolled back. */
  tries = false;
  /** Whether the disk refuses what is tried. */
  isFull = false;
  /** How many changes were made, and rolled back. */
  changes = 0;
  /** The longest text of a row that was written since the last look, and its table. */
  longest = { bytes: 0, table: '' };
  /** The most rows that a work in slices went through between two steps since the last look. */
  rowsBetweenSteps = 0;
  /** Looks at the store as it would be after a change. */
  look: ((tx: Reader) => void) | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  view<T>(work: (tx: Reader) => T): T | Promise<T> {
    return this.#store.view(work);
  }

  viewInSlices<T>(work: LongTransaction<T>): T | Promise<T> {
    return this.#store.viewInSlices((tx) => this.#stepping(tx, work));
  }

  async update<T>(work: (tx: Writer) => T): Promise<T> {
    if (!this.tries) return this.#store.update(work);
    try {
      return await this.#store.update((tx) => {
        const result = work(this.#measured(tx));
        this.look?.(tx);
        throw new Undone(result);
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
      this.changes += 1;
      if (this.isFull) throw new StoreFailure('the disk is full');
      return error.result as T;
    }
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  *#stepping<T>(tx: Reader, work: LongTransaction<T>): Generator<void, T> {
    const walked = { rows: 0 };
    const steps = work({
      get: (table, key) => tx.get(table, key),
      range: (table, span) => counted(tx.range(table, span), walked),
    });
    for (;;) {
      walked.rows = 0;
      const step = steps.next();
      this.rowsBetweenSteps = Math.max(this.rowsBetweenSteps, walked.rows);
      if (step.done === true) return step.value;
      yield;
    }
  }

  #measured(tx: Writer): Writer {
    return {
      get: (table, key) => tx.get(table, key),
      range: (table, span) => tx.range(table, span),
      remove: (table, key) => tx.remove(table, key),
      put: (table, key, row) => {
        const bytes = table.name === journal.name ? 0 : table.encode(row).length;
        if (bytes > this.longest.bytes) this.longest = { bytes, table: table.name };
        tx.put(table, key, row);
      },
    };
  }
}

function* counted<Row>(rows: Iterable<Row>, walked: { rows: number }): Generator<Row, void> {
  for (const row of rows) {
    walked.rows += 1;
    yield row;
  }
}

/** The one open session, which never ends. */
function oneSession(account: Id): Connections {
  const session: ConnectionSession = {
    id: '1-session',
    account,
    protocol: 'WebUser',
    transport: 'TCP',
    address: '192.0.2.1',
    started: 0,
  };
  return {
    close: () => 1,
    accounts: () => [account],
    of: (asked) => (asked === account ? [session] : []),
    find: (id) => (id === session.id ? session : undefined),
    end: () => true,
  };
}

const operations: Operations = {
  started: 0,
  instance: 'instance',
  counters: () => new Map([['pwdInputActive', 1]]),
  isStopping: () => true,
  blockedAddresses: () => [],
  addressName: (address) => address,
};

/** What a line answered, and what came of it. */
export interface Trial {
  /** The reply in the INLINE mode, without its line end. */
  readonly answer: string;
  /** Whether the store would have kept something. */
  readonly changes: boolean;
  /** The longest row that the store would have got, the journal's apart. */
  readonly longest: { readonly bytes: number; readonly table: string };
  /** The most rows that the answer went through between two of its steps. */
  readonly rowsBetweenSteps: number;
  /** What of the running server was looked at. */
  readonly touched: readonly string[];
}

/** A server for trials. */
export class TrialServer {
  readonly #little: LittleServer;
  readonly #store: TrialStore;
  readonly #passwords: Passwords;
  readonly #directory: string;
  readonly #dispatcher: Dispatcher;
  readonly #touched = new Set<string>();

  private constructor(
    little: LittleServer,
    passwords: Passwords,
    directory: string,
    connections: Connections,
    limits: Partial<StoredLimits>,
  ) {
    this.#little = little;
    this.#store = new TrialStore(little.store);
    this.#passwords = passwords;
    this.#directory = directory;
    const registry = new Registry(allCommands);
    const webSessions = new WebSessions();
    const sessions = new AllSessions(connections, webSessions);
    const context: PreparationServer = {
      documentedFiles: noDocumentedFiles,
      version: '6.4',
      passwords,
      files: openMemoryBlobs(),
      logins: new LoginHistory(),
      failures: new FailedLogins(),
      sessions,
      webSessions,
      freshSessionId: () => '2-session',
      writeRoll: (domain, members) =>
        writeRoll({ store: little.store, now: () => 0 }, domain, members),
      commandNames: () => registry.workingNames(),
      commandHelp: (name) => registry.helpOf(name),
      plainPasswordsReadable: true,
      settleLogins: () => undefined,
      operations: this.#watched(operations),
    };
    this.#dispatcher = dispatcherOver(this.#store, allCommands, {
      server: this.#watched(context),
      committed: (consequences) => {
        for (const { kind } of consequences) this.#touched.add(kind);
      },
      failed: (word, error) => {
        if (error instanceof StoreFailure) return;
        throw new Error(`${word} failed`, { cause: error });
      },
      storedLimits: () =>
        this.#store.tries ? { ...usualStoredLimits, ...limits } : usualStoredLimits,
    });
  }

  /**
   * A server with these Domains, Accounts (with rights), and what the postmaster's lines make. The
   * first Account has an open session. `limits` of what is stored hold for what is tried.
   */
  static async with(
    domains: readonly string[],
    accounts: readonly (readonly [string, ...string[]])[],
    lines: readonly string[],
    limits: Partial<StoredLimits> = {},
  ): Promise<TrialServer> {
    const directory = mkdtempSync(join(tmpdir(), 'cligate-trial-'));
    const passwords = await openPasswords({ keyFile: join(directory, 'key') });
    const little = await LittleServer.with(...domains);
    await little.accounts(['postmaster', 'Master'], ...accounts);
    const [first = 'postmaster'] = accounts[0] ?? [];
    const id = await little.view((tx) => accountAt(tx, first).id);
    const server = new TrialServer(little, passwords, directory, oneSession(id), limits);
    for (const line of lines) {
      const { answer } = await server.try(line, 'postmaster');
      if (!answer.startsWith('2')) throw new Error(`${line}: ${answer}`);
    }
    server.#store.tries = true;
    return server;
  }

  /** From now on the disk refuses what is tried. */
  fillDisk(): void {
    this.#store.isFull = true;
  }

  /** Has somebody look at the store as each line would leave it. */
  whenChanged(look: (tx: Reader) => void): void {
    this.#store.look = look;
  }

  /** What would come of a line that an Account gives. */
  async try(line: string, account: string): Promise<Trial> {
    this.#store.changes = 0;
    this.#store.longest = { bytes: 0, table: '' };
    this.#store.rowsBetweenSteps = 0;
    this.#touched.clear();
    const id = await this.#little.view((tx) => accountAt(tx, account).id);
    const reply = await settled(this.#dispatcher.run(bytesOf(line), callerOf(id, account)));
    return {
      answer: textOf(bytesOfReply(reply, true)).trimEnd(),
      changes: this.#store.changes > 0,
      longest: this.#store.longest,
      rowsBetweenSteps: this.#store.rowsBetweenSteps,
      touched: [...this.#touched],
    };
  }

  async close(): Promise<void> {
    await this.#passwords.close();
    await this.#store.close();
    rmSync(this.#directory, { recursive: true });
  }

  #watched<Part extends object>(context: Part): Part {
    return new Proxy(context, {
      get: (target, key) => {
        this.#touched.add(String(key));
        return Reflect.get(target, key) as unknown;
      },
    });
  }
}
