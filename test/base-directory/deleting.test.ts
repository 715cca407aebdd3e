/** Who deletes files: the modules that the decision names, with what tells each that it may. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));
const decision = readFileSync(join(root, 'docs/decisions/0011-lost-store.md'), 'utf8');

/** Modules named in the first column of the table with this heading. */
function listed(heading: string): readonly string[] {
  const table = decision.slice(decision.indexOf(`| ${heading} `)).split('\n\n', 1)[0] ?? '';
  return Array.from(table.matchAll(/^\| `(src\/[^`]+)`/gm), ([, path = '']) => path).sort();
}

/** Modules whose text has something. */
function having(what: RegExp, below = 'src/'): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name}`)
    .filter((name) => name.startsWith(below) && what.test(readFileSync(join(root, name), 'utf8')))
    .sort();
}

describe('What deletes files', () => {
  it('is named in the decision, with what tells that it may', () => {
    const deleting =
      /\b(?:rm|rmSync|rmdir|rmdirSync|unlink|unlinkSync)\b[^:]*from 'node:fs|\b(?:rm|rmdir|unlink)(?:Sync)?\(/;
    expect(having(deleting)).to.deep.equal(listed('Module'));
  });

  it('in a tree is, too', () => {
    expect(having(/\b(?:tree|this)\.remove\(/, 'src/base-directory/')).to.deep.equal(
      listed('Caller of'),
    );
  });
});
