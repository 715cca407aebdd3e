import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry } from '../../src/commands/registry.js';
import { readCommandLine } from '../../src/syntax/command-line.js';
import { bytesOf } from '../../src/values/text.js';
import { catalogue } from './catalogue.js';

const registry = new Registry(allCommands);

describe('The table of commands beside the manual', () => {
  it('knows every command and every spelling', () => {
    const missing = catalogue
      .flatMap(({ name, spellings = [] }) => [name, ...spellings])
      .filter((name) => registry.find(name) === undefined);
    expect(missing).to.deep.equal([]);
  });

  it('says that it works for all of them but those of a cluster, a directory or an application', () => {
    const refusing = catalogue.filter(({ name }) => registry.find(name)?.command.works === false);
    const cluster = catalogue.filter((entry) => entry.cluster);
    expect(
      refusing.filter((entry) => !cluster.includes(entry)).map(({ name }) => name),
    ).to.deep.equal([
      'CreateDirectoryDomain',
      'ReloadDirectoryDomains',
      'InsertDirectoryRecords',
      'DeleteDirectoryRecords',
      'StartPBXTask',
      'SendTaskEvent',
      'KillNode',
      'ReadNodeStatus',
      'SetServerIntercept',
      'GetDialogInfo',
      'ReleaseSMTPQueue',
      'RejectQueueMessage',
      'UpdateAirSyncInfo',
    ]);
    expect(cluster.filter((entry) => !refusing.includes(entry))).to.deep.equal([]);
  });

  it('has no command that the manual and clients do not know, but HELP', () => {
    const known = catalogue.map(({ name }) => name);
    const own = allCommands.map(({ name }) => name).filter((name) => !known.includes(name));
    expect(own).to.deep.equal(['Help']);
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
        const { name: word, items } = readCommandLine(bytesOf(line.replace('...', '')));
        const entry = registry.find(word);
        expect(entry, `${name} is called ${word}`).not.to.equal(undefined);
        expect(() => entry?.bind(items)).not.to.throw();
      });
    }
  }
});
