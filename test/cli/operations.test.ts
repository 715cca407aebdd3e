/** What administrators do to the running process by commands: its log and its end. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LineClient } from '../transcript.js';
import { RunningProgram } from '../program.js';

describe('Commands to the running process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cligate-operations-'));
  const base = join(directory, 'base');
  const config = join(directory, 'cligate.yaml');
  let program: RunningProgram;
  let clients: LineClient[];

  beforeEach(() => {
    writeFileSync(
      config,
      `base: ${base}\ndomain: {main: company.example}\nserver: {port: 0}\n` +
        'log: {file: cligate.log, format: text, level: notice}\n',
    );
    clients = [];
    program = new RunningProgram(['serve', '--config', config], {
      CLIGATE_POSTMASTER_PASSWORD: 'first-secret',
    });
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await program.end();
    rmSync(base, { recursive: true, force: true });
  });
  after(() => rmSync(directory, { recursive: true }));

  async function postmaster(): Promise<LineClient> {
    const client = await LineClient.to(await program.ready());
    clients.push(client);
    await client.hear();
    await client.ask('USER postmaster');
    expect(await client.ask('PASS first-secret')).to.equal('200 login OK, proceed');
    return client;
  }

  /** The lines of the log that hold a text, without their times. */
  function logged(text: string): readonly string[] {
    const lines = readFileSync(join(base, 'cligate.log'), 'utf8').split('\n');
    return lines.filter((line) => line.includes(text)).map((line) => line.replace(/^\S+ /, ''));
  }

  it('write records into its log, which cannot forge lines', async () => {
    const admin = await postmaster();
    await admin.ask('WriteLog 1 "disk is full"');
    await admin.ask('WriteLog 3 "one\\etwo error server: forged"');
    await admin.ask('WriteLog 4 "not written at this level"');
    await admin.ask('SetLogAll ON');
    await admin.ask('WriteLog 5 "written now"');
    await admin.ask('SetLogAll OFF');
    await admin.ask('WriteLog 5 "not any more"');
    await admin.ask('Shutdown');
    await program.ended();
    expect(logged('SYSTEM')).to.deep.equal([
      'error server: SYSTEM record="disk is full"',
      'notice server: SYSTEM record="one\\ntwo error server: forged"',
      'debug server: SYSTEM record="written now"',
    ]);
  });

  it('trace the uses of files while that is switched on', async () => {
    const admin = await postmaster();
    await admin.ask('WriteStorageFile postmaster FILE a DATA [AAAA]');
    await admin.ask('SetTrace FileOp ON');
    await admin.ask('WriteStorageFile postmaster FILE b DATA [AAAA]');
    await admin.ask('SetTrace FileOp OFF');
    await admin.ask('SetTrace FileIO ON');
    await admin.ask('ReadStorageFile postmaster FILE b');
    await admin.ask('SetTrace FileIO OFF');
    await admin.ask('ReadStorageFile postmaster FILE a');
    await admin.ask('Shutdown');
    await program.ended();
    const traced = logged('TRACE').map((line) => line.replace(/[0-9a-f-]{36}/, 'X'));
    expect(traced).to.deep.equal([
      'notice store: TRACE facility=FileOp what="create 2/X"',
      'notice store: TRACE facility=FileIO what="read 2/X 0 3"',
    ]);
  });

  it('end a long TestLoop early when it stops', async () => {
    const tester = await postmaster();
    const admin = await postmaster();
    tester.say('TestLoop 60');
    // The test is under way when a line after it is heard by another session.
    await admin.ask('Noop');
    await admin.ask('Shutdown');
    expect(await tester.hear()).to.match(/^200 data follow$/);
    expect((await program.ended()).code).to.equal(0);
  });

  it('stop it after the reply, with all sessions closed and the code of a clean end', async () => {
    const admin = await postmaster();
    const other = await postmaster();
    expect(await admin.ask('Shutdown')).to.equal('200 OK');
    expect(await admin.hear()).to.equal(undefined);
    expect(await other.hear()).to.equal(undefined);
    expect((await program.ended()).code).to.equal(0);
    expect(logged('stopp')).to.deep.equal([
      'notice server: stopping command=Shutdown',
      'notice server: stopped',
    ]);
  });
});
