/** The program as a process of its own, as an operator runs it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { postmasterPassword } from './server-under-test.js';
import { LineClient } from './transcript.js';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How a program runs. */
export interface RunOptions {
  /** With it no file can grow beyond: for the program the disk is full then. */
  readonly fileBytesMax?: number;
  /** Modules that are loaded before it. */
  readonly imports?: readonly string[];
}

/** What `ulimit -f` counts in. */
const blockBytes = 512;

/** A process under way. */
export class RunningProgram {
  out = '';
  err = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #told: () => void = () => undefined;

  /**
   * The environment is empty but for what is given, so that this machine's settings do not matter.
   */
  constructor(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    { fileBytesMax, imports = [] }: RunOptions = {},
  ) {
    const modules = ['tsx', ...imports].flatMap((module) => ['--import', module]);
    const program = [process.execPath, ...modules, main, ...args];
    const limit = `ulimit -f ${Math.floor((fileBytesMax ?? 0) / blockBytes)} && exec "$@"`;
    const [command = '', ...rest] =
      fileBytesMax === undefined ? program : ['/bin/sh', '-c', limit, 'sh', ...program];
    this.#child = spawn(command, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...environment },
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#hear('out', chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#hear('err', chunk));
    this.#ended = once(this.#child, 'close').then(([code]) => {
      this.#told();
      return code as number | null;
    });
  }

  #hear(where: 'out' | 'err', chunk: Buffer): void {
    this[where] += chunk.toString();
    this.#told();
  }

  /** Waits until the program said something like this; fails when it ends before. */
  async said(where: 'out' | 'err', what: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = what.exec(this[where]);
      if (match) return match;
      if ((this.#child.exitCode ?? this.#child.signalCode) !== null)
        throw new Error(`it ended: ${this.out}${this.err}`);
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
  }

  /** Waits until the server answers; tells its port. */
  async ready(): Promise<number> {
    const [, port] = await this.said('out', /^cligate ready on 127\.0\.0\.1:(\d+)\n/m);
    return Number(port);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Waits for the end. */
  async ended(): Promise<Ended> {
    const code = await this.#ended;
    return { code, out: this.out, err: this.err };
  }

  /** The signal that ended it, if one did. */
  get endedBy(): NodeJS.Signals | null {
    return this.#child.signalCode;
  }

  /** Ends the process by a signal and waits until it is gone; what it started may be there still. */
  async kill(name: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.signal(name);
    await gone;
  }

  /** Ends the process whatever it does, so that no test leaves one behind. */
  async end(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

/** How a server runs. */
export interface ServeOptions extends RunOptions {
  /** Settings as `--set` takes them. */
  readonly set?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** `cligate serve` on a base directory; its Main Domain is `example.test`. */
export class ServerProgram extends RunningProgram {
  constructor(base: string, { set = [], environment, ...options }: ServeOptions = {}) {
    const settings = ['domain.main=example.test', ...set].flatMap((one) => ['--set', one]);
    super(
      ['serve', '--port', '0', '--base', base, ...settings],
      { CLIGATE_POSTMASTER_PASSWORD: postmasterPassword, ...environment },
      options,
    );
  }

  /** Starts one and waits until it answers. */
  static async start(base: string, options?: ServeOptions): Promise<ServerProgram> {
    const program = new ServerProgram(base, options);
    await program.ready();
    return program;
  }

  /** A client that has heard the greeting. */
  async greeted(): Promise<LineClient> {
    return LineClient.greeted(await this.ready());
  }

  /** A client logged in as postmaster, in INLINE mode. */
  async postmaster(): Promise<LineClient> {
    return LineClient.loggedIn(await this.ready(), 'postmaster', postmasterPassword);
  }
}

/** Runs the program to its end. */
export async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  options: RunOptions = {},
): Promise<Ended> {
  return new RunningProgram(args, environment, options).ended();
}
