/**
 * Nothing that a command stores is without a limit: every command that changes something gets
 * arguments far over limits that are small here, and no row may come out large.
 */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import type { Command } from '../../src/commands/define.js';
import { parametersOf, readUsage } from '../../src/syntax/usage.js';
import { lineWith, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

const limits = {
  valueMax: 2000,
  elementsMax: 50,
  namesMax: 20,
  textMax: 1000,
  wordMax: 300,
  mailboxesMax: 10,
};
/** A row has at most two values, and names and lists beside them. */
const rowMax = 2 * limits.valueMax + 2500;

const many = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join('');
const word = 'x'.repeat(8000);

/** Arguments far over the limits, by what a parameter expects. */
const large: Readonly<Record<string, readonly string[]>> = {
  'a dictionary': [
    `{${many(2000, (at) => `key${at}=value;`)}}`,
    `{Custom="${word}";RealName="${word}";Comment="${word}";}`,
    `{Members=(${many(2000, (at) => `m${at}@elsewhere.test,`)}a);}`,
    `{Aliases=(${many(2000, (at) => `alias${at},`)}a);}`,
  ],
  'an array': [
    `(${many(2000, (at) => `name${at},`)}a)`,
    `((5,rule,((Subject,is,"${word}")),((Discard,"${word}"))))`,
    `(<a>${word}</a>)`,
  ],
  'an array of strings': [`(${many(2000, (at) => `name${at},`)}a)`, `(${word})`],
  'a string': [`"${word}"`],
  'an object': [`"${word}"`, `(${many(2000, (at) => `name${at},`)}a)`],
};

/** Lines of a command in which one argument is large. */
function largeLines(command: Command): readonly string[] {
  return parametersOf(readUsage(command.usage)).flatMap((parameter) => {
    const arguments_ = large[command.arguments[parameter]?.expects ?? ''] ?? [];
    return arguments_.flatMap((argument) => {
      const line = lineWith(command, parameter, argument);
      return line === undefined ? [] : [line];
    });
  });
}

/** Operations of commands that take them in a dictionary. */
const services: readonly string[] = [
  `Dataset ${theAccount} {subsetName=Contacts;what=setEntry;entryName=big;data={note="${word}";};}`,
  `Roster ${theAccount} {what=Update;peer="b@elsewhere.test";name="${word}";}`,
  `Balance ${theAccount} {op=credit;balance=main;amount=#5;account="${word}";comment="${word}";}`,
  `UpdateScheduledTask ${theAccount} {id=task;program="${word}";parameter="${word}";}`,
];

describe('What commands store', () => {
  let server: TrialServer;

  before(async () => {
    const accounts = [theAccount, `other@${theDomain}`].map((one) => [one] as const);
    server = await TrialServer.with([theDomain], accounts, scene, limits);
  });
  after(() => server.close());

  const changing = allCommands.filter(({ kind, works }) => kind === 'change' && works !== false);
  for (const command of changing) {
    const lines = largeLines(command);
    if (lines.length === 0) continue;
    it(`is bounded for ${command.name}`, async () => {
      for (const line of lines) {
        const { longest } = await server.try(line, 'postmaster');
        expect(longest.bytes, `${line.slice(0, 100)} into ${longest.table}`).to.be.at.most(rowMax);
      }
    });
  }

  for (const line of services) {
    it(`is bounded for ${line.slice(0, 60)}`, async () => {
      const { longest } = await server.try(line, 'postmaster');
      expect(longest.bytes, longest.table).to.be.at.most(rowMax);
    });
  }
});
