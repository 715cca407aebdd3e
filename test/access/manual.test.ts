import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { mayModify } from '../../src/access/settings.js';
import { commands as serviceCommands } from '../../src/commands/account-services/index.js';
import { commands as accountCommands } from '../../src/commands/accounts/index.js';
import { commands as alertCommands } from '../../src/commands/alerts/index.js';
import type { Command } from '../../src/commands/define.js';
import { commands as domainSetCommands } from '../../src/commands/domain-set/index.js';
import { commands as domainCommands } from '../../src/commands/domains/index.js';
import { commands as forwarderCommands } from '../../src/commands/forwarders/index.js';
import { commands as groupCommands } from '../../src/commands/groups/index.js';
import { commands as listCommands } from '../../src/commands/lists/index.js';
import { commands as namedTaskCommands } from '../../src/commands/named-tasks/index.js';
import { domainRights, serverRights, type DomainRight } from '../../src/engine/accounts/rights.js';
import { administratorWith } from './administrator.js';

const manual = readFileSync(new URL('../../docs/rights.md', import.meta.url), 'utf8');

const commands: readonly Command[] = [
  ...domainSetCommands,
  ...domainCommands,
  ...accountCommands,
  ...groupCommands,
  ...forwarderCommands,
  ...listCommands,
  ...namedTaskCommands,
  ...alertCommands,
  ...serviceCommands,
];

const verbs = 'Create|Rename|Delete|Set|Get|Update|Modify|Post|Remove|List|Read|Process';

/** Words that name commands, in a cell of the manual's tables. */
const commandWord = new RegExp(
  `\\b(?:(?:${verbs})(?:[A-Z][A-Za-z]*)?|Dataset|Roster|Balance)\\b`,
  'g',
);

/** The cells after `right` in the manual's tables, one string a row. */
function rowsOf(right: string): readonly string[] {
  const rows = manual.split('\n').filter((line) => line.startsWith(`| \`${right}\` |`));
  return rows.map((row) => row.split('|')[2] ?? '');
}

function commandsThatNeed(right: DomainRight): readonly string[] {
  return commands
    .filter(({ works }) => works !== false)
    .filter(({ needs }) => 'right' in needs && needs.right === right)
    .map(({ name }) => name);
}

describe('The page about rights', () => {
  for (const right of [...serverRights, ...domainRights]) {
    it(`mentions ${right}`, () => {
      expect(manual).to.include(`\`${right}\``);
    });
  }

  for (const right of domainRights) {
    it(`names the commands that need ${right}, and no others`, () => {
      const [cell = ''] = rowsOf(right);
      const named = cell.match(commandWord) ?? [];
      expect([...named].sort()).to.deep.equal([...commandsThatNeed(right)].sort());
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
