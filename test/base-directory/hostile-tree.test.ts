import { expect } from 'chai';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepOnly } from '../../src/base-directory/keep-only.js';
import { SafeTree, TreeRefused } from '../../src/base-directory/safe-tree.js';
import { FaultyDisk, noRoom, ofAnotherOwner } from './faulty-disk.js';

describe('A tree that others have been at', () => {
  let outer: string;
  let root: string;
  let tree: SafeTree;
  let undo: () => void;

  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'cligate-tree-'));
    root = join(outer, 'root');
    mkdirSync(root);
    tree = new SafeTree(root);
    undo = () => undefined;
  });
  afterEach(() => {
    undo();
    rmSync(outer, { recursive: true, force: true });
  });

  describe('with files of another owner', () => {
    it('reads, replaces and moves none, and tells which', () => {
      tree.writeFile('a/x', 'theirs');
      undo = ofAnotherOwner(join(root, 'a/x'));
      for (const work of [
        () => tree.readFile('a/x'),
        () => tree.open('a/x'),
        () => tree.writeFile('a/x', 'ours'),
        () => tree.makeFile('a/x'),
        () => tree.move('a/x', 'b'),
        () => tree.remove('a/x'),
        () => tree.linkFile('a/x', join(root, 'a/x')),
      ]) {
        expect(work).to.throw(TreeRefused, 'a/x: of another owner');
      }
      expect(tree.list('a')).to.deep.equal(['x']);
      expect(readFileSync(join(root, 'a/x'), 'latin1')).to.equal('theirs');
    });

    it('touches nothing in a directory of theirs', () => {
      tree.writeFile('a/b/x', 'theirs');
      undo = ofAnotherOwner(join(root, 'a'));
      const other = new SafeTree(root);
      for (const work of [
        () => other.readFile('a/b/x'),
        () => other.writeFile('a/new', 'ours'),
        () => other.makeDirectory('a/new'),
        () => other.list('a'),
        () => other.move('a', 'c'),
        () => other.remove('a/b/x'),
        () => other.remove('a'),
        () => keepOnly(other, 'a', new Set()),
      ]) {
        expect(work).to.throw(TreeRefused, 'a: of another owner');
      }
      expect(readFileSync(join(root, 'a/b/x'), 'latin1')).to.equal('theirs');
    });

    it('leaves theirs when it removes what is around', () => {
      tree.writeFile('a/b/x', 'theirs');
      undo = ofAnotherOwner(join(root, 'a/b/x'));
      expect(() => tree.remove('a')).to.throw(TreeRefused, 'a/b/x: of another owner');
      expect(readFileSync(join(root, 'a/b/x'), 'latin1')).to.equal('theirs');
    });
  });

  it('never writes through a second name of a file from elsewhere', () => {
    writeFileSync(join(outer, 'secret'), 'secret');
    linkSync(join(outer, 'secret'), join(root, 'x'));
    tree.writeFile('x', 'new');
    tree.remove('x');
    expect(readFileSync(join(outer, 'secret'), 'latin1')).to.equal('secret');
  });

  it('refuses what is no file without waiting for it', async () => {
    const socket = createServer().listen(join(root, 'socket'));
    await once(socket, 'listening');
    try {
      expect(() => tree.readFile('socket')).to.throw(TreeRefused, 'socket: no plain file');
      expect(() => tree.writeFile('socket', 'x')).to.throw(TreeRefused, 'socket: no plain file');
      expect(() => tree.makeFile('socket')).to.throw(TreeRefused, 'socket: no plain file');
    } finally {
      socket.close();
    }
    mkdirSync(join(root, 'INBOX.mbox'));
    expect(() => tree.makeFile('INBOX.mbox')).to.throw(TreeRefused, 'INBOX.mbox: no plain file');
  });

  it('refuses mount points that lead nowhere', () => {
    mkdirSync(join(root, 'Accounts'));
    symlinkSync(join(outer, 'gone'), join(root, 'Accounts/big.mnt'));
    symlinkSync('loop.mnt', join(root, 'Accounts/loop.mnt'));
    expect(() => tree.readFile('Accounts/big.mnt/x')).to.throw(TreeRefused, 'no directory');
    expect(() => tree.writeFile('Accounts/big.mnt/x', '1')).to.throw(TreeRefused, 'no directory');
    expect(() => tree.readFile('Accounts/loop.mnt/x')).to.throw(TreeRefused, 'loop.mnt: ELOOP');
  });

  it('tells the path when a directory cannot be read', () => {
    tree.writeFile('a/x', '1');
    chmodSync(join(root, 'a'), 0);
    try {
      // The superuser may read everything.
      const told = ((): string | undefined => {
        try {
          tree.list('a');
          return undefined;
        } catch (error) {
          return error instanceof TreeRefused ? error.message : String(error);
        }
      })();
      if (process.geteuid?.() === 0) expect(told).to.equal(undefined);
      else expect(told).to.match(/^a: EACCES: /);
    } finally {
      chmodSync(join(root, 'a'), 0o700);
    }
  });

  it('keeps the old text and leaves nothing beside it when the disk is full', () => {
    for (let at = 0, isFull = true; isFull; at += 1) {
      tree.writeFile('a/x', 'old');
      const disk = new FaultyDisk(outer).full(at);
      try {
        tree.writeFile('a/x', 'new'.repeat(200_000));
        tree.writeFile('a/y', 'new');
      } catch (error) {
        expect((error as TreeRefused).message).to.match(
          /^a\/[xy]: ENOSPC: no space left on device/,
        );
        expect((error as Error).cause).to.have.property(
          'code',
          (noRoom() as { code?: string }).code,
        );
      } finally {
        disk.repair();
      }
      isFull = disk.hasFailed;
      const names = tree.list('a');
      expect(names, `full at work ${at}`).to.deep.equal(isFull ? ['x'] : ['x', 'y']);
      expect(tree.readFile('a/x')?.length).to.be.oneOf([3, 600_000]);
    }
  });
});
