/**
 * All that can be asked of the rich server: every command that reads, about each Account and each
 * Domain that there is, and who can log in.
 */
import { allCommands } from '../../src/commands/all-commands.js';
import { recordOf } from '../catalogue/records.js';
import { sampleLine, theAccount, theDomain } from '../catalogue/sample-lines.js';
import type { LineClient } from '../transcript.js';

const domains = [
  'example.test',
  theDomain,
  'alias.test',
  'renamed.test',
  'old.test',
  'doomed.test',
  'sleeping.test',
  'awake.test',
];

const accounts = [
  'postmaster',
  'helper',
  'gone@doomed.test',
  theAccount,
  `second@${theDomain}`,
  `old@${theDomain}`,
  `doomed@${theDomain}`,
  'third@renamed.test',
  'sleeper@sleeping.test',
  'waker@awake.test',
];

/** What no sample asks. */
const more: readonly string[] = [
  `ListDomainObjects ${theDomain} 100 ACCOUNTS ALIASES FORWARDERS`,
  `ListDomainTelnums ${theDomain} 100`,
  'ListServerTelnums 100',
  `GetAccountSettings info@${theDomain}`,
  `GetGroup team@${theDomain}`,
  `GetGroup doomed@${theDomain}`,
  `ReadSubscribers news@${theDomain} 100`,
  ...['INBOX', 'Drafts/Old', 'Sent'].flatMap((name) => [
    `GetMailboxInfo ${theAccount} MAILBOX ${name}`,
    `GetMailboxACL ${theAccount} MAILBOX ${name}`,
  ]),
  `ReadStorageFile ${theAccount} FILE dir/new.txt`,
  `ListStorageFiles ${theAccount} PATH dir`,
  `Dataset ${theAccount} {subsetName="";what=listSubsets;}`,
  `Dataset ${theAccount} {subsetName=Contacts;what=listEntries;}`,
  `Roster ${theAccount} {what=List;}`,
  `Balance ${theAccount} {op=readAll;}`,
  `Balance ${theAccount} {op=read;balance="";}`,
  `Balance ${theAccount} {op=history;balance="";}`,
  `ListDomainPBXFiles ${theDomain} FILE french`,
  'ListServerPBXFiles FILE french',
  'Route boss',
  'Route info@alias.test',
  'GetIPState 10.0.2.1',
  'GetStatElement CustomCounter',
];

/** Parts of answers that are volatile: of which questions, and why. */
const passing: readonly (readonly [question: RegExp, part: RegExp, why: string])[] = [
  [/^GetAccountInfo/, /(?:Last|Prev|LastFailed)Login(?:Address)?=[^;]*;/g, 'logins are forgotten'],
  [/^GetAccountInfo/, /LastAddress=[^;]*;/g, 'logins are forgotten'],
  [/^GetAccountStat/, /Logins=#\d+;/g, 'who asks logs in'],
  [/^GetTempBlacklistedIPs/, /-\d+(?=[,"]|$)/g, 'the seconds that a block lasts pass'],
];

const standingDomain = new RegExp(`(?<= )${theDomain}(?= |$)`);

/** A sample about each of these Accounts and Domains instead of those of the sample. */
function variants(
  line: string,
  ofAccounts: readonly string[],
  ofDomains: readonly string[],
): readonly string[] {
  const named = line.includes(theAccount)
    ? ofAccounts.map((account) => line.replaceAll(theAccount, account))
    : [line];
  return named.flatMap((one) =>
    standingDomain.test(one)
      ? ofDomains.map((domain) => one.replace(standingDomain, domain))
      : [one],
  );
}

const samples = allCommands
  .filter(({ kind, works }) => kind === 'query' && works !== false)
  .filter(({ name }) => {
    const record = recordOf(name);
    return record.notKept === undefined && record.answers === undefined;
  })
  .map((command) => sampleLine(command));

/** The lines that ask for all there is. */
export const questions: readonly string[] = [
  ...new Set([...samples.flatMap((line) => variants(line, accounts, domains)), ...more]),
];

/** The lines that ask for what a line may have changed: what it names, and the usual. */
export function questionsAbout(line: string): readonly string[] {
  const words = line.split(/[^\w.@-]+/);
  const named = (all: readonly string[], usual: string) => {
    const found = all.filter((name) => words.includes(name));
    return found.length > 0 ? found : [usual];
  };
  const [ofAccounts, ofDomains] = [named(accounts, theAccount), named(domains, theDomain)];
  return [...samples.flatMap((one) => variants(one, ofAccounts, ofDomains)), ...more];
}

/** What of an answer is there for good. */
function lasting(question: string, answer: string): string {
  return passing
    .filter(([of]) => of.test(question))
    .reduce((text, [, part]) => text.replaceAll(part, ''), answer);
}

/** Accounts with their passwords, to see who can log in. */
const passwords: readonly (readonly [account: string, password: string])[] = [
  [theAccount, 'user-password'],
  [`second@${theDomain}`, 'second-password'],
  ['sleeper@sleeping.test', 'sleeper-password'],
  ['waker@awake.test', 'waker-password'],
];

/** The answers to questions, and to logins; `greeted` gives a client that has heard the greeting. */
export async function answersTo(
  asked: readonly string[],
  client: LineClient,
  greeted: () => Promise<LineClient>,
): Promise<ReadonlyMap<string, string>> {
  for (const question of asked) client.say(question);
  const answers = new Map<string, string>();
  for (const question of asked) {
    answers.set(question, lasting(question, (await client.hear()) ?? '(closed)'));
  }
  for (const [account, password] of passwords) {
    const user = await greeted();
    await user.ask(`USER ${account}`);
    answers.set(`login of ${account}`, (await user.ask(`PASS ${password}`)) ?? '(closed)');
    user.close();
  }
  return answers;
}
