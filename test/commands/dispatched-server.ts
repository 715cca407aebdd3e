/**
 * A server without sockets, for tests of commands: lines go to the dispatcher as an Account gives
 * them, over a store in memory; the replies are those of the INLINE mode.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { allCommands } from '../../src/commands/all-commands.js';
import type { Operations, PreparationServer } from '../../src/commands/server-context.js';
import { noDocumentedFiles } from '../../src/engine/accounts/account-files.js';
import { Change } from '../../src/engine/core/change.js';
import { firstStart } from '../../src/engine/domains/first-start.js';
import { recordsAfter, type JournalRecord } from '../../src/engine/core/journal.js';
import { FailedLogins } from '../../src/engine/logins/failed-logins.js';
import { LoginHistory } from '../../src/engine/logins/login-history.js';
import { address, domainName } from '../../src/engine/core/names.js';
import { findAccount, findDomain } from '../../src/engine/directory/directory.js';
import { openMemoryBlobs } from '../../src/files/memory-blobs.js';
import { writeRoll } from '../../src/app/roll-writer.js';
import { openPasswords } from '../../src/passwords/open-passwords.js';
import { settled, type Outcome } from '../../src/protocol/outcome.js';
import type { Caller, Dispatcher, Reply } from '../../src/protocol/reply.js';
import { usualLongViews, type LongViewLimits } from '../../src/store/long-views.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/store.js';
import type { Id } from '../../src/tables/tables.js';
import { bytesOf, textOf } from '../../src/values/text.js';
import { isExpected, readTranscript } from '../transcript.js';
import { dispatcherOver, callerOf } from '../protocol/dispatcher-over.js';

/** The Main Domain, whose postmaster gives the commands unless another Account is named. */
export const mainDomain = 'example.test';

/** The time of the server's clock: 2025-01-02 03:04:05 GMT. */
export const testTime = Date.UTC(2025, 0, 2, 3, 4, 5);

/** These tests ask nothing of the running server itself. */
const noOperations = {} as Operations;

/** Nor of its sessions: there are none. */
const noSessions = { sessions: { of: () => [] } } as unknown as Pick<
  PreparationServer,
  'sessions' | 'webSessions' | 'freshSessionId'
>;

/** A running server. */
export class DispatchedServer {
  readonly store: Store;
  readonly logins = new LoginHistory();
  /** The Accounts whose sessions were closed, in order. */
  readonly closed: Id[] = [];
  /** Failures that are the server's fault. */
  readonly failures: unknown[] = [];
  plainPasswordsReadable = true;
  readonly #directory = mkdtempSync(join(tmpdir(), 'cligate-'));
  #dispatcher: Dispatcher | undefined;
  #close: () => Promise<void> = () => Promise.resolve();

  private constructor(longViews: LongViewLimits) {
    this.store = openMemoryStore({ longViews });
  }

  /** Starts a server whose only Account is postmaster. */
  static async start(longViews = usualLongViews): Promise<DispatchedServer> {
    const server = new DispatchedServer(longViews);
    const passwords = await openPasswords({ keyFile: join(server.#directory, 'key') });
    await server.store.update((tx) =>
      firstStart(new Change(tx, testTime), {
        mainDomain: domainName(mainDomain),
        postmasterPassword: 'secret',
      }),
    );
    const context: PreparationServer = {
      documentedFiles: noDocumentedFiles,
      ...noSessions,
      version: '6.4',
      passwords,
      files: openMemoryBlobs(),
      logins: server.logins,
      writeRoll: (domain, members) =>
        writeRoll({ store: server.store, now: () => testTime }, domain, members),
      failures: new FailedLogins(),
      commandNames: () => [],
      commandHelp: () => undefined,
      get plainPasswordsReadable() {
        return server.plainPasswordsReadable;
      },
      settleLogins: () => undefined,
      operations: noOperations,
    };
    server.#dispatcher = dispatcherOver(server.store, allCommands, {
      server: context,
      committed: (consequences) => {
        for (const each of consequences) {
          if (each.kind === 'close sessions') server.closed.push(each.account);
        }
      },
      now: () => testTime,
      failed: (_word, error) => server.failures.push(error),
    });
    server.#close = () => passwords.close();
    return server;
  }

  async stop(): Promise<void> {
    await this.#close();
    await this.store.close();
    rmSync(this.#directory, { recursive: true });
  }

  /** The reply to a line that an Account gives, as it stands on the wire without the line end. */
  async ask(line: string, account = 'postmaster'): Promise<string> {
    return told(
      await this.#run((dispatcher, caller) => dispatcher.run(bytesOf(line), caller), account),
    );
  }

  /** What comes of a line at first. */
  begin(line: string, account = 'postmaster'): Promise<Outcome<Reply>> {
    return this.#begin((dispatcher, caller) => dispatcher.run(bytesOf(line), caller), account);
  }

  /** The reply to NEWPASS. */
  async newPassword(clear: string, account: string): Promise<string> {
    return told(
      await this.#run((dispatcher, caller) => dispatcher.newPassword(caller, clear), account),
    );
  }

  /** Asks all lines and tells the replies. */
  async askAll(...lines: readonly string[]): Promise<readonly string[]> {
    const replies: string[] = [];
    for (const line of lines) replies.push(await this.ask(line));
    return replies;
  }

  /** Plays a transcript of one client; returns the first line where the server said something else. */
  async differenceFrom(transcript: string): Promise<string | undefined> {
    let said = '';
    let reply = '';
    for (const { who, text } of readTranscript(transcript)) {
      if (who === 'client') {
        said = text;
        reply = await this.ask(text);
      } else if (!isExpected(reply, text)) {
        return `C: ${said}\n  expected S: ${text}\n  but was  S: ${reply}`;
      }
    }
    return undefined;
  }

  /** The journal. */
  async journal(): Promise<readonly JournalRecord[]> {
    return this.store.view((tx) => recordsAfter(tx, 0));
  }

  /** The id of an Account. */
  async idOf(account: string): Promise<Id> {
    return this.store.view((tx) => {
      const { name, domain } = address(account);
      return findAccount(tx, findDomain(tx, domain ?? domainName(mainDomain)).id, name).id;
    });
  }

  async #run(
    work: (dispatcher: Dispatcher, caller: Caller) => ReturnType<Dispatcher['run']>,
    account: string,
  ): Promise<Reply> {
    const outcome = await this.#begin(work, account);
    return settled(outcome);
  }

  async #begin(
    work: (dispatcher: Dispatcher, caller: Caller) => ReturnType<Dispatcher['run']>,
    account: string,
  ): Promise<Outcome<Reply>> {
    if (this.#dispatcher === undefined) throw new Error('the server is not started');
    const name = account.includes('@') ? account : `${account}@${mainDomain}`;
    return work(this.#dispatcher, callerOf(await this.idOf(account), name));
  }
}

function told(reply: Reply): string {
  if (reply.kind === 'data') return `201 ${textOf(reply.text)}`;
  return reply.kind === 'ok' ? `200 ${reply.text ?? 'OK'}` : `${reply.code} ${reply.text}`;
}
