/** A large store with one flipped bit, as the program's subcommands meet it. */
import { expect } from 'chai';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditDataFile } from '../../src/store/pages/data-file.js';
import { run } from '../program.js';
import { startServer } from '../server-under-test.js';
import { makeRichBase } from './rich-server.js';

const pageBytes = 4096;
const leafFlag = 2;

/** Tables that nobody needs before a server works. */
const lateTables = /^mailboxes: /;

/** Larger than a file that is audited at once. */
const large = Array.from({ length: 80 }, (_, index) => [
  `CreateAccount large${index}@client2.example`,
  `UpdateAccountPrefs large${index}@client2.example {Signature="${'x'.repeat(28_000)}";}`,
]).flat();

/** Bits in the leaves of a data file, by what their flip damages. */
const damages: readonly (readonly [what: string, at: (end: number) => number, ofRow: boolean])[] = [
  ['the head of a leaf', () => 20, false],
  ['a row', (end) => end - 4, true],
];

describe('A large store with a flipped bit', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
  const whole = join(directory, 'whole');
  const base = join(directory, 'base');
  const store = join(base, 'store');

  before(async () => {
    await makeRichBase(whole, large);
    expect(await run(['check', '--base', whole])).to.include({ code: 0 });
  });
  beforeEach(() => cpSync(whole, base, { recursive: true }));
  afterEach(() => rmSync(base, { recursive: true }));
  after(() => rmSync(directory, { recursive: true }));

  /** Flips a bit that damages something of a kind; tells the line of it. */
  function flip(at: (end: number) => number, ofRow: boolean): string {
    const path = join(store, 'data.mdb');
    const bytes = readFileSync(path);
    expect(bytes.length / pageBytes).to.be.greaterThan(1200);
    for (let page = bytes.length / pageBytes - 1; page > 1; page -= 1) {
      if (bytes.readUInt16LE(page * pageBytes + 18) !== leafFlag) continue;
      const place = page * pageBytes + at(pageBytes);
      const before = bytes.readUInt8(place);
      bytes.writeUInt8(before ^ 2, place);
      writeFileSync(path, bytes);
      const [damage] = auditDataFile(store) ?? [];
      if (damage?.ofRow === ofRow && lateTables.test(damage.line)) return damage.line;
      bytes.writeUInt8(before, place);
    }
    throw new Error('there is no such bit');
  }

  for (const [what, at, ofRow] of damages) {
    it(`in ${what} is told by check, and in no backup and no export`, async () => {
      const line = flip(at, ofRow);
      const checked = await run(['check', '--base', base]);
      expect(checked.code).to.equal(1);
      expect(checked.out).to.include(`server is damaged: ${line} (repair: look at it yourself)\n`);
      const target = join(directory, 'target');
      for (const subcommand of ['backup', 'export']) {
        const { code, out, err } = await run([subcommand, '--base', base, target]);
        expect({ code, out, err }, subcommand).to.deep.equal({
          code: 1,
          out: '',
          err: `cligate: ${line}\n`,
        });
        rmSync(target, { recursive: true, force: true });
      }
      expect(existsSync(`${target}.new`)).to.equal(false);
    });
  }

  it('in a row hinders no changes of others', async () => {
    flip((end) => end - 4, true);
    const server = await startServer({ base, store: 'embedded', set: ['log.file=cligate.log'] });
    try {
      const client = await server.postmaster();
      const log = join(base, 'cligate.log');
      for (let made = 0; !/the store is damaged/.test(readFileSync(log, 'latin1')); made += 1) {
        expect(await client.ask(`CreateDomain d${made}.example`)).to.equal('200 OK');
      }
      expect(await client.ask('CreateDomain last.example')).to.equal('200 OK');
      client.close();
    } finally {
      await server.close();
    }
  });

  it('in a leaf takes no change any more, and answers what it can, once a server found it', async () => {
    flip(() => 20, false);
    const server = await startServer({ base, store: 'embedded', set: ['log.file=cligate.log'] });
    try {
      const client = await server.postmaster();
      let answer = '200 OK';
      for (let made = 0; answer === '200 OK'; made += 1) {
        answer = (await client.ask(`CreateDomain d${made}.example`)) ?? '';
      }
      expect(answer).to.match(/^501 /);
      expect(await client.ask('ListDomains')).to.match(/^201 \(.*client1\.example/);
      client.close();
    } finally {
      await server.close();
    }
  });
});
