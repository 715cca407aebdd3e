import { expect } from 'chai';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SafeTree, TreeRefused } from '../../src/base-directory/safe-tree.js';

describe('A safe tree', () => {
  let outer: string;
  let root: string;
  let tree: SafeTree;

  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'cligate-tree-'));
    root = join(outer, 'root');
    mkdirSync(root);
    mkdirSync(join(outer, 'elsewhere'));
    writeFileSync(join(outer, 'elsewhere', 'secret'), 'secret');
    tree = new SafeTree(root);
  });
  afterEach(() => rmSync(outer, { recursive: true }));

  /** Nothing outside was touched, whatever was tried. */
  const outside = (): unknown => [
    readdirSync(outer).sort(),
    readdirSync(join(outer, 'elsewhere')),
    readFileSync(join(outer, 'elsewhere', 'secret'), 'utf8'),
  ];
  const untouched = [['elsewhere', 'root'], ['secret'], 'secret'];

  it('writes, replaces and reads files, for their owner only', () => {
    expect(tree.writeFile('a/b/x', 'one')).to.be.true;
    expect(tree.writeFile('a/b/x', 'one')).to.be.false;
    expect(tree.writeFile('a/b/x', ['t', 'wo'])).to.be.true;
    expect(tree.readFile('a/b/x')).to.equal('two');
    expect(tree.list('a/b')).to.deep.equal(['x']);
    expect(statSync(join(root, 'a/b/x')).mode & 0o777).to.equal(0o600);
    expect(statSync(join(root, 'a/b')).mode & 0o777).to.equal(0o700);
  });

  it('leaves the old file when the new text fails half-way', () => {
    tree.writeFile('x', 'old');
    const failing = function* (): Generator<string> {
      yield 'new'.repeat(200_000);
      throw new Error('full');
    };
    expect(() => tree.writeFile('x', failing())).to.throw(TreeRefused, 'full');
    expect(tree.readFile('x')).to.equal('old');
    expect(tree.list('')).to.deep.equal(['x']);
  });

  it('moves and removes files and directories', () => {
    tree.writeFile('a/x', '1');
    expect(tree.move('a', 'b/c')).to.be.true;
    expect(tree.move('a', 'd')).to.be.false;
    expect(tree.readFile('b/c/x')).to.equal('1');
    tree.writeFile('y', '2');
    expect(() => tree.move('y', 'b/c/x')).to.throw(TreeRefused, 'there is something already');
    tree.remove('b');
    expect(tree.list('')).to.deep.equal(['y']);
  });

  for (const path of [
    '',
    '..',
    '../elsewhere/secret',
    'a/../../elsewhere/secret',
    '/etc/passwd',
    'a//b',
    './x',
    'x\0y',
    'a/',
  ]) {
    it(`refuses the path ${JSON.stringify(path)}`, () => {
      expect(() => tree.writeFile(path, 'bad')).to.throw(TreeRefused);
      expect(() => tree.readFile(path)).to.throw(TreeRefused);
      expect(() => tree.remove(path)).to.throw(TreeRefused);
      expect(outside()).to.deep.equal(untouched);
    });
  }

  it('follows no link, neither as a file nor on the way', () => {
    symlinkSync(join(outer, 'elsewhere'), join(root, 'dir'));
    symlinkSync(join(outer, 'elsewhere/secret'), join(root, 'file'));
    symlinkSync(join(outer, 'elsewhere'), join(root, 'x.mnt'));
    for (const path of ['dir/secret', 'dir/new', 'file', 'x.mnt/secret']) {
      expect(() => tree.writeFile(path, 'bad'), path).to.throw(
        TreeRefused,
        'a link is not followed',
      );
      expect(() => tree.readFile(path), path).to.throw(TreeRefused, 'a link is not followed');
    }
    expect(() => tree.move('file', 'moved')).to.throw(TreeRefused);
    expect(() => tree.remove('dir/secret')).to.throw(TreeRefused);
    tree.remove('dir');
    expect(existsSync(join(root, 'dir'))).to.be.false;
    expect(outside()).to.deep.equal(untouched);
  });

  it('follows links to storage mount points, unless that is switched off', () => {
    mkdirSync(join(outer, 'volume'));
    mkdirSync(join(root, 'Accounts'));
    symlinkSync(join(outer, 'volume'), join(root, 'Accounts/big.mnt'));
    tree.writeFile('Accounts/big.mnt/x', 'there');
    expect(readFileSync(join(outer, 'volume/x'), 'utf8')).to.equal('there');
    const strict = new SafeTree(root, { followMountLinks: false });
    expect(() => strict.readFile('Accounts/big.mnt/x')).to.throw(TreeRefused);
  });

  it('refuses a directory where a file should be, and a file where a directory should be', () => {
    mkdirSync(join(root, 'x'));
    writeFileSync(join(root, 'y'), '');
    expect(() => tree.writeFile('x', '1')).to.throw(TreeRefused, 'no plain file');
    expect(() => tree.readFile('x')).to.throw(TreeRefused, 'no plain file');
    expect(() => tree.writeFile('y/z', '1')).to.throw(TreeRefused, 'no directory');
  });
});
