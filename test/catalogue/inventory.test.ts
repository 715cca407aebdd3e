import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry } from '../../src/commands/registry.js';
import { domainRights, serverRights } from '../../src/engine/accounts/rights.js';
import { readItems, wordOf } from '../../src/syntax/command-line.js';
import { bytesOf } from '../../src/values/text.js';
import { catalogue } from './catalogue.js';
import { commandsWith, records, whoMay } from './records.js';

const registry = new Registry(allCommands);

/** Rights whose names can mean nothing else, but the one that matters for some parameters only. */
const particularRights = [...domainRights, ...serverRights].filter(
  (right) => /^Can|Allowed$|.Settings$/.test(right) && right !== 'CanCreateSpecialAccounts',
);

/** Who may give a command as the catalogue writes it, with what it says elsewhere: `as ListLists`. */
function inFull(rights: string): string {
  const [, words] = /\bas (Domain skins|[A-Z]\w+)/.exec(rights) ?? [];
  const other = words === 'Domain skins' ? 'ListDomainSkins' : words;
  const further = catalogue.find(({ name }) => name === other)?.rights;
  return `${rights.replace('Can Reject Queues', 'CanRejectQueues')}; ${further ?? ''}`;
}

describe('The records of commands', () => {
  it('are of every command, and of no other', () => {
    const names = allCommands.map(({ name }) => name);
    const missing = names.filter((name) => !records.has(name));
    expect(missing, 'commands without a record').to.deep.equal([]);
    const further = [...records.keys()].filter((name) => !names.includes(name));
    expect(further, 'records of no command').to.deep.equal([]);
  });

  it('open them to owners and to holders of rights as the sentences of the catalogue do', () => {
    for (const { name, rights } of catalogue) {
      const sentence = inFull(rights);
      const who = whoMay(name);
      const words = sentence.split(/\W+/);
      const named = particularRights.filter((right) => words.includes(right));
      expect(
        particularRights.filter((right) => who.has(right)),
        name,
      ).to.deep.equal(named);
      expect(who.has('own'), name).to.equal(/own account|owner|every user/.test(sentence));
    }
  });
});

describe('The table of commands beside the manual', () => {
  it('knows every command and every spelling', () => {
    const missing = catalogue
      .flatMap(({ name, spellings = [] }) => [name, ...spellings])
      .filter((name) => registry.find(name) === undefined);
    expect(missing).to.deep.equal([]);
  });

  it('says that it works for all of them but those that have to refuse, as all of a cluster do', () => {
    const refusing = allCommands.filter(({ works }) => works === false).map(({ name }) => name);
    expect(refusing.sort()).to.deep.equal(commandsWith('works').toSorted());
    const working = catalogue
      .filter(
        ({ name, cluster }) => cluster === true && registry.find(name)?.command.works !== false,
      )
      .map(({ name }) => name);
    expect(working).to.deep.equal([]);
  });

  it('has no command that the manual and clients do not know, but our own', () => {
    const known = catalogue.map(({ name }) => name);
    const own = allCommands.map(({ name }) => name).filter((name) => !known.includes(name));
    expect(own.sort()).to.deep.equal(commandsWith('manual').toSorted());
  });

  it('puts each command in its section of the manual', () => {
    for (const command of allCommands) {
      const entry = catalogue.find(({ name }) => name === command.name);
      if (entry) expect(command.section, command.name).to.equal(entry.section);
    }
  });
});

// The catalogue shortens data blocks with three points.
describe('Every line that real clients build for these commands binds', () => {
  for (const { name, wire } of catalogue) {
    for (const line of wire) {
      it(line, () => {
        const bytes = bytesOf(line.replace('...', ''));
        const word = wordOf(bytes);
        const items = readItems(bytes);
        const entry = registry.find(word);
        expect(entry, `${name} is called ${word}`).not.to.equal(undefined);
        expect(() => entry?.bind(items)).not.to.throw();
      });
    }
  }
});
