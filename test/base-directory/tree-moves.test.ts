import { expect } from 'chai';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SafeTree, TreeRefused } from '../../src/base-directory/safe-tree.js';
import { FaultyDisk, Killed, ofAnotherOwner } from './faulty-disk.js';

/** A directory with files of many kinds of names. */
const things: Readonly<Record<string, string>> = {
  'ann.macnt/INBOX.mbox': 'From x\n\nhello\n',
  'ann.macnt/Work.mdir/cur/1': 'one',
  'ann.macnt/Work.mdir/cur/2': 'two',
  'ann.macnt/account.settings': '{\n}\n',
};

describe('A move over the border of a file system', () => {
  let outer: string;
  let root: string;
  let volume: string;
  let tree: SafeTree;
  let undo: () => void;

  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'cligate-tree-'));
    root = join(outer, 'root');
    mkdirSync(root);
    tree = new SafeTree(root);
    undo = () => undefined;
    volume = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : outer, 'cligate-volume-'));
    mkdirSync(join(root, 'Accounts'));
    symlinkSync(volume, join(root, 'Accounts/big.mnt'));
    for (const [path, text] of Object.entries(things)) tree.writeFile(`Accounts/${path}`, text);
    symlinkSync('../elsewhere', join(root, 'Accounts/ann.macnt/link'));
    writeFileSync(Buffer.from(`${root}/Accounts/ann.macnt/caf\xe9`, 'latin1'), 'latin1');
  });
  afterEach(() => {
    undo();
    for (const path of [outer, volume]) rmSync(path, { recursive: true, force: true });
  });

  /** Texts by paths, names as bytes. */
  const filesIn = (directory: string): Record<string, string> => {
    const found: Record<string, string> = {};
    const walk = (path: string): void => {
      for (const name of tree.list(path)) {
        const inner = `${path}/${name}`;
        const stat = tree.stat(inner);
        if (stat?.isDirectory() === true) walk(inner);
        else if (stat?.isFile() === true) {
          found[inner.slice(directory.length)] = tree.readFile(inner) ?? '';
        }
      }
    };
    walk(directory);
    return found;
  };
  const apart = (disk: FaultyDisk): FaultyDisk => disk.borders(volume);

  /** What the account's directory holds, wherever it is; fails when it is in both places. */
  const whereIs = (from: string, to: string): Record<string, string> => {
    const [here, there] = [from, to].map((path) => existsSync(join(root, path)));
    expect([here, there].filter(Boolean), `${from} and ${to}`).to.have.length(1);
    return filesIn(here === true ? from : to);
  };

  for (const [from, to] of [
    ['Accounts/ann.macnt', 'Accounts/big.mnt/ann.macnt'],
    ['Accounts/big.mnt/ann.macnt', 'Accounts/ann.macnt'],
  ] as const) {
    describe(`from ${from}`, () => {
      let all: Record<string, string>;

      beforeEach(() => {
        if (from !== 'Accounts/ann.macnt') tree.move('Accounts/ann.macnt', from);
        all = filesIn(from);
      });

      it('moves everything as it is: times, links, names of any bytes', () => {
        const modified = lstatSync(join(root, from, 'INBOX.mbox')).mtimeMs;
        const disk = apart(new FaultyDisk(outer, volume));
        try {
          expect(tree.move(from, to)).to.be.true;
        } finally {
          disk.repair();
        }
        expect(filesIn(to)).to.deep.equal(all);
        expect(existsSync(join(root, from))).to.be.false;
        expect(lstatSync(join(root, to, 'INBOX.mbox')).mtimeMs).to.be.closeTo(modified, 1);
        expect(readlinkSync(join(root, to, 'link'))).to.equal('../elsewhere');
        expect(tree.list('projector/copying')).to.deep.equal([]);
      });

      it('is in one place, and whole, wherever it is interrupted', () => {
        for (let at = 0, isKilled = true; isKilled; at += 1) {
          const disk = apart(new FaultyDisk(outer, volume)).killed(at);
          try {
            tree.move(from, to);
          } catch (error) {
            expect((error as Error).cause).to.be.instanceOf(Killed);
          } finally {
            disk.repair();
          }
          isKilled = disk.hasFailed;
          tree = new SafeTree(root);
          tree.finishMoves();
          expect(whereIs(from, to), `killed before work ${at}`).to.deep.equal(all);
          expect(tree.list('projector/copying')).to.deep.equal([]);
          expect(tree.list('Accounts').filter((name) => name.startsWith('.'))).to.deep.equal([]);
          if (isKilled && tree.stat(to) !== undefined) expect(tree.move(to, from)).to.be.true;
        }
      });

      it('leaves everything as it was when the other one is full', () => {
        for (let at = 0, isFull = true; isFull; at += 1) {
          const disk = apart(new FaultyDisk(outer, volume)).full(at);
          try {
            tree.move(from, to);
          } catch (error) {
            expect(error).to.be.instanceOf(TreeRefused);
            expect((error as Error).cause).to.have.property('code', 'ENOSPC');
          } finally {
            disk.repair();
          }
          isFull = disk.hasFailed;
          tree.finishMoves();
          expect(whereIs(from, to), `full at work ${at}`).to.deep.equal(all);
          expect(tree.list('Accounts').filter((name) => name.startsWith('.'))).to.deep.equal([]);
          if (isFull && tree.stat(to) !== undefined) expect(tree.move(to, from)).to.be.true;
        }
      });
    });
  }

  it('copies nothing when something in it cannot be moved', async () => {
    const at = 'Accounts/ann.macnt/socket';
    const socket = createServer().listen(join(root, at));
    await once(socket, 'listening');
    const disk = apart(new FaultyDisk(outer, volume));
    try {
      expect(() => tree.move('Accounts/ann.macnt', 'Accounts/big.mnt/ann.macnt')).to.throw(
        TreeRefused,
        `${at}: no plain file`,
      );
    } finally {
      disk.repair();
      socket.close();
    }
    undo = ofAnotherOwner(join(root, 'Accounts/ann.macnt/INBOX.mbox'));
    expect(() => tree.move('Accounts/ann.macnt', 'Accounts/big.mnt/ann.macnt')).to.throw(
      TreeRefused,
      /INBOX\.mbox: (?:of another owner|no plain file)/,
    );
    expect(tree.list('Accounts/big.mnt')).to.deep.equal([]);
  });

  it('removes nothing that came to the old place since', () => {
    const [from, to] = ['Accounts/ann.macnt', 'Accounts/big.mnt/ann.macnt'];
    for (let at = 0, isKilled = true; isKilled; at += 1) {
      const disk = apart(new FaultyDisk(outer, volume)).killed(at);
      try {
        tree.move(from, to);
      } catch (error) {
        expect((error as Error).cause).to.be.instanceOf(Killed);
      } finally {
        disk.repair();
      }
      isKilled = disk.hasFailed;
      tree = new SafeTree(root);
      const isGone = tree.stat(from) === undefined;
      if (isGone) tree.writeFile(`${from}/INBOX.mbox`, 'From a newcomer\n');
      tree.finishMoves();
      if (!isGone) continue;
      expect(tree.readFile(`${from}/INBOX.mbox`)).to.equal('From a newcomer\n');
      tree.remove(from);
      tree.move(to, from);
    }
  });

  it('forgets a note that is not whole', () => {
    tree.writeFile('projector/copying/x.copying', '["Accounts/ann.macnt","Acc');
    truncateSync(join(root, 'projector/copying/x.copying'), 9);
    tree.finishMoves();
    expect(tree.list('projector/copying')).to.deep.equal([]);
    expect(filesIn('Accounts/ann.macnt')).to.have.property('/INBOX.mbox');
  });
});
