/** What pages and comments point at is there: files, folders, headings of pages. */
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { root, textFiles } from './text-files.js';

const pages = textFiles().filter((path) => path.endsWith('.md'));
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Code blocks show what somebody may type; nothing in them is a link. */
const withoutCode = (text: string): string => text.replace(/^(```|~~~)[^]*?^\1/gm, '');

/** The anchors of a page, as its headings give them. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = withoutCode(textOf(path)).matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replace(/ /g, '-'),
    ),
  );
}

describe('Links of the pages', () => {
  for (const page of pages) {
    it(page, () => {
      const broken = [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^(?:https?|mailto):/.test(target))
        .filter((target) => {
          const to = new URL(target, new URL(page, root));
          if (!existsSync(to)) return true;
          const path = to.pathname.slice(root.pathname.length);
          return to.hash !== '' && !anchorsOf(path).has(decodeURIComponent(to.hash.slice(1)));
        });
      expect(broken).to.deep.equal([]);
    });
  }
});

describe('Paths of this repository', () => {
  const inPage = /`((?:bench|conf|docs|grammar|scripts|src|test)\/[\w./-]*\w)\/?`/g;
  const inComment =
    /^\s*(?:\*|\/\/|\/\*\*).*?\b(docs\/(?:[a-z-]+\.md|decisions\/\d{4}[\w-]*(?:\.md)?))/gm;
  const decisions = textFiles().filter((path) => path.startsWith('docs/decisions/'));

  /** A module without its ending, and a decision by its number, are as good as the file. */
  const isThere = (path: string): boolean =>
    existsSync(new URL(path, root)) ||
    existsSync(new URL(`${path}.ts`, root)) ||
    decisions.some((decision) => decision.startsWith(`${path}-`));

  function missing(files: readonly string[], form: RegExp): readonly string[] {
    return files.flatMap((file) =>
      [...textOf(file).matchAll(form)]
        .map(([, path = '']) => path)
        .filter((path) => !isThere(path))
        .map((path) => `${file}: ${path}`),
    );
  }

  it('in pages are there', () => {
    const prose = pages.filter((page) => !/^docs\/(?:commands|reference)\//.test(page));
    expect(missing(prose, inPage)).to.deep.equal([]);
  });

  it('of pages in comments are there', () => {
    const code = textFiles().filter((path) => path.endsWith('.ts'));
    expect(missing(code, inComment)).to.deep.equal([]);
  });
});
