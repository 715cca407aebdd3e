/**
 * No answer keeps others waiting, however much there is: every command that reads is asked beside
 * two hundred of each kind of object, and goes through few rows between two of its steps.
 */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

const count = 200;
/** Rows of a step, and some beside them that lead to where it begins. */
const rowsMax = 130;

const many = (line: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => line(at));

/** Two hundred of everything that commands add one by one. */
const crowd: readonly string[] = [
  ...many((at) => `CreateDomain d${at}.test`),
  ...many((at) => `SetDomainSettings d${at}.test {AdminDomainName="${theDomain}";}`),
  ...many((at) => `CreateAccount a${at}@${theDomain}`),
  ...many((at) => `SetAccountAliases a${at}@${theDomain} (alias${at})`),
  ...many((at) => `SetAccountTelnums a${at}@${theDomain} (${100_000 + at})`),
  ...many((at) => `CreateForwarder f${at}@${theDomain} TO away@elsewhere.test`),
  ...many((at) => `CreateGroup g${at}@${theDomain} {Members=(a${at});}`),
  ...many((at) => `CreateNamedTask t${at}@${theDomain} FOR ${theAccount}`),
  ...many((at) => `CreateList l${at}@${theDomain} FOR ${theAccount}`),
  ...many((at) => `List news@${theDomain} FEED r${at}@elsewhere.test`),
  ...many((at) => `CreateMailbox ${theAccount} MAILBOX b${at}`),
  ...many((at) => `WriteStorageFile ${theAccount} FILE f${at} DATA [YWJj]`),
  ...many(
    (at) =>
      `Dataset ${theAccount} {subsetName=Contacts;what=setEntry;entryName=e${at};data={cn=Joe;};}`,
  ),
  ...many(() => `Balance ${theAccount} {op=credit;balance=main;amount=#5;}`),
  ...many((at) => `StoreDomainSkinFile ${theDomain} SKIN MySkin FILE f${at} DATA [YWJj]`),
  ...many((at) => `PutWebUserInterface ${theDomain} FILE f${at} DATA [YWJj]`),
  ...many((at) => `StoreServerSkinFile MySkin FILE f${at} DATA [YWJj]`),
  ...many((at) => `StoreDomainPBXFile ${theDomain} FILE f${at} DATA [YWJj]`),
  ...many((at) => `StoreServerPBXFile f${at} DATA [YWJj]`),
  `SetGroup staff@${theDomain} {Members=(${many((at) => `a${at}`).join(',')});}`,
];

/** What the sample lines of commands do not ask for. */
const further: readonly string[] = [
  `Balance ${theAccount} {op=history;balance=none;}`,
  `GetStorageFileInfo ${theAccount} PATH ""`,
  `ListDomainObjects ${theDomain} FILTER nothing 1000 ACCOUNTS ALIASES FORWARDERS`,
  `ListDomainTelnums ${theDomain} FILTER nothing 1000`,
  'ListServerTelnums FILTER nothing 1000',
  `ListMailboxes ${theAccount} FILTER nothing`,
  `ListSubscribers news@${theDomain} FILTER nothing`,
  'GetStatElement numDomains',
  'GetStatElement numAccounts',
];

describe('What commands tell of many things', () => {
  let server: TrialServer;

  before(async function () {
    this.timeout(60_000);
    const accounts = [theAccount, `other@${theDomain}`].map((one) => [one] as const);
    server = await TrialServer.with([theDomain], accounts, [...scene, ...crowd]);
  });
  after(() => server.close());

  const reading = allCommands.filter(
    (command) =>
      command.works !== false && (command.kind === 'query' || command.listing !== undefined),
  );
  for (const line of [...reading.map((command) => sampleLine(command)), ...further]) {
    it(`is made in steps: ${line}`, async () => {
      const { rowsBetweenSteps } = await server.try(line, 'postmaster');
      expect(rowsBetweenSteps).to.be.at.most(rowsMax);
    });
  }

  it('is what there is', async () => {
    for (const line of [
      `ListAccounts ${theDomain}`,
      'ListDomains',
      `ListMailboxes ${theAccount}`,
    ]) {
      const { answer } = await server.try(line, 'postmaster');
      expect(answer.match(/[,;]/g), line).to.have.length.at.least(count);
    }
  });
});
