import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultyDisk } from '../base-directory/faulty-disk.js';
import { ServerProgram, type RunOptions } from '../program.js';
import { withServer } from '../server-under-test.js';
import { LineClient } from '../transcript.js';

/** Commands that write bytes, and what is read afterwards when they were done. */
const writing: readonly (readonly [command: string, bytes: string])[] = [
  ['WriteStorageFile * FILE a.txt DATA [bmV3]', '[bmV3]'],
  ['WriteStorageFile * FILE a.txt OFFSET END DATA [bmV3]', '[b2xkbmV3]'],
  ['WriteStorageFile * FILE dir/b.txt DATA [bmV3]', '[b2xk]'],
];

describe('A command that finds the disk full', () => {
  for (const [command, bytes] of writing) {
    it(`changes nothing and says so, and works again when there is room: ${command}`, () =>
      withServer({ store: 'embedded', set: ['log.file=server.log'] }, async (server) => {
        const client = await server.postmaster();
        const read = () => client.ask('ReadStorageFile * FILE a.txt');
        for (let at = 0, isFull = true; isFull; at += 1) {
          await client.ask('WriteStorageFile * FILE a.txt DATA [b2xk]');
          const accounts = readdirSync(join(server.base, 'files'));
          const count = () =>
            accounts.flatMap((account) => readdirSync(join(server.base, 'files', account))).length;
          const before = count();
          const disk = new FaultyDisk(join(server.base, 'files')).full(at);
          let answer: string | undefined;
          try {
            answer = await client.ask(command);
          } finally {
            disk.repair();
          }
          isFull = disk.hasFailed;
          expect(answer).to.equal(isFull ? '501 disk is full or broken' : '200 OK');
          const [, found] = /^201 \((\[.*\]),#T/.exec((await read()) ?? '') ?? [];
          expect(found).to.equal(isFull ? '[b2xk]' : bytes);
          if (isFull) expect(count(), `full at work ${at}`).to.equal(before);
        }
        expect(await client.ask('DeleteStorageFile * FILE a.txt')).to.equal('200 OK');
      }));
  }
});

describe('A server whose store cannot grow', () => {
  let base: string;
  let program: ServerProgram | undefined;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'cligate-full-'));
  });
  afterEach(async () => {
    await program?.end();
    rmSync(base, { recursive: true, force: true });
  });

  /** A client of a new server over the base directory. */
  const started = async (options: RunOptions = {}): Promise<LineClient> => {
    const set = ['log.file=server.log', 'projector.on=false'];
    program = new ServerProgram(base, { set, ...options });
    return program.postmaster();
  };
  const stopped = async (client: LineClient): Promise<void> => {
    client.close();
    program?.signal('SIGTERM');
    await program?.ended();
  };

  it('refuses changes, keeps those it acknowledged, and goes on when there is room', async () => {
    await stopped(await started());
    const { size } = statSync(join(base, 'store/data.mdb'));
    let client = await started({ fileBytesMax: size });
    const made: string[] = [];
    let refusals = 0;
    for (let number = 0; refusals < 3; number += 1) {
      const name = `account${number}`;
      const answer = await client.ask(`CreateAccount ${name} {RealName="${'x'.repeat(20_000)}";}`);
      if (answer === '200 OK') made.push(name);
      else {
        expect(answer).to.equal('501 disk is full or broken');
        refusals += 1;
      }
    }
    expect(made).not.to.deep.equal([]);
    const kept = async (): Promise<readonly string[]> => {
      const accounts = await client.ask('ListAccounts');
      return (accounts?.match(/account\d+(?==)/g) ?? []).sort();
    };
    expect(await kept()).to.deep.equal([...made].sort());
    await stopped(client);
    client = await started();
    expect(await kept()).to.deep.equal([...made].sort());
    expect(await client.ask('CreateAccount another')).to.equal('200 OK');
    await stopped(client);
  });
});

describe('A server whose disk has less room than the reserve', () => {
  it('says so to changes, and answers everything else', async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-full-'));
    try {
      await withServer({ base, store: 'embedded' }, async (server) => {
        const client = await server.postmaster();
        expect(await client.ask('CreateAccount john')).to.equal('200 OK');
      });
      const set = ['store.reserveMegabytes=1000000000'];
      await withServer({ base, store: 'embedded', set }, async (server) => {
        const client = await server.postmaster();
        expect(await client.ask('CreateAccount ann')).to.equal('501 disk is full or broken');
        expect(await client.ask('ListAccounts')).to.match(/^201 \{john=macnt;postmaster=macnt;\}$/);
      });
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
});
