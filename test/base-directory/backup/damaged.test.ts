import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import {
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
import { BadArchive } from '../../../src/base-directory/backup/archive-reader.js';
import { ArchiveWriter } from '../../../src/base-directory/backup/archive-writer.js';
import { makeBackup } from '../../../src/base-directory/backup/backup.js';
import { restore } from '../../../src/base-directory/backup/restore.js';
import type { BasePlaces } from '../../../src/base-directory/base-places.js';
import { basePlaces } from '../../../src/base-directory/base-places.js';
import { storeFormat } from '../../../src/tables/tables.js';
import { run } from '../../program.js';
import { makeRichBase } from '../rich-server.js';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('A backup', () => {
  let directory: string;
  let to: BasePlaces;
  let archive: string;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    const from = basePlaces(join(directory, 'from'));
    archive = join(directory, 'night.tar.gz');
    await makeRichBase(from.root);
    writeFileSync(join(from.root, 'Startup.sh'), 'umask 027\n');
    const ann = join(from.root, 'Domains/client1.example/an.sub/ann.macnt');
    mkdirSync(ann, { recursive: true });
    writeFileSync(join(ann, 'INBOX.mbox'), 'From x\n\nhi\n');
    await makeBackup(from, archive, '1.0');
  });
  beforeEach(() => {
    to = basePlaces(join(directory, 'to'));
  });
  afterEach(() => rmSync(to.root, { recursive: true, force: true }));
  after(() => rmSync(directory, { recursive: true, force: true }));

  /** Ways to damage an archive. */
  const damages: readonly (readonly [string, (path: string, size: number) => void])[] = [
    ['is cut off', (path, size) => truncateSync(path, size - 20)],
    ['is cut off in the middle', (path, size) => truncateSync(path, Math.floor(size / 2))],
    ['is empty', (path) => truncateSync(path, 0)],
    ...[0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map(
      (part): readonly [string, (path: string, size: number) => void] => [
        `has a flipped bit after ${part * 100} % of it`,
        (path, size) => {
          const bytes = readFileSync(path);
          const at = Math.floor(size * part);
          bytes[at] = (bytes[at] ?? 0) ^ 4;
          writeFileSync(path, bytes);
        },
      ],
    ),
    ['is cut off early', (path, size) => truncateSync(path, Math.floor(size / 10))],
    ['is something else', (path) => writeFileSync(path, 'nothing of the kind')],
    ['is not there', (path) => rmSync(path)],
  ];
  for (const [title, damage] of damages) {
    it(`that ${title} is refused and changes nothing`, async () => {
      const bad = join(directory, 'bad.tar.gz');
      writeFileSync(bad, readFileSync(archive));
      damage(bad, statSync(bad).size);
      mkdirSync(to.root);
      writeFileSync(join(to.root, 'precious'), 'x');
      try {
        const refused = await restore(to, bad, { force: true, now }).catch((e: unknown) => e);
        expect(refused).to.be.instanceOf(BadArchive);
        expect(readdirSync(to.root)).to.deep.equal(['precious']);
      } finally {
        rmSync(bad, { force: true });
      }
    });
  }

  it('with an entry that was changed and packed again is refused', async () => {
    const open = join(directory, 'open');
    const bad = join(directory, 'bad.tar.gz');
    mkdirSync(open);
    try {
      execFileSync('tar', ['-xzf', archive, '-C', open]);
      writeFileSync(join(open, 'password.key'), `${'0'.repeat(64)}\n`);
      const names = ['cligate.json', 'rows.jsonl', 'password.key', 'base', 'files'];
      execFileSync('tar', ['-czf', bad, '-C', open, ...names, 'SHA256SUMS']);
      const refused = await restore(to, bad, { force: false, now }).catch((e: unknown) => e);
      expect(refused).to.be.instanceOf(BadArchive);
      expect(readdirSync(to.root)).to.deep.equal([]);
    } finally {
      rmSync(open, { recursive: true });
      rmSync(bad, { force: true });
    }
  });

  it('with any entry that is changed, is missing or comes twice is refused', async () => {
    const open = join(directory, 'open');
    const bad = join(directory, 'bad.tar.gz');
    mkdirSync(open);
    mkdirSync(to.root);
    writeFileSync(join(to.root, 'precious'), 'x');
    const refuses = async (names: readonly string[], what: string): Promise<void> => {
      execFileSync('tar', ['-czf', bad, '-C', open, '--hard-dereference', ...names]);
      const refused = await restore(to, bad, { force: true, now }).catch((e: unknown) => e);
      expect(refused, what).to.be.instanceOf(BadArchive);
      expect(readdirSync(to.root), what).to.deep.equal(['precious']);
    };
    try {
      const listed = execFileSync('tar', ['-tzf', archive]).toString();
      const names = listed.trimEnd().split('\n');
      const areas = new Set(names.map((name) => name.split('/')[0]));
      expect([...areas]).to.deep.equal([
        'cligate.json',
        'rows.jsonl',
        'password.key',
        'files',
        'mail',
        'base',
        'SHA256SUMS',
      ]);
      execFileSync('tar', ['-xzf', archive, '-C', open]);
      for (const name of names) {
        const bytes = readFileSync(join(open, name));
        const flipped = Buffer.from(bytes);
        const middle = bytes.length >> 1;
        flipped[middle] = (bytes[middle] ?? 0) ^ 1;
        writeFileSync(join(open, name), flipped);
        await refuses(names, `${name} changed`);
        writeFileSync(join(open, name), bytes.subarray(0, -1));
        await refuses(names, `${name} cut off`);
        writeFileSync(join(open, name), bytes);
        await refuses(
          names.filter((other) => other !== name),
          `without ${name}`,
        );
        await refuses([...names.slice(0, -1), name, ...names.slice(-1)], `${name} twice`);
      }
    } finally {
      rmSync(open, { recursive: true });
      rmSync(bad, { force: true });
    }
  });

  it('that is damaged is told by the program in one line', async () => {
    const bad = join(directory, 'bad.tar.gz');
    writeFileSync(bad, readFileSync(archive).subarray(0, -20));
    try {
      for (const flags of [[], ['--force']]) {
        const { code, out, err } = await run(['restore', bad, '--base', to.root, ...flags]);
        expect([code, out]).to.deep.equal([1, '']);
        expect(err).to.match(/^cligate: \S+bad\.tar\.gz is damaged, or no backup\n$/);
        expect(readdirSync(to.root)).to.deep.equal([]);
      }
    } finally {
      rmSync(bad, { force: true });
    }
  });

  for (const name of [
    'base/../outside',
    'base/Domains/../../outside',
    'base/store/data.mdb',
    'base/password.key',
    'base/files/5/x',
    'mail/5/../../../outside',
    'files/5/../../outside',
    '/outside',
  ]) {
    it(`with an entry ${name} is refused, and writes nothing`, async () => {
      const bad = join(directory, 'bad.tar.gz');
      const writer = new ArchiveWriter(bad, join(directory, 'sums'));
      const head = { format: 1, storeFormat, program: '1.0', mainDomain: 'x', rows: 0 };
      try {
        await writer.add('cligate.json', Buffer.from(JSON.stringify(head)));
        await writer.add('rows.jsonl', Buffer.alloc(0));
        await writer.add(name, Buffer.from('bad'));
        await writer.finish();
        const refused = await restore(to, bad, { force: false, now }).catch((e: unknown) => e);
        expect(refused).to.be.instanceOf(BadArchive);
        expect(readdirSync(to.root)).to.deep.equal([]);
        expect(existsSync(join(directory, 'outside'))).to.equal(false);
      } finally {
        for (const path of [bad, join(directory, 'sums')]) rmSync(path, { force: true });
      }
    });
  }
});
