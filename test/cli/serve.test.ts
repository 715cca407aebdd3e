import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LineClient } from '../transcript.js';
import { run, RunningProgram } from '../program.js';

const directory = mkdtempSync(join(tmpdir(), 'cligate-serve-'));
const config = join(directory, 'cligate.yaml');
const base = join(directory, 'base');
const logFile = join(base, 'cligate.log');

const secrets = ['first-secret', 'ann-secret', 'mistyped-secret'] as const;

function settings(more: string): string {
  return `base: ${base}\ndomain: {main: company.example}\nserver: {port: 0}\n${more}`;
}

const programs: RunningProgram[] = [];

function serve(environment: Record<string, string> = {}): RunningProgram {
  const program = new RunningProgram(['serve', '--config', config], environment);
  programs.push(program);
  return program;
}

/** Logs in with a password and plays a transcript of plain lines; tells the replies. */
async function play(port: number, password: string, ...lines: string[]) {
  const client = await LineClient.to(port);
  const replies = [await client.hear()];
  for (const line of ['USER postmaster', `PASS ${password}`, ...lines]) {
    replies.push(await client.ask(line));
  }
  client.socket.destroy();
  return replies.slice(2);
}

async function journal(...args: string[]): Promise<string> {
  return (await run(['log', '--config', config, ...args])).out;
}

describe('cligate serve', () => {
  beforeEach(() => writeFileSync(config, settings('')));
  afterEach(() => Promise.all(programs.splice(0).map((program) => program.end())));
  after(() => rmSync(directory, { recursive: true }));

  it('makes up a password at the first start, shows it once, and changes nothing later', async () => {
    const first = serve();
    const port = await first.ready();
    const [, password = ''] = await first.said('err', /shown only now: (\S+)\n/);
    expect(first.err).to.include(`PASS ${password}\\r\\n`).and.include(`| nc 127.0.0.1 ${port}\n`);
    expect((await play(port, password))[0]).to.equal('200 login OK, proceed');
    expect(statSync(base).mode & 0o777).to.equal(0o700);
    const before = await journal('--json');
    first.signal('SIGTERM');
    const ended = await first.ended();
    expect(ended).to.include({ code: 0, out: `cligate ready on 127.0.0.1:${port}\n` });

    const second = serve({ CLIGATE_POSTMASTER_PASSWORD: 'another' });
    expect((await play(await second.ready(), password))[0]).to.equal('200 login OK, proceed');
    second.signal('SIGINT');
    const { code, err } = await second.ended();
    expect(code).to.equal(0);
    expect(err).not.to.include('first start');
    expect(before).to.match(/^\{.*"command":"first start".*\}\n$/);
    expect(await journal('--json')).to.equal(before);
  });

  it('refuses a base directory that another process serves', async () => {
    await serve().ready();
    const { code, err } = await serve().ended();
    expect(code).to.equal(69);
    expect(err).to.match(/^cligate: the store in \S+ is in use by process \d+\n$/);
  });

  it('never writes a secret to its log or its journal', async () => {
    rmSync(base, { recursive: true, force: true });
    writeFileSync(config, settings('log: {level: debug, file: cligate.log}\n'));
    const [first, ann, mistyped] = secrets;
    const program = serve({ CLIGATE_POSTMASTER_PASSWORD: first });
    const port = await program.ready();
    const replies = await play(
      port,
      first,
      `CreateAccount ann {Password="${ann}";}`,
      `SetAccountPassword ann PASSWORD ${ann}`,
      `VerifyAccountPassword ann PASSWORD ${mistyped}`,
      `${mistyped} ${mistyped}`,
    );
    expect(replies.slice(0, 3)).to.deep.equal(['200 login OK, proceed', '200 OK', '200 OK']);
    expect((await play(port, mistyped))[0]).to.match(/^515 /);
    program.signal('SIGTERM');
    const { out, err } = await program.ended();
    const log = readFileSync(logFile, 'utf8');
    expect(log).to.include('failed login from [127.0.0.1]').and.include('CreateAccount');
    const all = out + err + log + (await journal()) + (await journal('--json'));
    for (const secret of secrets) expect(all).not.to.include(secret);
  });

  it('reads again on SIGHUP what it can, opens the log anew on SIGUSR1', async () => {
    writeFileSync(config, settings('log: {file: cligate.log, format: text}\n'));
    const program = serve();
    const port = await program.ready();
    renameSync(logFile, `${logFile}.1`);
    program.signal('SIGUSR1');
    await becomes(() => logText(), /^$/);
    writeFileSync(
      config,
      settings('log: {file: other.log, format: text, level: debug}\nlimits: {channels: 0}\n'),
    );
    program.signal('SIGHUP');
    await becomes(
      () => logText(),
      /notice config: settings and certificate read again changed="limits.channels log.level"\n.* warn config: changed, but needs a restart settings=log.file\n/,
    );
    const client = await LineClient.to(port);
    expect(await client.hear()).to.match(/^5\d\d /);
    client.socket.destroy();
    writeFileSync(config, 'limits: {chanels: 0}');
    program.signal('SIGHUP');
    await becomes(() => logText(), /error config: nothing was read again: .*limits.chanels/);
    expect(readFileSync(`${logFile}.1`, 'utf8')).to.include('notice server: ready');
  });

  it('ends at once on a second signal', async () => {
    writeFileSync(
      config,
      settings('limits: {loginFailureDelayMs: 100000}\nstop: {graceMs: 100000}\n'),
    );
    const program = serve();
    const client = await LineClient.to(await program.ready());
    await client.hear();
    await client.ask('USER postmaster');
    client.say('PASS wrong');
    await program.said('err', /failed login/);
    program.signal('SIGTERM');
    await program.said('err', /stopping/);
    program.signal('SIGTERM');
    expect((await program.ended()).code).to.equal(128 + 15);
  });
});

function logText(): string | undefined {
  try {
    return readFileSync(logFile, 'utf8');
  } catch {
    return undefined;
  }
}

/** Waits for a text that another process writes; mocha's timeout is the bound. */
async function becomes(read: () => string | undefined, what: RegExp): Promise<void> {
  while (!what.test(read() ?? 'none')) await new Promise((resolve) => setImmediate(resolve));
}
