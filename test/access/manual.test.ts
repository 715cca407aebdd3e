import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { mayModify } from '../../src/access/settings.js';
import { allCommands } from '../../src/commands/all-commands.js';
import { domainRights, serverRights } from '../../src/engine/accounts/rights.js';
import { administratorWith } from './administrator.js';

const manual = readFileSync(new URL('../../docs/rights.md', import.meta.url), 'utf8');

/** The cells after `right` in the manual's tables, one string a row. */
function rowsOf(right: string): readonly string[] {
  const rows = manual.split('\n').filter((line) => line.startsWith(`| \`${right}\` |`));
  return rows.map((row) => row.split('|')[2] ?? '');
}

/** The words of a cell that name commands. */
function commandsIn(cell: string): readonly string[] {
  const names = new Set(allCommands.map(({ name }) => name));
  return (cell.match(/\w+/g) ?? []).filter((word) => names.has(word));
}

function commandsThatNeed(right: string): readonly string[] {
  return allCommands
    .filter(({ works }) => works !== false)
    .filter(({ needs }) => {
      if (needs.kind === 'anyone') return false;
      return [needs.right ?? 'Domain'].flat().some((one) => one === right);
    })
    .map(({ name }) => name);
}

describe('The page about rights', () => {
  for (const right of [...serverRights, ...domainRights]) {
    it(`mentions ${right}`, () => {
      expect(manual).to.include(`\`${right}\``);
    });
  }

  for (const right of [...serverRights, ...domainRights]) {
    it(`names the commands that need ${right}, and no others`, () => {
      const [cell = ''] = rowsOf(right);
      expect([...commandsIn(cell)].sort()).to.deep.equal([...commandsThatNeed(right)].sort());
    });
  }

  it('names the settings that BasicSettings opens', () => {
    const keys = (rowsOf('BasicSettings')[1] ?? '').match(/[A-Za-z]+/g) ?? [];
    expect(keys).to.not.be.empty;
    for (const key of keys) {
      expect(mayModify(administratorWith('Domain', 'BasicSettings'), key), key).to.be.true;
    }
  });
});
