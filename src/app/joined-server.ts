/**
 * The parts of the server, joined: store, passwords, commands, dispatcher, logins, sockets, log and
 * journal. The whole road on one page; each part says for itself what it does. Knows no signal and
 * no command line.
 */
import { randomBytes } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import { allCommands } from '../commands/all-commands.js';
import { Registry } from '../commands/registry.js';
import type { PreparationServer } from '../commands/server-context.js';
import type { Settings } from '../config/schema.js';
import { lastingBlocks } from '../engine/server/address-blocks.js';
import { noDocumentedFiles } from '../engine/accounts/account-files.js';
import { AllSessions } from '../engine/logins/all-sessions.js';
import { LoginHistory } from '../engine/logins/login-history.js';
import { makeRouterReady, routerTable } from '../engine/router/router-table.js';
import { WebSessions } from '../engine/logins/web-sessions.js';
import type { Blobs } from '../files/blobs.js';
import { openDiskBlobs } from '../files/disk-blobs.js';
import { openMemoryBlobs } from '../files/memory-blobs.js';
import { tracedBlobs } from '../files/traced-blobs.js';
import { HttpListener } from '../http/listener.js';
import { LogEvents } from '../log/log-events.js';
import { CountingDispatcher, CountingEvents, noActivity } from './activity.js';
import { fileTrace } from './file-trace.js';
import { LoginCounts } from './login-counts.js';
import { FileSweep } from './file-sweep.js';
import { logMistypedSettings } from './mistyped-settings-log.js';
import type { Made } from './prepare-store.js';
import type { Projector } from './projector.js';
import { RemainsSweep } from './remains-sweep.js';
import { Retention } from './retention.js';
import { writeRoll } from './roll-writer.js';
import { ServerOperations } from './server-operations.js';
import { CommandLines } from '../protocol/command-lines.js';
import { makeDispatcher } from '../protocol/dispatch.js';
import { makeAuthenticator, type LoginParts } from '../authentication/login.js';
import { mechanisms } from '../authentication/sasl/mechanisms.js';
import type { SessionParts } from '../protocol/session-parts.js';
import { systemClock } from '../server/clock.js';
import { Server } from '../server/server.js';
import { OpenSessions } from '../server/sessions.js';
import { filesDirectory } from '../base-directory/base-places.js';
import { joinLogins, type JoinedLogins } from './joined-logins.js';
import { projectorOf } from './joined-projector.js';
import { closeKept, openKept, type Kept, type ServerParts } from './kept.js';
import { httpSettingsOf, secureContextOf, serverSettingsOf } from './server-settings.js';
import { type AffectedParts, perform } from './perform-consequences.js';
import { mainDomainOf } from './main-domain-name.js';

/** The level of the protocol that clients are told. */
const protocolVersion = '6.4.1';

/** The server of a process. */
export class JoinedServer {
  readonly #kept: Kept;
  readonly #server: Server;
  readonly #http: HttpListener | undefined;
  readonly #retention: Retention;
  readonly #loginCounts: LoginCounts;
  readonly #logins: JoinedLogins;
  readonly #sweep: FileSweep;
  readonly #events: LogEvents;
  readonly #remains: RemainsSweep;
  readonly #projector: Projector | undefined;
  readonly #lines: CommandLines;
  readonly #stopTelling: () => void;
  /** Resolves when a command asks that the server stops. */
  readonly stopAsked: Promise<void>;
  #isClosing = false;
  #settings: Settings;
  #secureContext: SecureContext | undefined;

