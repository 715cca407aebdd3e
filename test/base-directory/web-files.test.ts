import { expect } from 'chai';
import fc from 'fast-check';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SafeTree } from '../../src/base-directory/safe-tree.js';
import { TreeRefused } from '../../src/base-directory/tree-refused.js';
import { writeWebFiles } from '../../src/base-directory/web-files.js';
import { openMemoryStore } from '../../src/store/memory.js';
import { storageFiles, type Extent } from '../../src/tables/storage-file-tables.js';
import { treeOf } from './projection/little-base.js';

const account = 7;
const directory = 'Accounts/john.macnt/account.web';
const modified = 1_700_000_000;

/** The files of an Account: a path ends in `/` for a directory, a text is that of one blob. */
type Files = Readonly<Record<string, string | readonly Extent[]>>;

describe('The files of a File Storage', () => {
  let root: string;
  let base: string;
  let blobs: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cligate-web-'));
    base = join(root, 'base');
    blobs = join(root, 'blobs');
    mkdirSync(join(base, 'Accounts/john.macnt'), { recursive: true });
    mkdirSync(join(blobs, String(account)), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const blob = (text: string): Extent => {
    const name = Buffer.from(text).toString('hex') || 'none';
    const file = join(blobs, String(account), name);
    if (!existsSync(file)) writeFileSync(file, text);
    return { blob: name, offset: 0, length: text.length };
  };
  const on = (path: string): string => join(base, directory, path);

  async function written(files: Files, linked = true): Promise<Record<string, string>> {
    const store = openMemoryStore();
    await store.update((tx) => {
      for (const [path, given] of Object.entries(files)) {
        const chunks = typeof given !== 'string' ? given : given === '' ? [] : [blob(given)];
        tx.put(storageFiles, `${account}/${path}`, {
          size: chunks.reduce((sum, { length }) => sum + length, 0),
          created: modified,
          modified,
          metaModified: 0,
          attributes: '()',
          extents: chunks,
        });
      }
    });
    await store.view((tx) =>
      writeWebFiles(new SafeTree(base), tx, account, directory, blobs, linked),
    );
    return treeOf(base);
  }

  const outer = { 'Accounts/': '', 'Accounts/john.macnt/': '' };
  /** The tree that files make: they, and the directories around them. */
  const treeFor = (files: Readonly<Record<string, string>>): Record<string, string> => {
    const tree: Record<string, string> = { ...outer };
    if (Object.keys(files).length > 0) tree[`${directory}/`] = '';
    for (const [path, text] of Object.entries(files)) {
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
        tree[`${directory}/${path.slice(0, at + 1)}`] = '';
      }
      tree[`${directory}/${path}`] = text;
    }
    return tree;
  };

  it('are second names of whole blobs, and copies of chunks, with their times', async () => {
    const chunk = blob('hello');
    const mixed = [{ ...chunk, offset: 1, length: 4 }, chunk];
    expect(await written({ 'docs/': '', 'docs/a': 'whole', b: mixed })).to.deep.equal(
      treeFor({ 'docs/': '', 'docs/a': 'whole', b: 'ellohello' }),
    );
    expect(statSync(on('docs/a')).nlink).to.equal(2);
    expect(statSync(on('b')).nlink).to.equal(1);
    for (const path of ['docs/a', 'b']) {
      expect(Math.floor(statSync(on(path)).mtimeMs / 1000), path).to.equal(modified);
    }
  });

  it('are copies of blobs where second names will not do', async () => {
    await written({ a: 'whole' }, false);
    expect(statSync(on('a')).nlink).to.equal(1);
    expect(Math.floor(statSync(on('a')).mtimeMs / 1000)).to.equal(modified);
  });

  it('stay the same files when nothing changes', async () => {
    const files = { a: 'whole', b: [blob('x'), blob('y')] };
    await written(files);
    const before = ['a', 'b'].map((path) => statSync(on(path)).ino);
    await written(files);
    expect(['a', 'b'].map((path) => statSync(on(path)).ino)).to.deep.equal(before);
  });

  it('follow a file that becomes a directory, and a directory that becomes a file', async () => {
    await written({ a: 'file', 'b/': '', 'b/c/': '', 'b/c/d': 'deep' });
    const turned = { 'a/': '', 'a/x': 'inside', b: 'file' };
    expect(await written(turned)).to.deep.equal(treeFor(turned));
  });

  it('may be called as a new file is called elsewhere until it is whole', async () => {
    const names = { a: 'one', '.a.new': 'precious', '.a.new.new': 'too' };
    await written(names);
    const newer = { ...names, a: 'two' };
    expect(await written(newer)).to.deep.equal(treeFor(newer));
    expect(await written(newer, false)).to.deep.equal(treeFor(newer));
  });

  it('may have names of 255 bytes', async () => {
    const long = { ['x'.repeat(255)]: 'one' };
    await written(long);
    const newer = { ['x'.repeat(255)]: 'two' };
    expect(await written(newer)).to.deep.equal(treeFor(newer));
  });

  it('have no directory when there are none', async () => {
    await written({ a: 'one' });
    expect(await written({})).to.deep.equal(outer);
  });

  it('are refused, and nothing outside is touched, when a name leads out of the directory', async () => {
    for (const path of ['../x', 'a/../../x', './x', '..']) {
      try {
        await written({ [path]: 'bad' });
        expect.fail(path);
      } catch (error) {
        expect(error, path).to.be.instanceOf(TreeRefused);
      }
    }
    expect(Object.keys(treeOf(base)).filter((path) => !path.endsWith('/'))).to.deep.equal([]);
  });

  it('are refused when a blob is missing or too short, and the old ones stay', async () => {
    await written({ a: 'old' });
    const short = { ...blob('abc'), offset: 2, length: 5 };
    for (const chunk of [{ blob: 'gone', offset: 0, length: 3 }, short]) {
      let refused: unknown;
      await written({ a: [chunk] }).catch((error: unknown) => void (refused = error));
      expect(refused).to.be.instanceOf(TreeRefused);
      expect(readFileSync(on('a'), 'utf8')).to.equal('old');
    }
  });

  it('are after any change as if they had been written at once', async () => {
    const name = fc.constantFrom('a', 'b', '.a.new', 'c d');
    const text = fc.constantFrom('', 'one', 'two', 'longer text');
    const storage = fc.array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), text), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(storage, storage, fc.boolean(), async (first, second, linked) => {
        rmSync(join(base, directory), { recursive: true, force: true });
        await written(filesOf(first), linked);
        const files = filesOf(second);
        expect(await written(files, linked)).to.deep.equal(treeFor(files));
      }),
      { numRuns: 40 },
    );
  });
});

/** Files and the directories around them; what would be below a file is left out. */
function filesOf(given: readonly (readonly [readonly string[], string])[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [parts, text] of given) {
    const path = parts.join('/');
    const around = parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('/'));
    if (around.some((at) => at in files) || `${path}/` in files) continue;
    for (const at of around) files[`${at}/`] = '';
    files[path] = text;
  }
  return files;
}
