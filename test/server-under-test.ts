/** A whole server in this process, over real sockets, for transcripts and histories. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JoinedServer } from '../src/app/joined-server.js';
import { loadConfiguration } from '../src/config/load.js';
import { Log } from '../src/log/log.js';
import { playTranscript, LineClient } from './transcript.js';

/** The stores that everything must work on alike. */
export const stores = ['memory', 'embedded'] as const;
export type StoreDriver = (typeof stores)[number];

/** The first password of every server under test. */
export const postmasterPassword = 'postmaster-password';

/** How to start one. */
export interface StartOptions {
  readonly store?: StoreDriver;
  /** A base directory that outlives the server; otherwise it gets one of its own. */
  readonly base?: string;
  /** Settings as `--set` takes them. */
  readonly set?: readonly string[];
}

/** A running server. */
export interface ServerUnderTest {
  readonly port: number;
  /** The port with TLS from the first byte, when there is one. */
  readonly tlsPort: number | undefined;
  /** The port of HTTP; 0 when there is none. */
  readonly httpPort: number;
  readonly base: string;
  /** A client that has heard the greeting, from another address of this machine when one is given. */
  readonly greeted: (from?: string) => Promise<LineClient>;
  /** A client logged in as an Account with its password, in INLINE mode. */
  readonly loggedIn: (account: string, password: string) => Promise<LineClient>;
  /** A client logged in as postmaster, in INLINE mode. */
  readonly postmaster: () => Promise<LineClient>;
  close(): Promise<void>;
}

/** Calls `work` for each store. */
export function eachStore(work: (store: StoreDriver) => void): void {
  for (const store of stores) work(store);
}

/** Starts a server whose Main Domain is `example.test`; logins that fail are answered at once. */
export async function startServer(options: StartOptions = {}): Promise<ServerUnderTest> {
  const base = options.base ?? mkdtempSync(join(tmpdir(), 'cligate-test-'));
  const { settings } = loadConfiguration(
    {
      set: [
        `base=${base}`,
        'server.port=0',
        'domain.main=example.test',
        `store.driver=${options.store ?? 'memory'}`,
        // A process of its own costs half a second; transcripts about files switch it on.
        'projector.on=false',
        'limits.loginFailureDelayMs=0',
        'log.level=error',
        ...(options.set ?? []),
      ],
    },
    {},
  );
  const { file } = settings.log;
  const log = new Log(settings.log, file === '' ? undefined : join(base, file));
  const server = await JoinedServer.open({ settings, log, firstPassword: postmasterPassword });
  const ports = (await server.listen()).map((endpoint) =>
    Number(endpoint.slice(endpoint.lastIndexOf(':') + 1)),
  );
  const httpPort = settings.http.port === 'off' ? 0 : (ports.pop() ?? 0);
  const [port = 0, tlsPort] = ports;
  return {
    port,
    tlsPort,
    httpPort,
    base,
    greeted: (from) => LineClient.greeted(port, from),
    loggedIn: (account, password) => LineClient.loggedIn(port, account, password),
    postmaster: () => LineClient.loggedIn(port, 'postmaster', postmasterPassword),
    async close() {
      await server.close();
      await log.close();
      if (options.base === undefined) rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Plays a transcript in which every client has heard the greeting and nothing else. */
export async function play(text: string, options?: StartOptions): Promise<void> {
  await withServer(options, (server) => playTranscript(text, () => server.greeted()));
}

/** Plays a transcript in which every client is logged in as postmaster, in INLINE mode. */
export async function playAsPostmaster(text: string, options?: StartOptions): Promise<void> {
  await withServer(options, (server) => playTranscript(text, () => server.postmaster()));
}

/** Starts a server for a piece of work and closes it whatever happens. */
export async function withServer<Result>(
  options: StartOptions | undefined,
  work: (server: ServerUnderTest) => Promise<Result>,
): Promise<Result> {
  const server = await startServer(options);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}
