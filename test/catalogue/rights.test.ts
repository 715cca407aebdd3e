import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry } from '../../src/commands/registry.js';
import { domainRights, serverRights } from '../../src/engine/accounts/rights.js';
import { allNames, recordOf, whoMay } from './records.js';
import { sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

/** An Account with its rights; `counts` are the words of `commands.yaml` that open something to it. */
interface Actor {
  readonly address: string;
  readonly rights: readonly string[];
  readonly counts: readonly string[];
}

const inDomain = (name: string): string => `${name.toLowerCase()}@${theDomain}`;
const particular = domainRights.filter((right) => right !== 'Domain');

const owner: Actor = { address: theAccount, rights: [], counts: ['own'] };
const serverAdministrators = serverRights.map((right): Actor => {
  const counts = right === 'Master' ? ['Master'] : [right, 'administrator'];
  return { address: `${right.toLowerCase()}@main.test`, rights: [right], counts };
});

/** A Domain administrator with one right beside `Domain`. */
function administratorWith(right: string): Actor {
  const rights = ['Domain', right];
  return { address: inDomain(right), rights, counts: rights };
}

/** A Domain administrator with all rights but one. */
function administratorWithout(right: string): Actor {
  const rights = domainRights.filter((one) => one !== right);
  return { address: inDomain(`no-${right}`), rights, counts: rights };
}

/** Without `Domain` the other rights open nothing. */
const unmarked: Actor = { ...administratorWithout('Domain'), counts: [] };

const others: readonly Actor[] = [
  { address: inDomain('all'), rights: domainRights, counts: domainRights },
  { address: inDomain('domain'), rights: ['Domain'], counts: ['Domain'] },
  unmarked,
  { address: inDomain('other'), rights: [], counts: [] },
  { address: 'all@foreign.test', rights: domainRights, counts: [] },
  { address: 'user@foreign.test', rights: [], counts: [] },
];

/** All whose answers tell something about a command that needs what `who` says. */
function actorsFor(who: ReadonlySet<string>): readonly Actor[] {
  const needed = particular.filter((right) => who.has(right));
  const concerned = needed.flatMap((one) => [administratorWith(one), administratorWithout(one)]);
  return [owner, ...serverAdministrators, ...concerned, ...others];
}

function isAllowed({ counts }: Actor, who: ReadonlySet<string>): boolean {
  return who.has('anyone') || counts.includes('Master') || counts.some((word) => who.has(word));
}

const refusal = '510 insufficient access rights';

/** What comes of a line that is refused for want of rights. */
const nothing = { answer: refusal, changes: false, touched: [] };

/** Accounts that the rows below name, by what is before the `@` when they are of the Domain. */
const special: Actor = {
  address: inDomain('special'),
  rights: ['Domain', 'CanCreateAccounts', 'CanCreateSpecialAccounts'],
  counts: [],
};

const creators = 'master@main.test useraccounts@main.test all special';
const managers = 'master@main.test useraccounts@main.test';
const readers = `${managers} domainsread@main.test all domain special`;

/** Lines whose parameters decide who may, beyond what the command needs; and all who may. */
const particularLines: readonly (readonly [line: string, may: string])[] = [
  [`CreateAccount new@${theDomain} LEGACY`, creators],
  [`CreateAccount new@${theDomain} TextMailbox`, creators],
  [`SetAccountRights other@${theDomain} (Domain)`, managers],
  ['SetAccountRights monitor@main.test (Settings)', 'master@main.test'],
  ['GetSession 1-session', managers],
  ['KillSession 1-session', managers],
  [`RenameAccount other@${theDomain} INTO other@foreign.test`, managers],
  ['ListAccounts foreign.test', `${managers} domainsread@main.test all@foreign.test`],
  ['ListAccounts governed.test', readers],
  ['CreateForwarder new@governed.test TO away@elsewhere.test', `${managers} all`],
];

/** Lines about the own Account, with which nobody is refused. */
const ownLines: readonly string[] = [
  'GetAccountSettings *',
  'GetAccountInfo *',
  'GetAccountMailRules *',
  'SetAccountPrefs * {Language=French;}',
  'ListMailboxes *',
  'GetAccountAlerts *',
  'ListStorageFiles *',
  'GetAccountACL *',
  'GetAccountStat *',
  'Roster * {what=List;}',
];

describe('Who may give a command, by the catalogue', () => {
  const registry = new Registry(allCommands);
  const actors = [...actorsFor(new Set(particular)), special];
  let server: TrialServer;

  before(async () => {
    server = await TrialServer.with(
      [theDomain, 'foreign.test', 'governed.test'],
      actors.map(({ address, rights }) => [address, ...rights] as const),
      [...scene, `UpdateDomainSettings governed.test {AdminDomainName=${theDomain};}`],
    );
  });

  after(() => server.close());

  for (const name of allNames) {
    it(name, async () => {
      const command = registry.find(name)?.command;
      if (command === undefined) throw new Error('there is no such command');
      const line = sampleLine(command, name);
      const { answers } = recordOf(name);
      const who = whoMay(name);
      for (const actor of actorsFor(who)) {
        const { answer, changes, touched } = await server.try(line, actor.address);
        const trial = { answer, changes, touched };
        const what = `${actor.address}: ${line}`;
        if (!isAllowed(actor, who)) {
          expect(trial, what).to.deep.equal(nothing);
        } else if (command.works === false) {
          expect(trial.answer, what).to.match(/^5/).and.not.equal(refusal);
          expect(trial.changes, what).to.equal(false);
        } else if (answers !== undefined) {
          expect(trial.answer, what).to.equal(answers);
        } else {
          expect(trial.answer, what).to.match(/^20[01] /);
        }
      }
    });
  }

  for (const [line, may] of particularLines) {
    it(line, async () => {
      const wanted = may.split(' ').map((name) => (name.includes('@') ? name : inDomain(name)));
      const allowed = [];
      for (const { address } of [...actorsFor(new Set()), special]) {
        const { answer, changes, touched } = await server.try(line, address);
        if (/^20[01] /.test(answer)) allowed.push(address);
        else expect({ answer, changes, touched }).to.deep.equal(nothing);
      }
      expect(allowed.sort()).to.deep.equal(wanted.sort());
    });
  }

  it('BlessSession without a password: Master alone', async () => {
    const line = `BlessSession 1-session DOMAIN ${theDomain}`;
    for (const { address, counts } of actorsFor(new Set(['CanCreateWebUserSessions']))) {
      const { answer } = await server.try(line, address);
      const expected = counts.includes('Master') ? recordOf('BlessSession').answers : refusal;
      expect(answer, address).to.equal(expected);
    }
  });

  for (const line of ownLines) {
    it(`${line}: everybody`, async () => {
      for (const { address } of actors) {
        expect((await server.try(line, address)).answer, address).to.match(/^20[01] /);
      }
    });
  }
});
