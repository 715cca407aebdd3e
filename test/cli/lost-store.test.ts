/** A base directory whose store is lost, as an operator meets it: nothing of the mail may go. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LineClient } from '../talk.js';
import { run, RunningProgram } from './program.js';

const directory = mkdtempSync(join(tmpdir(), 'cligate-lost-'));
const whole = join(directory, 'whole');
const base = join(directory, 'base');
const store = join(base, 'store');
const dataFile = join(store, 'data.mdb');
const password = 'first-secret';
const message = 'From a@b Thu Jan  1 00:00:00 2026\nSubject: kept\n\nword\n\n';

const programs: RunningProgram[] = [];
const flagsOf = (of: string): string[] => ['--base', of, '--port', '0'];

function serve(of: string, ...flags: string[]): RunningProgram {
  const named = ['--set', 'domain.main=company.example', ...flags];
  const secret = { CLIGATE_POSTMASTER_PASSWORD: password };
  const program = new RunningProgram(['serve', ...flagsOf(of), ...named], secret);
  programs.push(program);
  return program;
}

async function ask(
  program: RunningProgram,
  ...lines: string[]
): Promise<readonly (string | undefined)[]> {
  const client = await LineClient.to(await program.ready());
  const replies = [await client.hear()];
  for (const line of ['USER postmaster', `PASS ${password}`, 'INLINE', ...lines]) {
    replies.push(await client.ask(line));
  }
  client.close();
  return replies.slice(4);
}

/** Every file below a directory with its bytes, but for those of the store. */
function filesIn(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1);
    if (!/^(?:store|projector)\//.test(name)) found.set(name, readFileSync(path, 'latin1'));
  }
  return found;
}

/** Flips a bit of the meta page that counts, or of the other one. */
function flip(at: number, ofNewest: boolean): void {
  const bytes = readFileSync(dataFile);
  const pageSize = bytes.readUInt32LE(48);
  const change = (page: number): bigint => bytes.readBigUInt64LE(page * pageSize + 152);
  const newest = change(0) > change(1) ? 0 : 1;
  const page = ofNewest ? newest : 1 - newest;
  bytes.writeUInt8(bytes.readUInt8(page * pageSize + at) ^ 1, page * pageSize + at);
  writeFileSync(dataFile, bytes);
}

describe('A base directory whose store is lost', () => {
  before(async () => {
    const program = serve(whole);
    const replies = await ask(
      program,
      'CreateAccount ann {Password=x;}',
      'CreateDomain other.example',
      'CreateAccount bob@other.example {Password=x;}',
      'WriteStorageFile ann@company.example FILE note.txt DATA [aGVsbG8=]',
      'GetAccountLocation bob@other.example',
    );
    for (const reply of replies) expect(reply).to.match(/^20[01] /);
    for (const path of ['Accounts/ann.macnt', 'Domains/other.example/bob.macnt']) {
      writeFileSync(join(whole, path, 'INBOX.mbox'), message);
    }
    program.signal('SIGTERM');
    expect((await program.ended()).code).to.equal(0);
  });
  beforeEach(() => cpSync(whole, base, { recursive: true, preserveTimestamps: true }));
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.end()));
    rmSync(base, { recursive: true, force: true });
  });
  after(() => rmSync(directory, { recursive: true }));

  const damages: readonly (readonly [title: string, damage: () => void, words: string])[] = [
    ['the file of the store is removed', () => rmSync(dataFile), 'is empty'],
    ['the store is removed', () => rmSync(store, { recursive: true }), 'is missing'],
    ['the store is emptied', () => truncateSync(dataFile, 0), 'is empty'],
    [
      'the disk of the store is not mounted',
      () => {
        rmSync(store, { recursive: true });
        mkdirSync(store);
      },
      'is empty',
    ],
  ];
  for (const [title, damage, words] of damages) {
    it(`does not start when ${title}, and says so in a line`, async () => {
      damage();
      const before = filesIn(base);
      const hadStore = existsSync(store) && readdirSync(store);
      const { code, err, out } = await serve(base).ended();
      expect(code).to.equal(78);
      expect(out).to.equal('');
      expect(err).to.match(/^cligate: the store in \S+ .*--begin-anew.*\n$/);
      expect(err).to.include(words).and.include('store.json, password.key, files, projector');
      expect(filesIn(base)).to.deep.equal(before);
      expect(existsSync(store) && readdirSync(store)).to.deep.equal(hadStore);
    });
  }

  for (const ofNewest of [true]) {
    it(`keeps all mail when a bit of ${ofNewest ? 'the newest' : 'a'} meta page is another`, async () => {
      flip(136, ofNewest);
      const before = filesIn(base);
      const program = serve(base);
      // It may start when the other meta page counts, and says all that it said then.
      const line = program.said('out', /ready/).then(
        async () => (await ask(program, 'ListAccounts'))[0],
        () => 'refused',
      );
      expect(await line).to.match(/refused|ann/);
      await program.end();
      for (const [name, text] of before) {
        if (name.endsWith('.mbox')) expect(filesIn(base).get(name), name).to.equal(text);
      }
    });
  }

  it('is refused to everything else that would write, and to a backup', async () => {
    rmSync(dataFile);
    const before = filesIn(base);
    const archive = join(directory, 'archive');
    for (const [subcommand, ...more] of [
      ['sync'],
      ['check', '--repair'],
      ['check'],
      ['backup', archive],
      ['import', join(whole)],
    ] as const) {
      const { code, err } = await run([subcommand, '--base', base, ...more]);
      expect(code, subcommand).to.equal(1);
      expect(err, subcommand).to.match(/^cligate: the store in \S+ is empty, and beside it .*\n$/);
      expect(filesIn(base), subcommand).to.deep.equal(before);
    }
    expect(existsSync(archive)).to.equal(false);
    expect(existsSync(dataFile)).to.equal(false);
  });

  it('begins anew when that is asked, and keeps aside what was there', async () => {
    rmSync(store, { recursive: true });
    const before = filesIn(base);
    const program = serve(base, '--begin-anew');
    expect((await ask(program, 'ListAccounts', 'GetAccountLocation postmaster'))[0]).to.equal(
      '201 {postmaster=macnt;}',
    );
    program.signal('SIGTERM');
    expect((await program.ended()).code).to.equal(0);
    const aside = readdirSync(base).find((name) => name.startsWith('set-aside-')) ?? '';
    expect(filesIn(join(base, aside))).to.deep.equal(before);

    const again = await serve(base, '--begin-anew').ended();
    expect(again.code).to.equal(64);
    expect(again.err).to.match(/^cligate: --begin-anew is for a store that is lost.*\n$/);
    expect(statSync(dataFile).size).to.be.greaterThan(0);
  });
});
