/**
 * Whoever acts on an Account must hold at least the rights of that Account: every command that names
 * one, by callers of every kind, on Accounts of every kind. The tables here are made from the
 * registry and the records of commands; who stands above whom is worked out anew, from the rights alone.
 */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import type { Command } from '../../src/commands/define.js';
import { domainRights } from '../../src/engine/accounts/rights.js';
import { whoMay } from './records.js';
import { sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

/** Accounts by their addresses, with their rights. */
const people: Readonly<Record<string, readonly string[]>> = {
  'master@main.test': ['Master'],
  'users@main.test': ['UserAccounts'],
  'both@main.test': ['UserAccounts', 'Settings'],
  'settings@main.test': ['Settings'],
  'reader@main.test': ['DomainsRead'],
  'helpdesk@main.test': domainRights,
  'helper@main.test': ['Domain', 'BasicSettings'],
  'watcher@main.test': ['Monitor', ...domainRights],
  'user@main.test': [],
  [`all@${theDomain}`]: domainRights,
  [`passwords@${theDomain}`]: ['Domain', 'BasicSettings', 'CanCreateWebUserSessions'],
  [`aliases@${theDomain}`]: ['Domain', 'CanCreateAliases'],
  [`unmarked@${theDomain}`]: ['CanCreateAliases', 'CanCreateAccounts'],
  [`other@${theDomain}`]: [],
  'all@governed.test': domainRights,
  'all@last.test': domainRights,
  'user@last.test': [],
  'user@governed.test': [],
};

/** The Domains that the administrators of each Domain reach. */
const reaches: Readonly<Record<string, readonly string[]>> = {
  'main.test': ['main.test'],
  [theDomain]: [theDomain, 'last.test', 'governed.test'],
  'governed.test': ['governed.test', 'further.test'],
  'last.test': ['last.test'],
};

const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);
const rightsOf = (address: string): readonly string[] => people[address] ?? [];
const serverRights = (address: string): readonly string[] =>
  rightsOf(address).filter((right) => !isOfDomain(right));
const isOfDomain = (right: string): boolean => (domainRights as readonly string[]).includes(right);
const isWithin = (few: readonly string[], many: readonly string[]): boolean =>
  few.every((one) => many.includes(one));

/** Whether one holds at least the rights of another. */
function holdsAll(caller: string, target: string): boolean {
  const held = serverRights(caller);
  if (held.includes('Master')) return true;
  const implied = held.includes('UserAccounts') ? [...held, 'DomainsRead'] : held;
  if (!isWithin(serverRights(target), implied)) return false;
  if (held.includes('UserAccounts') || !rightsOf(target).includes('Domain')) return true;
  return (
    isWithin(rightsOf(target).filter(isOfDomain), rightsOf(caller)) &&
    isWithin(reaches[domainOf(target)] ?? [], reaches[domainOf(caller)] ?? [])
  );
}

/** An Account without rights in each Domain: what may be done to it is what the command needs. */
const plainIn: Readonly<Record<string, string>> = {
  'main.test': 'user@main.test',
  [theDomain]: `other@${theDomain}`,
  'governed.test': 'user@governed.test',
  'last.test': 'user@last.test',
};

/** Whether a command only reads what every administrator of the Domain may read. */
function onlyReads(name: string): boolean {
  return whoMay(name).has('DomainsRead') && !name.startsWith('Verify');
}

/** A line of a command about an Account; undefined when its sample line names none that is there. */
function lineAbout(command: Command, account: string): string | undefined {
  const line = sampleLine(command);
  const named = [theAccount, `other@${theDomain}`].find((one) => line.includes(one));
  return named && line.replaceAll(named, account);
}

const ofAccounts = allCommands.filter(
  (command) =>
    command.works !== false &&
    command.names.some(([, naming]) => naming !== 'domain') &&
    lineAbout(command, theAccount) !== undefined,
);

const refusal = '510 insufficient access rights';
const everybody = Object.keys(people);

describe('Acting on an Account with more rights', () => {
  let server: TrialServer;

  before(async () => {
    server = await TrialServer.with(
      [theDomain, 'governed.test', 'last.test', 'further.test'],
      [[theAccount], ...everybody.map((address) => [address, ...rightsOf(address)] as const)],
      [
        ...scene,
        `UpdateDomainSettings governed.test {AdminDomainName=${theDomain};}`,
        `UpdateDomainSettings last.test {AdminDomainName=${theDomain};}`,
        'UpdateDomainSettings further.test {AdminDomainName=governed.test;}',
        ...everybody.map((address) => `SetMailboxClass ${address} MAILBOX INBOX CLASS IPF.Note`),
      ],
    );
  });

  after(() => server.close());

  it('is asked of nearly all commands about Accounts', () => {
    expect(ofAccounts.length).to.be.greaterThan(70);
  });

  for (const command of ofAccounts) {
    it(command.name, async () => {
      const isAllowed = async (caller: string, target: string): Promise<boolean> => {
        const { answer, changes } = await server.try(lineAbout(command, target) ?? '', caller);
        if (answer === refusal) expect(changes, `${caller}: ${target}`).to.equal(false);
        return answer !== refusal;
      };
      for (const caller of everybody) {
        const needed = new Map<string, boolean>();
        for (const [domain, plain] of Object.entries(plainIn)) {
          if (plain !== caller) needed.set(domain, await isAllowed(caller, plain));
        }
        for (const target of everybody) {
          const isNeeded = needed.get(domainOf(target));
          if (target === caller || isNeeded === undefined) continue;
          const expected = isNeeded && (onlyReads(command.name) || holdsAll(caller, target));
          expect(await isAllowed(caller, target), `${caller} on ${target}`).to.equal(expected);
        }
      }
    });
  }
});
