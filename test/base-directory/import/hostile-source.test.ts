/** Trees that were made to do harm: links out of them, files with holes, sizes beyond all reason. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { SourceTree, type MountPoints } from '../../../src/base-directory/reading/source-tree.js';
import { importInto, linesOf, Place, treeOptions } from './trees.js';

const files = {
  'Settings/Main.settings': '{ DomainName = company.test; }',
  'Accounts/postmaster.macnt/account.settings': '{ Password = secret; }',
  'Domains/client.test/ann.macnt/account.settings': '{}',
};
const mebibyte = 1024 * 1024;

describe('A link in a tree that is imported', () => {
  let tree: Place;
  let outside: Place;
  let base: Place;
  beforeEach(() => {
    tree = new Place().with(files);
    outside = new Place().with({ 'eve.macnt/account.settings': '{}', shadow: 'secret hashes' });
    base = new Place();
  });
  afterEach(() => [tree, outside, base].forEach((place) => place.remove()));

  const places = [
    'x.mnt',
    'Settings/x.mnt',
    'Accounts/x.mnt',
    'Accounts/ann.macnt',
    'Accounts/postmaster.macnt/account.web',
    'Accounts/postmaster.macnt/INBOX.mbox',
    'Domains/x.mnt',
    'Domains/other.test',
    'Domains/client.test/x.mnt',
    'Domains/client.test/Settings',
    'Domains/client.test/a.sub',
    'Domains/client.test/ann.macnt/account.prefs',
    'Domains/client.test/ann.macnt/x.mnt',
    'Domains/client.test/ann.macnt/Box.folder',
    'WebSkins',
    'PBXApps/x',
  ];
  for (const place of places) {
    for (const target of ['a directory', 'a file'] as const) {
      it(`at ${place} brings nothing in from outside, if it leads to ${target}`, async () => {
        mkdirSync(join(tree.path, place, '..'), { recursive: true });
        const to = target === 'a file' ? join(outside.path, 'shadow') : outside.path;
        symlinkSync(to, join(tree.path, place));
        const report = await importInto(base.path, tree.path);
        const copied = base.files.filter((path) => !/^(?:store|password)/.test(path));
        for (const path of copied) expect(base.read(path)).not.to.include('secret hashes');
        expect(linesOf(report).join('\n')).not.to.match(/eve|shadow/);
        expect(report.domains.map(({ counts }) => counts.accounts)).to.deep.equal([1, 1]);
      });
    }
  }

  const follows: readonly [MountPoints, inside: boolean, outside: boolean][] = [
    ['none', false, false],
    ['inside the tree', true, false],
    ['all', true, true],
  ];
  for (const [mountPoints, within, beyond] of follows) {
    it(`is followed as a mount point where it may be: ${mountPoints}`, () => {
      const link = (name: string, to: string) => symlinkSync(to, join(tree.path, 'Domains', name));
      mkdirSync(join(tree.path, 'disk'));
      link('in.mnt', '../disk');
      link('out.mnt', outside.path);
      link('up.mnt', '../..');
      link('top.mnt', '..');
      link('gone.mnt', 'nowhere');
      link('circle.mnt', 'circle.mnt');
      link('file.mnt', join(outside.path, 'shadow'));
      // The name of the tree's own directory begins that of another one.
      mkdirSync(`${tree.path}-other`);
      link('beside.mnt', `${tree.path}-other`);
      const source = new SourceTree(tree.path, { ...treeOptions, mountPoints });
      const kinds = new Map(source.list('Domains', true).map(({ name, kind }) => [name, kind]));
      execFileSync('rmdir', [`${tree.path}-other`]);
      const kind = (followed: boolean) => (followed ? 'directory' : 'link');
      expect(kinds.get('in.mnt')).to.equal(kind(within));
      for (const name of ['out.mnt', 'up.mnt', 'beside.mnt']) {
        expect(kinds.get(name), name).to.equal(kind(beyond));
      }
      // The tree's own top is neither inside nor worth a second walk.
      expect(kinds.get('top.mnt')).to.equal(kind(beyond));
      for (const name of ['gone.mnt', 'circle.mnt', 'file.mnt']) {
        expect(kinds.get(name), name).to.equal('link');
      }
    });
  }
});

describe('A file in a tree that is imported', () => {
  let tree: Place;
  let base: Place;
  beforeEach(() => {
    tree = new Place().with(files);
    base = new Place();
  });
  afterEach(() => [tree, base].forEach((place) => place.remove()));

  /** A file with a few bytes in the middle of nothing. */
  function sparse(path: string, bytes: number): void {
    mkdirSync(join(tree.path, path, '..'), { recursive: true });
    const file = openSync(join(tree.path, path), 'w');
    writeSync(file, 'From x\n', 0);
    writeSync(file, 'middle', Math.floor(bytes / 2));
    ftruncateSync(file, bytes);
    closeSync(file);
  }
  const roomOf = (path: string): number => statSync(path).blocks * 512;

  for (const path of [
    'Domains/client.test/ann.macnt/INBOX.mbox',
    'Domains/client.test/mystery.dat',
    'Startup.sh',
  ]) {
    it(`takes no more room than it did, its holes stay: ${path}`, async () => {
      const size = 100 * mebibyte + 77;
      sparse(path, size);
      await importInto(base.path, tree.path);
      const copy = join(base.path, path);
      expect(statSync(copy).size).to.equal(size);
      expect(roomOf(copy)).to.be.below(mebibyte);
      execFileSync('cmp', [copy, join(tree.path, path)]);
    });
  }

  it('takes no more room in a File Storage either', async () => {
    const path = 'Domains/client.test/ann.macnt/account.web/a.bin';
    sparse(path, 50 * mebibyte);
    await importInto(base.path, tree.path);
    const kept = base.files.filter((name) => name.startsWith('files/'));
    const sizes = kept.map((name) => statSync(join(base.path, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.equal(50 * mebibyte);
    const rooms = kept.map((name) => roomOf(join(base.path, name)));
    expect(rooms.reduce((sum, room) => sum + room, 0)).to.be.below(2 * mebibyte);
  });

  it('over the limit stays where it is and is told, whatever it is', async () => {
    const large = [
      'Domains/client.test/ann.macnt/INBOX.mbox',
      'Domains/client.test/ann.macnt/account.web/a.bin',
      'Domains/client.test/mystery.dat',
      'Startup.sh',
    ];
    for (const path of large) sparse(path, 20 * 1024 * mebibyte);
    const report = await importInto(base.path, tree.path);
    for (const path of large) {
      expect(linesOf(report)).to.include(`left: ${path}: the file is over import.fileMegabytes`);
    }
    expect(report.domains.map(({ failure }) => failure)).to.deep.equal([undefined, undefined]);
    for (const path of base.files) {
      expect(statSync(join(base.path, path)).size, path).to.be.below(64 * mebibyte);
    }
  });

  it('with settings is read within its limit only', async () => {
    sparse('Domains/client.test/ann.macnt/account.prefs', 20 * 1024 * mebibyte);
    writeFileSync(
      join(tree.path, 'Domains/client.test/ann.macnt/account.dst'),
      Buffer.alloc(65 * mebibyte, '{'),
    );
    const report = await importInto(base.path, tree.path);
    for (const name of ['account.prefs', 'account.dst']) {
      expect(linesOf(report)).to.include(
        `set aside: Domains/client.test/ann.macnt/${name}: ` +
          'the file is over import.settingsFileMegabytes',
      );
    }
  });

  it('with settings may have so many elements only', async () => {
    const path = 'Domains/client.test/ann.macnt/account.prefs';
    tree.with({ [path]: `{${'a=;'.repeat(100_001)}}` });
    expect(linesOf(await importInto(base.path, tree.path))).to.include(
      `set aside: ${path}: failed to read data - more than 100000 elements`,
    );
  });

  const pairs = 'a=;'.repeat(5001).replace(/a/g, (_, at) => `a${at}`);
  const word = 'x'.repeat(mebibyte + 1);
  const storedMore: readonly [file: string, text: string][] = [
    ['account.prefs', `{${pairs}}`],
    ['account.prefs', `{a=${word};}`],
    ['account.settings', `{Password=secret; Custom={${pairs}};}`],
    ['account.settings', `{Password=secret; Subscription=(${'a,'.repeat(5001)}a);}`],
    ['account.settings', `{Password=secret; a=${word};}`],
    ['account.dst', `{Contacts={ann={a=${word};};};}`],
  ];
  for (const [file, text] of storedMore) {
    it(`with more than an Account may store is set aside: ${file} ${text.slice(0, 40)}`, async () => {
      const path = `Domains/client.test/ann.macnt/${file}`;
      tree.with({ [path]: text });
      const report = await importInto(base.path, tree.path);
      expect(linesOf(report)).to.include(
        `set aside: ${path}: it holds more than stored.valueMax or stored.elementsMax`,
      );
      expect(report.domains.map(({ counts }) => counts.accounts)).to.deep.equal([1, 1]);
    });
  }

  it('that is a pipe, a socket or a device is never waited for', async () => {
    for (const path of [
      'Domains/client.test/ann.macnt/account.settings2',
      'Domains/client.test/ann.macnt/account.prefs',
      'Domains/client.test/ann.macnt/Box.mbox',
      'Domains/client.test/Settings/Domain.settings',
      'Accounts/pipe.settings',
    ]) {
      mkdirSync(join(tree.path, path, '..'), { recursive: true });
      execFileSync('mkfifo', [join(tree.path, path)]);
    }
    const report = await importInto(base.path, tree.path);
    expect(report.domains.map(({ failure }) => failure)).to.deep.equal([undefined, undefined]);
  });
});
