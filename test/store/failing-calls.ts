/** A disk on which one call fails, for a process of its own: `failing-calls.c`, built and preloaded. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Which call fails, and with which error. */
export interface Failing {
  /** From 1, counted from when `begin` is called. */
  readonly at: number;
  readonly error: keyof typeof constants.errno;
}

const source = fileURLToPath(new URL('failing-calls.c', import.meta.url));

/** The built library, in a directory of its own. */
export class FailingCalls {
  readonly #directory = mkdtempSync(join(tmpdir(), 'cligate-failing-'));
  readonly #library = join(this.#directory, 'failing-calls.so');

  /** Whether it can be used: a C compiler is there, and the system preloads. */
  readonly isThere =
    process.platform === 'linux' &&
    spawnSync('cc', ['-shared', '-fPIC', '-o', this.#library, source, '-ldl']).status === 0;

  /** The environment of a process on whose data file a call fails. Nothing has failed yet. */
  environment({ at, error }: Failing): Readonly<Record<string, string>> {
    for (const name of ['from', 'log']) rmSync(join(this.#directory, name), { force: true });
    return {
      LD_PRELOAD: this.#library,
      FAIL_FILE: '/data.mdb',
      FAIL_FROM: join(this.#directory, 'from'),
      FAIL_LOG: join(this.#directory, 'log'),
      FAIL_AT: String(at),
      FAIL_WITH: String(constants.errno[error]),
    };
  }

  /** From now on calls count. */
  begin(): void {
    writeFileSync(join(this.#directory, 'from'), '');
  }

  /** The calls that counted, in their order; the one that failed says so. */
  get calls(): readonly string[] {
    const log = join(this.#directory, 'log');
    return existsSync(log) ? readFileSync(log, 'latin1').trimEnd().split('\n') : [];
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
