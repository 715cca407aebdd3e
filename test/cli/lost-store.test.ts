/** A base directory whose store is lost, as an operator meets it: nothing of the mail may go. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LineClient } from '../transcript.js';
import { run, RunningProgram } from '../program.js';

const directory = mkdtempSync(join(tmpdir(), 'cligate-lost-'));
const whole = join(directory, 'whole');
const base = join(directory, 'base');
const store = join(base, 'store');
const dataFile = join(store, 'data.mdb');
const pageBytes = 4096;
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
  const newest = newestMetaOf(bytes);
  const place = (ofNewest ? newest : 1 - newest) * pageBytes + at;
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  writeFileSync(dataFile, bytes);
}

/** Which of the two meta pages counts. */
function newestMetaOf(bytes: Buffer): number {
  const change = (page: number): bigint => bytes.readBigUInt64LE(page * pageBytes + 152);
  return change(0) > change(1) ? 0 : 1;
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

  // Behind its last page the file has room only, which it may lose.
  for (const [title, length] of [
    ['in the middle', (used: number) => (used >> 1) & -pageBytes],
    ['behind its meta pages', () => 2 * pageBytes],
    ['between its meta pages', () => pageBytes],
    ['behind a few bytes', () => 100],
  ] as const) {
    it(`does not start when the file of the store ends ${title}, and changes nothing`, async () => {
      const bytes = readFileSync(dataFile);
      const lastPage = bytes.readUInt32LE(newestMetaOf(bytes) * pageBytes + 144);
      truncateSync(dataFile, length((lastPage + 1) * pageBytes));
      const before = filesIn(base);
      const cut = readFileSync(dataFile);
      const { code, err, out } = await serve(base).ended();
      expect({ code, out }).to.deep.equal({ code: 69, out: '' });
      expect(err).to.match(/^cligate: .*\bdata(?:\.mdb| file) is damaged.*\n$/);
      expect(filesIn(base)).to.deep.equal(before);
      expect(readFileSync(dataFile).equals(cut)).to.equal(true);
    });
  }

  for (const ofNewest of [true, false]) {
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

  it('is gone on with from an older copy when the notes of the newer one are moved away', async () => {
    const copy = join(directory, 'copy');
    cpSync(store, copy, { recursive: true });
    const program = serve(base);
    const replies = await ask(
      program,
      'CreateAccount carl {Password=x;}',
      'GetAccountLocation carl',
    );
    for (const reply of replies) expect(reply).to.match(/^20[01] /);
    const mail = join(base, 'Accounts', 'carl.macnt', 'INBOX.mbox');
    writeFileSync(mail, message);
    program.signal('SIGTERM');
    expect((await program.ended()).code).to.equal(0);

    rmSync(store, { recursive: true });
    renameSync(copy, store);
    const refused = await serve(base).ended();
    expect(refused.code).to.equal(78);
    expect(refused.err).to.match(
      /^cligate: the store in \S+ is older than what lies beside it.*\n$/,
    );

    const away = join(directory, 'away');
    mkdirSync(away);
    for (const name of ['projector', 'store.json']) renameSync(join(base, name), join(away, name));
    const names = ['ListAccounts', 'CreateAccount dora', 'GetAccountLocation dora'];
    const answers = await ask(serve(base), ...names);
    expect(answers).to.deep.equal([
      '201 {ann=macnt;postmaster=macnt;}',
      '200 OK',
      '201 dora.macnt',
    ]);
    expect(readFileSync(mail, 'latin1')).to.equal(message);
  });

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
