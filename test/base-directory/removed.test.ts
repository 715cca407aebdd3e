/** What is moved aside: under its own path, kept for a time, and then removed a little at a time. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { removedName, sweepRemoved } from '../../src/base-directory/removed.js';
import { SafeTree } from '../../src/base-directory/safe-tree.js';

const start = Date.UTC(2026, 0, 31, 12);
const day = 24 * 60 * 60 * 1000;

describe('What is moved aside', () => {
  let base: string;
  let now: number;
  let tree: SafeTree;
  const at = (path: string): string => join(base, path);
  const put = (path: string): void => {
    mkdirSync(join(at(path), '..'), { recursive: true });
    writeFileSync(at(path), 'From a\n');
  };
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'cligate-removed-'));
    now = start;
    tree = new SafeTree(base, { now: () => now });
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('keeps its path, also when there are many of one path in a second', () => {
    for (let times = 0; times < 3; times += 1) {
      put('Accounts/ann.macnt/INBOX.mbox');
      expect(tree.setAside('Accounts/ann.macnt')).to.equal(true);
      expect(existsSync(at('Accounts/ann.macnt'))).to.equal(false);
    }
    expect(tree.setAside('Accounts/ann.macnt')).to.equal(false);
    const entries = readdirSync(at(removedName)).sort();
    expect(entries).to.deep.equal(['', '-1', '-2'].map((more) => `2026-01-31T120000Z${more}`));
    for (const entry of entries) {
      expect(existsSync(at(`${removedName}/${entry}/Accounts/ann.macnt/INBOX.mbox`))).to.equal(
        true,
      );
    }
  });

  it('goes when its time is over, but for what nothing told to go', () => {
    put('Accounts/old.macnt/INBOX.mbox');
    tree.setAside('Accounts/old.macnt');
    put('Accounts/kept.macnt/INBOX.mbox');
    tree.setAside('Accounts/kept.macnt', { forEver: true });
    now += day;
    put('Accounts/new.macnt/INBOX.mbox');
    tree.setAside('Accounts/new.macnt');
    put(`${removedName}/notes/mine.txt`);
    const sweep = (before: number): number =>
      [...sweepRemoved(tree, ['', 'Domains'], before)].length;
    const left = (): readonly string[] => readdirSync(at(removedName)).sort();

    expect(sweep(start)).to.equal(0);
    // A file and the directories around it: so many pauses.
    expect(sweep(start + 1000)).to.equal(4);
    expect(left()).to.deep.equal(['2026-02-01T120000Z', 'kept-2026-01-31T120000Z', 'notes']);
    sweep(start + 100 * day);
    expect(left()).to.deep.equal(['kept-2026-01-31T120000Z', 'notes']);
  });
});
