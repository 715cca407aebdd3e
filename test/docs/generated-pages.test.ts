import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { commandPages } from '../../scripts/command-pages.js';
import { docs, generatedPages } from '../../scripts/generated-pages.js';
import { inventoryPage } from '../../scripts/inventory-page.js';
import { allCommands } from '../../src/commands/all-commands.js';
import { catalogue, type CatalogueEntry } from '../catalogue/catalogue.js';

describe('The generated pages', () => {
  for (const { path, text } of generatedPages()) {
    it(`docs/${path} is current (else: npm run docs)`, () => {
      // One comparison of truths, because a diff of whole pages helps nobody.
      const isCurrent = readFileSync(new URL(path, docs), 'utf8') === text;
      expect(isCurrent).to.equal(true);
    });
  }

  it('are all that docs/commands holds', () => {
    const made = commandPages(allCommands).map(({ path }) => path.replace('commands/', ''));
    expect(readdirSync(new URL('commands/', docs)).sort()).to.deep.equal([...made].sort());
  });

  it('show each command once', () => {
    const text = commandPages(allCommands)
      .map((page) => page.text)
      .join('');
    const shown = [...text.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(shown.sort()).to.deep.equal(allCommands.map(({ name }) => name).sort());
  });
});

describe('The inventory', () => {
  it('counts each entry of the catalogue once', () => {
    const { text } = inventoryPage(catalogue, allCommands);
    const last = Number(/^\| \*\*All\*\* .* (\d+) \|$/m.exec(text)?.[1]);
    expect(last).to.equal(catalogue.length);
  });

  it('tells what works, what is kept, what is refused and what is not there', () => {
    const entry = (name: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
      name,
      section: 'Some',
      result: 'none',
      rights: 'any authenticated user',
      wire: [],
      ...more,
    });
    const entries = [
      entry('ListDomains'),
      entry('GetDomainSettings', { tier: 'settings' }),
      entry('CreateDirectoryDomain'),
      entry('Frobnicate'),
      entry('Frobnicate2'),
    ];
    const { text } = inventoryPage(entries, allCommands);
    expect(text).to.include('| Some | 1 | 1 | 1 | 2 | 5 |');
    expect(text).to.include('## Not yet\n\n- Some: Frobnicate, Frobnicate2\n');
  });
});
