/**
 * What answers tell to those who have no right to know: nothing about which Accounts and Domains
 * there are, and no secret of what they may only read. The lines are made from the registry.
 */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import type { Command } from '../../src/commands/define.js';
import { domainRights } from '../../src/engine/accounts/rights.js';
import { lineNaming, sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

const plain = `plain@${theDomain}`;
const admin = `all@${theDomain}`;
const refusal = '510 insufficient access rights';
const domains = [theDomain, 'foreign.test'];

const things: readonly string[] = [
  ...scene,
  `CreateList own@${theDomain} FOR plain`,
  'SetAccountAliases user@foreign.test (second)',
  'SetDomainAliases foreign.test (alias.test)',
  'CreateGroup group@foreign.test {Members=(user);}',
  'CreateForwarder forward@foreign.test TO user@foreign.test',
  'CreateList list@foreign.test FOR user',
  'CreateNamedTask task@foreign.test FOR user',
  'CreateMailbox user@foreign.test MAILBOX Drafts',
];

/** Names in Domains where nobody here may look: of what is there, and of what is not. */
const elsewhere: readonly string[] = [
  'user@foreign.test',
  'strong@foreign.test',
  'second@foreign.test',
  'group@foreign.test',
  'forward@foreign.test',
  'list@foreign.test',
  'task@foreign.test',
  'nobody@foreign.test',
  'user@alias.test',
  'nobody@alias.test',
  'user@none.test',
  'postmaster@main.test',
  'nobody@main.test',
];

/** The same in the Domain of a user, who may not look there either. */
const inOwnDomain = [theAccount, `all@${theDomain}`, `nobody@${theDomain}`, `staff@${theDomain}`];

const foreignDomains: readonly string[] = ['foreign.test', 'alias.test', 'main.test', 'none.test'];

/** Lines in which a name stands inside of a value; `@` is where it goes. */
const withNamesInside: readonly string[] = [
  `UpdateList own@${theDomain} {Owner="@";}`,
  `List own@${theDomain} subscribe "@"`,
  `SetPostingMode own@${theDomain} FOR "@" UNMODERATED`,
  `GetSubscriberInfo own@${theDomain} NAME "@"`,
  `ProcessBounce own@${theDomain} FOR "@"`,
  'SetMailboxACL * MAILBOX INBOX {"@"=lr;}',
  'SetAccountACL * {"@"=lr;}',
  'SetMailboxSubscription * ("~@/INBOX")',
  'SetMailboxAliases * {Shared="~@/INBOX";}',
  'GetMailboxInfo * MAILBOX "~@/INBOX"',
  'GetMailboxACL * MAILBOX "~@/INBOX"',
  'SetMailboxACL * MAILBOX "~@/INBOX" {anyone=lr;}',
  'GetMailboxRights * MAILBOX "~@/INBOX" AUTH *',
  'SetMailboxClass * MAILBOX "~@/INBOX" CLASS IPF.Note',
  'CreateMailbox * MAILBOX "~@/INBOX/new"',
  'DeleteMailbox * MAILBOX "~@/Drafts"',
  'RenameMailbox * MAILBOX "~@/Drafts" INTO Mine',
  'ListMailboxes * FILTER "~@/*"',
  'Roster * {what=Update;peer="@";subscription=Both;}',
  'Dataset * {subsetName="~@/Contacts";what=listEntries;}',
  'ReadStorageFile * FILE "~@/a.txt"',
  'ListStorageFiles * PATH "~@/"',
  'SetAccountPrefs * {Friend="@";}',
  'Route "@"',
];

/** The parameters of a command that name something, one line for each way to name another thing. */
function linesOf(
  command: Command,
  names: readonly string[],
): readonly (readonly [title: string, lines: readonly string[]])[] {
  const own = (argument: string): string =>
    argument === 'domainName' ? theDomain : argument.startsWith('list') ? 'own' : 'plain';
  return command.names.map(([varied, naming]) => {
    const values = naming === 'domain' ? foreignDomains : names;
    const lines = values.map((name) => {
      const named = command.names.map(([argument]) =>
        argument === varied ? [argument, name] : [argument, own(argument)],
      );
      // What is optional is given only where it is what varies.
      const wanted = named.filter(
        ([argument]) => argument === varied || isNeeded(command, argument ?? ''),
      );
      return lineNaming(command, Object.fromEntries(wanted) as Record<string, string>);
    });
    return [`${command.name}: ${varied}`, lines];
  });
}

function isNeeded(command: Command, argument: string): boolean {
  return command.arguments[argument]?.optional === false;
}

describe('Telling what exists', () => {
  let server: TrialServer;

  before(async () => {
    server = await TrialServer.with(
      domains,
      [
        [theAccount],
        [plain],
        [`other@${theDomain}`],
        [admin, ...domainRights],
        ['user@foreign.test'],
        ['strong@foreign.test', ...domainRights],
      ],
      things,
    );
  });

  after(() => server.close());

  async function answersTo(lines: readonly string[], caller: string): Promise<readonly string[]> {
    const answers = new Set<string>();
    for (const line of lines) answers.add((await server.try(line, caller)).answer);
    return [...answers];
  }

  for (const command of allCommands) {
    for (const [title, lines] of linesOf(command, [...elsewhere, ...inOwnDomain])) {
      it(`to a user: ${title}`, async () => {
        expect(await answersTo(lines, plain)).to.deep.equal([refusal]);
      });
    }
    for (const [title, lines] of linesOf(command, elsewhere)) {
      it(`to an administrator of another Domain: ${title}`, async () => {
        expect(await answersTo(lines, admin)).to.deep.equal([refusal]);
      });
    }
  }

  for (const pattern of withNamesInside) {
    it(`to a user: ${pattern}`, async () => {
      const answers = new Set<string>();
      for (const name of [...elsewhere, ...inOwnDomain]) {
        const { answer } = await server.try(
          pattern.replace('@"', `${name}"`).replace('@/', `${name}/`),
          plain,
        );
        answers.add(answer.replaceAll(name, '@'));
      }
      expect([...answers]).to.have.lengthOf(1);
    });
  }

  it('names every parameter after AUTH as one', () => {
    const without = allCommands.filter(
      ({ usage, names }) => /\bAUTH\b/.test(usage) && !names.some(([, as]) => as === 'inWhoseName'),
    );
    expect(without.map(({ name }) => name)).to.deep.equal([]);
  });
});

describe('Telling secrets', () => {
  const secret = 'h1dden';
  /** Who may read what is in the Domain, and set nothing of it. */
  const readers: Readonly<Record<string, readonly string[]>> = {
    'reader@main.test': ['DomainsRead'],
    [`domain@${theDomain}`]: ['Domain'],
    [`others@${theDomain}`]: [
      'Domain',
      ...domainRights.filter((right) => !/Settings|RPOP|RSIP|Credit/.test(right)),
    ],
    [`passwords@${theDomain}`]: ['Domain', 'BasicSettings', 'WebUserSettings', 'CanModifyRPOP'],
    'helpdesk@main.test': domainRights,
  };
  const strong = `strong@${theDomain}`;
  const settings =
    `{Password="${secret}1";PSTNGatewayPassword=${secret}2;Own={Password=${secret}3;};` +
    `List=({key=${secret}4;});}`;
  const records = `{r={domain=pop.test;authName=x;password=${secret}5;};}`;

  let server: TrialServer;

  before(async () => {
    server = await TrialServer.with(
      [theDomain],
      [
        [theAccount],
        [`other@${theDomain}`],
        [strong, ...domainRights, 'MaxAccountSize'],
        ...Object.entries(readers).map(([address, rights]) => [address, ...rights] as const),
      ],
      [
        ...scene,
        ...[strong, 'postmaster'].flatMap((account) => [
          `UpdateAccountSettings ${account} ${settings}`,
          `SetAccountRPOPs ${account} ${records}`,
          `SetAccountRSIPs ${account} ${records}`,
          `UpdateAccountPrefs ${account} {SomePassword=${secret}6;}`,
        ]),
        `UpdateDomainSettings ${theDomain} {PrivateSecureKey=${secret}7;DKIM={key=${secret}8;};}`,
        `UpdateAccountDefaults ${theDomain} {PSTNGatewayPassword=${secret}9;}`,
        `UpdateAccountTemplate ${theDomain} {SyncUserPassword=${secret}10;}`,
      ],
    );
  });

  after(() => server.close());

  /** Every query about an Account, with every secret key, or about the Domain. */
  const lines = allCommands
    .filter(({ kind, works }) => kind === 'query' && works !== false)
    .flatMap((command) => {
      const line = sampleLine(command);
      if (command.name === 'GetAccountOneSetting') {
        return ['Password', 'PSTNGatewayPassword', 'RPOP', 'RSIP', 'Own', 'List'].flatMap((key) =>
          [strong, 'postmaster@main.test'].map((name) => `GetAccountOneSetting ${name} ${key}`),
        );
      }
      return line.includes(theAccount)
        ? [strong, 'postmaster@main.test'].map((name) => line.replaceAll(theAccount, name))
        : [line];
    });

  for (const reader of Object.keys(readers)) {
    it(`not to ${reader}`, async () => {
      for (const line of lines) {
        const { answer } = await server.try(line, reader);
        expect(answer, line).not.to.include(secret);
      }
    });
  }

  it('but to those who may set them', async () => {
    const heard = new Set<string>();
    for (const line of lines) {
      const { answer } = await server.try(line, 'postmaster');
      for (const [one] of answer.matchAll(/h1dden\d+/g)) heard.add(one);
    }
    // A clear password is shown sealed.
    const all = Array.from({ length: 9 }, (_, index) => `${secret}${index + 2}`);
    expect([...heard].sort()).to.deep.equal(all.sort());
  });
});
