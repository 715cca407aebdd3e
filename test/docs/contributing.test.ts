/**
 * CONTRIBUTING.md is true: whoever follows its list has a whole command, and a part that is left out
 * is missed. The parts are taken from the page itself, into a copy of this repository.
 */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './text-files.js';

/** What a code block of the page does to a file: it is the whole of a new one, or changes one. */
interface Part {
  readonly path: string;
  readonly kind: 'new' | 'changed';
  readonly text: string;
}

const page = readFileSync(new URL('CONTRIBUTING.md', root), 'utf8');

/** The code blocks that name a file, of one section. */
function partsOf(heading: string): readonly Part[] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const [own = ''] = section.split(/^## /m);
  return [...own.matchAll(/^( *)```(\w+) (\S+)\n([^]*?)^ *```$/gm)].map(
    ([, margin = '', language, path = '', text = '']): Part => ({
      path,
      kind: language === 'diff' ? 'changed' : 'new',
      text: text.replace(new RegExp(`^${margin}`, 'gm'), ''),
    }),
  );
}

function apply({ path, kind, text }: Part, directory: string): void {
  const file = join(directory, path);
  if (kind === 'new') return writeFileSync(file, text, { flag: 'wx' });
  const changed = text.split(/^@@\n/m).reduce(
    (before, hunk) => {
      const old = hunk.replace(/^\+.*\n/gm, '').replace(/^ /gm, '');
      const places = before.split(`\n${old}`);
      if (places.length !== 2) throw new Error(`${path} does not have once: ${old}`);
      return places.join(`\n${hunk.replace(/^[+ ]/gm, '')}`);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, changed);
}

/** A copy of this repository, to which parts can be added for a piece of work. */
class Copy {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'cligate-copy-')));

  constructor() {
    for (const name of ['src', 'test', 'scripts', 'docs', 'conf', ...configuration]) {
      cpSync(here(name), join(this.directory, name), { recursive: true });
    }
    symlinkSync(here('node_modules'), join(this.directory, 'node_modules'));
  }

  /** Does a piece of work while these parts are there. */
  async with(parts: readonly Part[], work: () => Promise<void>): Promise<void> {
    try {
      for (const part of parts) apply(part, this.directory);
      await work();
    } finally {
      for (const { path, kind } of parts) {
        const file = join(this.directory, path);
        if (kind === 'new') rmSync(file, { force: true });
        else cpSync(here(path), file);
      }
    }
  }

  /** What a program of Node.js says here, and whether it succeeds. */
  run(...words: readonly string[]): Promise<{ ok: boolean; said: string }> {
    const options = { cwd: this.directory, maxBuffer: 1 << 26 };
    return new Promise((resolve) => {
      execFile(process.execPath, words, options, (error, out, complaint) =>
        resolve({ ok: error === null, said: out + complaint }),
      );
    });
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8');
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

const configuration = ['.mocharc.json', 'package.json', 'tsconfig.json'];
const here = (name: string): string => fileURLToPath(new URL(name, root));

const mocha = 'node_modules/mocha/bin/mocha.js';

describe('CONTRIBUTING.md', () => {
  let copy: Copy;
  before(() => {
    copy = new Copy();
  });
  after(() => copy.remove());

  const parts = partsOf('A new command');
  const name = /name: '(\w+)'/.exec(parts[0]?.text ?? '')?.[1] ?? '';

  it('asks for one file, one line with its import, and one record', () => {
    expect(parts.map(({ kind, path }) => `${kind} ${path}`)).to.deep.equal([
      'new src/commands/forwarders/copy-forwarder.ts',
      'changed src/commands/forwarders/index.ts',
      'changed test/catalogue/commands.yaml',
    ]);
    expect(parts[1]?.text.match(/^\+/gm)).to.have.lengthOf(2);
    expect(parts[2]?.text.match(/^\+\w/gm)).to.have.lengthOf(1);
  });

  it('makes a command that compiles, is in the pages and passes every test of commands', () =>
    copy.with(parts, async () => {
      const files = parts.flatMap(({ path }) => (path.endsWith('.ts') ? [path] : []));
      const project = join(copy.directory, 'tsconfig.part.json');
      const settings = { extends: './tsconfig.json', include: [], files };
      writeFileSync(project, JSON.stringify({ ...settings, compilerOptions: { noEmit: true } }));
      const types = copy.run('node_modules/typescript/bin/tsc', '-p', project);

      const written = await copy.run('--import', 'tsx', 'scripts/write-docs.ts');
      expect(written.ok, written.said).to.equal(true);
      expect(copy.read('docs/commands/forwarder-administration.md')).to.include(`## ${name}\n`);
      expect(copy.read('docs/rights.md')).to.include(name);

      const tables = 'The records of commands|The table of commands|have every command|pages';
      const tests = await copy.run(
        ...[mocha, '--reporter', 'json', '-g', `${tables}|${name}`],
        ...['test/catalogue/*.test.ts', 'test/transcripts/examples.test.ts'],
        ...['test/restart/restart.test.ts', 'test/docs/generated-pages.test.ts'],
      );
      expect(tests.ok, tests.said).to.equal(true);
      const { passes } = JSON.parse(tests.said) as { passes: { file: string; title: string }[] };
      const own = passes.filter(({ title }) => title.includes(name)).map(({ file }) => file);
      expect([...new Set(own.map((file) => relative(copy.directory, file)))].sort()).to.deep.equal([
        'test/catalogue/national-letters.test.ts',
        'test/catalogue/rights.test.ts',
        'test/catalogue/telling.test.ts',
        'test/transcripts/examples.test.ts',
      ]);
      expect(await types).to.deep.equal({ ok: true, said: '' });
    }));

  for (const left of parts) {
    it(`asks for nothing needless: the command is missed without ${left.path}`, () =>
      copy.with(
        parts.filter((part) => part !== left),
        async () => {
          const { ok, said } = await copy.run(mocha, 'test/catalogue/inventory.test.ts', '-b');
          expect(ok).to.equal(false);
          expect(said).to.match(left.kind === 'new' ? /copy-forwarder\.js/ : new RegExp(name));
        },
      ));
  }

  it('makes a setting that is known with its default', () =>
    copy.with(partsOf('A new setting'), async () => {
      const tests = 'test/config/reference.test.ts';
      const { ok, said } = await copy.run(mocha, tests, '-g', 'lists every|server.backlog');
      expect(ok, said).to.equal(true);
      expect(said).to.include('explains server.backlog');
    }));
});
