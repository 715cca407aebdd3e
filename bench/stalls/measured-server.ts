/** A server with a base directory of its own, and clients that put work on it. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { password, prefer, serverProgram, start, stop } from '../child-program.js';
import { LoadClient } from './load-client.js';

/** The Main Domain of the server. */
export const mainDomain = 'bench.example';

/** How many lines of the log are told when something fails. */
const linesTold = 20;

/** The Account that the probe asks for. */
export const probedAccount = 'probed';

/** Bytes of a process in memory, at this moment and at most so far. */
export interface Memory {
  readonly megabytes: number;
  readonly peakMegabytes: number;
}

/** The server under measurement. */
export class MeasuredServer {
  readonly #child: ChildProcess;
  readonly #log: () => string;

  private constructor(
    readonly port: number,
    readonly base: string,
    child: ChildProcess,
    log: () => string,
  ) {
    this.#child = child;
    this.#log = log;
  }

  /** Starts one; `set` are settings as `--set` takes them. */
  static async start(set: readonly string[] = []): Promise<MeasuredServer> {
    const base = mkdtempSync(join(tmpdir(), 'cligate-stalls-'));
    const settings = [
      `base=${join(base, 'base')}`,
      'server.port=0',
      'http.port=0',
      `domain.main=${mainDomain}`,
      'limits.loginFailureDelayMs=0',
      ...set,
    ];
    let log = '';
    const args = [serverProgram, 'serve', ...settings.flatMap((setting) => ['--set', setting])];
    const { child, port } = await start(args, (text) => (log += text));
    prefer(child.pid);
    const server = new MeasuredServer(port, base, child, () => log);
    const administrator = await server.postmaster();
    await administrator.must(`CreateAccount ${probedAccount} {RealName="Ann Example";}`);
    administrator.close();
    return server;
  }

  /** The port of HTTP. */
  get httpPort(): number {
    const endpoints = /listening="?([^"\n]+)/.exec(this.#log())?.[1]?.trim().split(/\s+/) ?? [];
    return Number(/:(\d+)$/.exec(endpoints.at(-1) ?? '')?.[1]);
  }

  /** What the server has written to its log. */
  get log(): string {
    return this.#log();
  }

  /** How the process is, and the end of its log: why it may have closed a connection. */
  get condition(): string {
    const { exitCode, signalCode } = this.#child;
    const state =
      signalCode !== null
        ? `ended by ${signalCode}`
        : exitCode !== null
          ? `ended with ${exitCode}`
          : 'runs';
    return `the server ${state}; its log ends with:\n${this.#log().split('\n').slice(-linesTold).join('\n')}`;
  }

  /** A client logged in as the administrator, in INLINE mode. */
  postmaster(): Promise<LoadClient> {
    return this.login('postmaster', password);
  }

  /** A client logged in as an Account, in INLINE mode. */
  async login(account: string, clear: string): Promise<LoadClient> {
    const client = await this.connect();
    await client.ask(`USER ${account}`);
    await client.must(`PASS ${clear}`);
    await client.must('INLINE');
    return client;
  }

  /** A client that has heard the greeting. */
  connect(): Promise<LoadClient> {
    return LoadClient.to(this.port);
  }

  /** Makes an Account without rights; gives a client logged in to it. */
  async plainUser(name: string): Promise<LoadClient> {
    const administrator = await this.postmaster();
    await administrator.must(`CreateAccount ${name} {Password="plain-password";}`);
    administrator.close();
    return this.login(name, 'plain-password');
  }

  /** What the process takes, as the kernel counts it; where there is no /proc, nothing. */
  memory(): Memory {
    const status = readFileSync(`/proc/${this.#child.pid ?? 0}/status`, 'utf8');
    const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
    return { megabytes: kilobytes('VmRSS') / 1024, peakMegabytes: kilobytes('VmHWM') / 1024 };
  }

  /** Ends the server and removes what it kept. */
  async stop(): Promise<void> {
    await stop(this.#child);
    rmSync(this.base, { recursive: true, force: true });
  }
}