  private constructor(
    { settings, log }: ServerParts,
    kept: Kept,
    secureContext: SecureContext | undefined,
  ) {
    const { store, passwords } = kept;
    this.#stopTelling = logMistypedSettings(log.module('server'));
    const now = Date.now;
    this.#kept = kept;
    this.#settings = settings;
    this.#secureContext = secureContext;

    const registry = new Registry(allCommands);
    const connections = new OpenSessions();
    const webSessions = new WebSessions(settings.webSessions);
    const sessions = new AllSessions(connections, webSessions);
    this.#logins = joinLogins(store, log, () => this.#settings);
    const logins = new LoginHistory();
    const files = tracedBlobs(
      filesOf(settings, () => this.#settings.limits.fileBytesInAnswersMax),
      fileTrace(store, log.module('store')),
    );
    this.#projector = projectorOf(settings, {
      logins,
      log: log.module('store'),
      waitSeconds: () => this.#settings.projector.waitSeconds,
    });
    const activity = { pwd: noActivity(), http: noActivity() };
    const loginCounts = new LoginCounts({ store, log: log.module('server') });
    this.#loginCounts = loginCounts;
    let stop: () => void = () => undefined;
    this.stopAsked = new Promise((resolve) => (stop = resolve));
    const context: PreparationServer = {
      version: protocolVersion,
      passwords,
      files,
      documentedFiles: this.#projector ?? noDocumentedFiles,
      logins,
      failures: this.#logins.failures,
      sessions,
      webSessions,
      freshSessionId: sessionIds(),
      settleLogins: () => (loginCounts.hasMore ? loginCounts.settle() : undefined),
      writeRoll: (domain, members) => writeRoll({ store, now }, domain, members),
      commandNames: () => registry.workingNames(),
      commandHelp: (name) => registry.helpOf(name),
      plainPasswordsReadable: settings.auth.plainPasswordsReadable,
      operations: new ServerOperations({
        ...activity,
        started: now(),
        server: () => this.#server,
        isStopping: () => this.#isClosing,
      }),
    };
    const affected: AffectedParts = {
      store,
      sessions,
      webSessions,
      files,
      server: () => this.#server,
      log,
      logSettings: () => this.#settings.log,
      stop,
    };
    this.#lines = new CommandLines(registry, () => this.#settings.limits);
    const dispatcher = makeDispatcher({
      store,
      registry,
      server: context,
      now,
      committed: (consequences) => {
        this.#projector?.changed();
        return perform(affected, consequences);
      },
      failed: (command, error) =>
        log.module('command').failure('a fault of the server', error, { command }),
      lines: this.#lines,
      storedLimits: () => this.#settings.stored,
    });
    const login: LoginParts = {
      store,
      passwords,
      history: logins,
      webSessions,
      ...this.#logins,
      isBlocked: (address) => this.#server.isBlocked(address),
      counted: (account) => loginCounts.add(account),
      now,
      failed: (error) => log.module('session').failure('a password was not replaced', error),
    };
    const events = new LogEvents(
      log,
      (word) => registry.find(word)?.command.kind === 'change',
      systemClock,
    );
    this.#events = events;
    const session: SessionParts = {
      dispatcher: new CountingDispatcher(activity.pwd, dispatcher),
      authenticator: makeAuthenticator(login),
      mechanisms,
      events: new CountingEvents(activity.pwd, events),
      version: protocolVersion,
      mainDomain: mainDomainOf(store),
      nonce: () => randomBytes(18).toString('base64url'),
      commandName: (word) => registry.find(word)?.command.name,
      elapsedMs: () => systemClock.elapsedMs(),
    };
    const server = new Server({
      session,
      sessions: connections,
      clock: systemClock,
      known: this.#logins.known,
      secureContext: () => this.#secureContext,
      settings: serverSettingsOf(settings),
    });
    const http = httpSettingsOf(settings);
    this.#server = server;
    this.#http =
      http &&
      new HttpListener({
        ...session,
        dispatcher: new CountingDispatcher(activity.http, dispatcher),
        events: new CountingEvents(activity.http, events),
        authenticator: makeAuthenticator({ ...login, service: 'HTTP' }),
        settings: http,
        clock: systemClock,
        guardOf: (remoteAddress) => server.guardOf(remoteAddress),
        known: this.#logins.known,
        buffers: server.buffers,
        takeNumber: () => server.takeNumber(),
        commands: registry.commands,
      });
    this.#retention = new Retention({
      store,
      settings: () => this.#settings.journal,
      now,
      log: log.module('journal'),
    });
    const started = now();
    const keepDays = (): number => this.#settings.storage.keepRemovedDays;
    this.#sweep = new FileSweep({ store, files, now, log: log.module('store'), started, keepDays });
    this.#remains = new RemainsSweep({
      store,
      now,
      log: log.module('store'),
      changed: () => this.#projector?.changed(),
    });
  }

  /**
   * Opens the store, fills it when it is empty, and joins the parts; nothing listens yet. What may
   * fail because of the settings comes first, so that no first start happens in vain.
   */
  static async open(parts: ServerParts): Promise<JoinedServer> {
    const secureContext = secureContextOf(parts.settings);
    const kept = await openKept(parts);
    try {
      return new JoinedServer(parts, kept, secureContext);
    } catch (error) {
      await closeKept(kept);
      throw error;
    }
  }

  /** What the first start made up; undefined when the store was there before. */
  get made(): Made | undefined {
    return this.#kept.made;
  }

  /** Opens the sockets; returns where they are, the clear-text one first, the one of HTTP last. */
  async listen(): Promise<readonly string[]> {
    await this.#takeUpBlocks();
    await this.#logins.known.takeUp();
    await makeRouterReady(await this.#kept.store.view(routerTable));
    await this.#server.listen();
    await this.#http?.listen();
    const http = this.#http?.address;
    const addresses = [...this.#server.addresses, ...(http === undefined ? [] : [http])];
    return addresses.map(({ address, port }) => shownEndpoint(address, port));
  }

  /** Blocks again what administrators blocked before the server stopped. */
  async #takeUpBlocks(): Promise<void> {
    const blocks = await this.#kept.store.view((tx) => lastingBlocks(tx, Date.now()));
    for (const { address, seconds } of blocks) this.#server.block(address, seconds);
  }

  /** Takes over reloadable settings and the certificate, which is read again. */
  takeOver(settings: Settings): void {
    this.#secureContext = secureContextOf(settings);
    this.#server.takeOver(serverSettingsOf(settings));
    const http = httpSettingsOf(settings);
    if (http !== undefined) this.#http?.takeOver(http);
    this.#settings = settings;
  }

  /** Answers what is under way, closes the sessions, then lets go of everything. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all([this.#server.close(), this.#http?.close()]);
    await this.#lines.close();
    this.#events.flush();
    this.#stopTelling();
    await this.#retention.stop();
    await this.#loginCounts.stop();
    await this.#logins.known.stop();
    await this.#sweep.stop();
    await this.#remains.stop();
    await this.#projector?.close();
    await closeKept(this.#kept);
  }
}

/** An address and a port as people write them. */
export function shownEndpoint(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Files last as long as the store that tells whose they are. */
function filesOf({ base, store }: Settings, readingMax: () => number): Blobs {
  return store.driver === 'memory'
    ? openMemoryBlobs()
    : openDiskBlobs(filesDirectory(base), readingMax);
}

/** Ids of web sessions: a number for people, and 128 bits that nobody can guess. */
function sessionIds(): () => string {
  let last = 0;
  return () => `${(last += 1)}-${randomBytes(16).toString('hex')}`;
}
