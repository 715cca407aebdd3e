import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { playTranscript, LineClient } from '../transcript.js';
import { postmasterPassword, withServer } from '../server-under-test.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('The README', () => {
  it('shows a first session as it really goes', async () => {
    const session = /```transcript\n([^]*?)```/.exec(readme)?.[1] ?? '';
    expect(session).to.contain('CreateDomain');
    const shown = session.replace('the-printed-password', postmasterPassword);
    await withServer({}, ({ port }) => playTranscript(shown, () => LineClient.to(port)));
  });

  it('links only to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links).not.to.be.empty;
    for (const link of links.filter((each) => !each.endsWith('decisions'))) {
      expect(() => readFileSync(new URL(`../../${link}`, import.meta.url)), link).not.to.throw();
    }
  });
});
