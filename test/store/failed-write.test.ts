/**
 * One call that writes or flushes the data file fails: the process ends at once, writes nothing any
 * more, and whatever it said was done is there after the next start.
 */
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { ServerProgram } from '../program.js';
import { LineClient } from '../transcript.js';
import { temporaryDirectory } from './drivers.js';
import { FailingCalls, type Failing } from './failing-calls.js';
import { counter, killTables, numbered } from './kill-tables.js';

/** How many calls of a run fail, one in each run; a transaction makes three to six. */
const callsInTurn = Number(process.env['CLIGATE_FAILING_CALLS'] ?? 4);
const errors = ['EIO', 'ENOSPC', 'EROFS'] as const;

const child = fileURLToPath(new URL('kill-child.ts', import.meta.url));
const ioError = 74;

describe('A store whose disk fails a write', () => {
  const failing = new FailingCalls();
  let directory: string;

  before(function () {
    if (!failing.isThere) this.skip(); // no C compiler
  });
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  after(() => failing.remove());

  for (const error of errors) {
    it(`ends its process, and has what it acknowledged: ${error} at each call`, async () => {
      for (let at = 1; at <= callsInTurn; at += 1) await expectWhole({ at, error });
    });
  }

  async function expectWhole(how: Failing): Promise<void> {
    const what = `${how.error} at call ${how.at}`;
    const { acknowledged, code, signal } = await run(how);
    if (!isSpoiled(signal)) expect(code, what).to.equal(ioError);
    expectNothingBehind(failing.calls, what);
    const store = await openEmbeddedStore(directory, { tables: killTables });
    const { last, rows } = await store.view((tx) => ({
      last: Number(tx.get(counter, 'last') ?? 0),
      rows: [...tx.range(numbered, {})],
    }));
    await store.close();
    expect(last, `${what}: the newest change`).to.be.at.least(acknowledged);
    expect(rows.length, `${what}: three rows for each change`).to.equal(3 * last);
  }

  /** Runs the child until it ends; tells the newest change that it acknowledged. */
  async function run(how: Failing) {
    const process_ = spawn(process.execPath, ['--import', 'tsx', child, directory], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...failing.environment(how) },
    });
    let text = '';
    process_.stdout.setEncoding('latin1');
    process_.stdout.on('data', (chunk: string) => {
      if (text === '') failing.begin();
      text = (text + chunk).slice(-10_000);
    });
    const [code, signal] = (await once(process_, 'close')) as [number | null, string | null];
    const whole = text.slice(0, text.lastIndexOf('\n'));
    const acknowledged = Number(whole.slice(whole.lastIndexOf('\n') + 1));
    return { acknowledged, code, signal };
  }
});

/** Where the package itself spoils the memory of the process, the system ends it (decision 12). */
function isSpoiled(signal: string | null | undefined): boolean {
  return signal === 'SIGABRT' || signal === 'SIGSEGV';
}

/** LMDB takes the number of a meta page back that it could not write; else nothing is written. */
function expectNothingBehind(calls: readonly string[], what: string): void {
  const at = calls.findIndex((call) => call.endsWith(' failed'));
  expect(at, `${what}: ${calls.join()}`).to.be.at.least(0);
  const behind = calls.slice(at + 1);
  const takesBack = calls[at] === 'pwrite failed' && behind.length === 1;
  if (!takesBack) expect(behind, what).to.deep.equal([]);
}

describe('A server whose disk fails a write', () => {
  const failing = new FailingCalls();
  let base: string;
  let program: ServerProgram | undefined;

  before(function () {
    if (!failing.isThere) this.skip();
  });
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'cligate-failing-'));
  });
  afterEach(async () => {
    await program?.end();
    rmSync(base, { recursive: true, force: true });
  });
  after(() => failing.remove());

  const started = async (environment: Readonly<Record<string, string>>): Promise<LineClient> => {
    const set = ['log.file=server.log', 'projector.on=false'];
    program = new ServerProgram(base, { set, environment });
    return program.postmaster();
  };

  for (const at of [6]) {
    it(`says so, ends with code ${ioError} and answers no more (call ${at})`, async () => {
      const client = await started(failing.environment({ at, error: 'EIO' }));
      failing.begin();
      const made: string[] = [];
      for (let number = 1; ; number += 1) {
        const answer = await client.ask(`CreateAccount account${number}`);
        if (answer === undefined) break;
        expect(answer).to.equal('200 OK');
        made.push(`account${number}`);
      }
      const ending = await program?.ended();
      if (isSpoiled(program?.endedBy)) expect(program?.err).to.include('Write error: ');
      else {
        expect(ending?.code).to.equal(ioError);
        expect(program?.err).to.match(
          /^cligate: the server ends because its store cannot be written: the disk failed .*$/m,
        );
      }
      expectNothingBehind(failing.calls, `call ${at}`);
      const again = await started({});
      const accounts = (await again.ask('ListAccounts')) ?? '';
      for (const name of made) expect(accounts).to.include(`${name}=`);
      expect(await again.ask('CreateAccount another')).to.equal('200 OK');
      again.close();
    });
  }
});
