/** Replies that pages quote, with their codes, are replies that the server gives. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ownAnswers } from '../../scripts/codes-page.js';
import { refusals } from '../../src/protocol/reasons.js';
import { root, textFiles } from './text-files.js';

const said = new Set(
  [...Object.values(refusals), ...ownAnswers()].map(({ code, text }) => `${code} ${text}`),
);

/** A line that cannot be read is answered with what was expected. */
const isOfSyntax = (quoted: string) => quoted.startsWith('500 failed to read ');

const readPage = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** What no reply of the server is, of the replies that a text quotes. */
function unsaidIn(text: string): readonly string[] {
  return quotedIn(text).filter((reply) => !said.has(reply) && !isOfSyntax(reply));
}

function quotedIn(text: string): readonly string[] {
  const quotes = text.matchAll(/`(?:ERROR )?(5\d\d\s[^`]+)`/g);
  return [...quotes].map(([, quoted = '']) => quoted.replaceAll(/\s+/g, ' '));
}

describe('Replies in pages', () => {
  /** It quotes what others were seen to say, too. */
  const protocol = 'docs/reference/protocol.md';

  for (const path of textFiles().filter((file) => file.endsWith('.md') && file !== protocol)) {
    const text = readPage(path);
    if (quotedIn(text).length === 0) continue;
    it(`are replies of the server: ${path}`, () => {
      expect(unsaidIn(text)).to.deep.equal([]);
    });
  }

  it('are replies of the server: what the specification suggests where nothing is known', () => {
    const [, suggestions = ''] = /^### 6\.2 (.+?)^---$/ms.exec(readPage(protocol)) ?? [];
    expect(quotedIn(suggestions)).to.have.lengthOf.above(10);
    expect(unsaidIn(suggestions)).to.deep.equal([]);
  });
});
