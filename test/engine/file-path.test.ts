import { expect } from 'chai';
import fc from 'fast-check';
import { join, normalize } from 'node:path';
import {
  directoryPath,
  filePath,
  movedPath,
  outerPaths,
} from '../../src/engine/file-storage/file-path.js';
import { Refusal } from '../../src/engine/core/refusal.js';
import { bytesOf } from '../../src/values/text.js';

const refused = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return `${error.reason} ${error.detail ?? ''}`;
    throw error;
  }
  return '';
};

describe('The name of a stored file', () => {
  for (const [text, path, directory] of [
    ['a.txt', 'a.txt', false],
    ['private/IM/log1', 'private/IM/log1', false],
    ['dir/', 'dir', true],
    ['dir/sub/', 'dir/sub', true],
    ['...', '...', false],
    ['.hidden/..x', '.hidden/..x', false],
    ['back\\slash and blanks ', 'back\\slash and blanks ', false],
    ['Größe/日本', 'Größe/日本', false],
    ['x'.repeat(255), 'x'.repeat(255), false],
  ] as const) {
    it(`may be ${text.slice(0, 30)}`, () => {
      expect(filePath(bytesOf(text))).to.deep.equal({ path: bytesOf(path), directory });
    });
  }

  for (const [why, text, words] of [
    ['empty', '', 'illegal file name'],
    ['only a slash', '/', 'illegal file name'],
    ['absolute', '/etc/passwd', 'illegal file name'],
    ['with an empty part', 'a//b', 'illegal file name'],
    ['with two slashes at its end', 'a//', 'illegal file name'],
    ['this directory', '.', 'illegal file name'],
    ['the outer directory', '..', 'illegal file name'],
    ['on its way out', 'a/../b', 'illegal file name'],
    ['on its way out at the end', 'a/..', 'illegal file name'],
    ['on its way out as a directory', '../', 'illegal file name'],
    ['with a zero byte', 'a\0b', 'illegal file name'],
    ['with a control character', 'a\nb', 'illegal file name'],
    ['no UTF-8', 'a\xff', 'illegal file name'],
    ['too long in one part', 'x'.repeat(256), 'illegal file name'],
    ['too long', `${'x/'.repeat(512)}y`, 'file name is too long'],
  ] as const) {
    it(`may not be ${why}`, () => {
      expect(refused(() => filePath(text))).to.equal(`illegal-name ${words}`);
    });
  }

  it('never leads out of a directory that it is put below, whatever it is', () => {
    const texts = fc.array(fc.constantFrom('.', '..', '/', 'a', '\\', ' ', '\0', '~'));
    fc.assert(
      fc.property(texts, (signs) => {
        const text = signs.join('');
        if (refused(() => filePath(text)) !== '') return;
        const { path } = filePath(text);
        expect(normalize(join('/base', path))).to.equal(`/base/${path}`);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('The name of a directory', () => {
  it('may have a slash behind it or not, and the top one has no name', () => {
    expect(directoryPath('')).to.equal(undefined);
    expect(directoryPath('/')).to.equal(undefined);
    expect(directoryPath('a/b/')).to.equal('a/b');
    expect(directoryPath('a/b')).to.equal('a/b');
  });

  it('comes with those around it, the outermost first', () => {
    expect(outerPaths(filePath('a/b/c').path)).to.deep.equal(['a', 'a/b']);
    expect(outerPaths(filePath('a').path)).to.deep.equal([]);
  });

  it('takes what is in it along, unless names get too long', () => {
    const [from, to, inside] = ['old', 'new/er', 'old/a/b'].map((text) => filePath(text).path);
    if (from === undefined || to === undefined || inside === undefined) return;
    expect(movedPath(inside, from, to)).to.equal('new/er/a/b');
    const long = filePath(`old/${'x/'.repeat(509)}y`).path;
    expect(refused(() => movedPath(long, from, to))).to.match(/^illegal-name/);
  });
});
