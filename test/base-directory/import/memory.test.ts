import { expect } from 'chai';
import { run } from '../../program.js';
import { faultsOf, Place } from './trees.js';

/** Accounts of the Domain that comes in. */
const accounts = 20_000;

/** Megabytes that the program may use for values; all the Accounts at once would not fit. */
const heapMax = 90;

describe('the memory of an import', () => {
  const tree = new Place();
  const base = new Place();

  after(() => {
    tree.remove();
    base.remove();
  });

  it('does not grow with the number of Accounts', async () => {
    const files: Record<string, string> = { 'Settings/Main.settings': '{DomainName=company.com;}' };
    const aliases: string[] = [];
    for (let number = 0; number < accounts; number += 1) {
      const name = `Domains/large.test/user${number}`;
      files[`${name}.settings`] = `{ Password = secret${number}; RealName = "User ${number}"; }`;
      aliases.push(` alias${number} = user${number};\n`);
    }
    files['Domains/large.test/Settings/Aliases.data'] = `{\n${aliases.join('')}}\n`;
    tree.with(files);
    const { code, out } = await run(['import', tree.path, '--base', base.path], {
      NODE_OPTIONS: `--max-old-space-size=${heapMax}`,
    });
    expect(code).to.equal(0);
    expect(out).to.include(
      `domain large.test: imported: accounts ${accounts}, aliases ${accounts}`,
    );
    expect(await faultsOf(base.path)).to.deep.equal([]);
  });
});
