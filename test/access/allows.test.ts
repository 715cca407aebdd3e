import { expect } from 'chai';
import { actorOf } from '../../src/access/actor.js';
import { requireAllowed } from '../../src/access/allows.js';
import {
  anyone,
  domainAdministrator,
  ownerOrAdministrator,
  serverRight,
  type Need,
} from '../../src/access/need.js';
import { findDomain } from '../../src/engine/directory/directory.js';
import { address, domainName } from '../../src/engine/core/names.js';
import { Refusal } from '../../src/engine/core/refusal.js';
import { accounts, domainNames, domains } from '../../src/tables/tables.js';
import { accountAt, LittleServer, rows } from '../engine/little-server.js';

const domain = (name: string) => ({ target: domainName(name) });
const object = (text: string) => ({ target: text === '*' ? '*' : address(text) });
const ownDomain = { target: undefined };

const administrator = domainAdministrator('target');
const groupAdministrator = domainAdministrator('target', 'CanCreateGroups');
const owner = ownerOrAdministrator('target');
const ownerOrGroups = ownerOrAdministrator('target', 'CanCreateGroups');
const twoDomains = domainAdministrator(['target', 'other'], 'CanCreateGroups');

/** Each actor's Account and its rights. */
const actors = {
  master: ['master', 'Master'],
  users: ['users', 'UserAccounts'],
  reader: ['reader', 'DomainsRead'],
  monitor: ['monitor', 'Monitor'],
  admin: ['admin@client.test', 'Domain'],
  groups: ['groups@client.test', 'Domain', 'CanCreateGroups'],
  unmarked: ['unmarked@client.test', 'CanCreateGroups'],
  plain: ['plain@client.test'],
} as const;

type ActorName = keyof typeof actors;

/** The need, what is done to what, and all who may. */
type Row = readonly [title: string, need: Need, values: Record<string, unknown>, may: string];

const everybody = Object.keys(actors).join(' ');

const reads: readonly Row[] = [
  ['anyone', anyone, {}, everybody],
  ['any server right', serverRight('any'), {}, 'master users reader monitor'],
  ['the server right Monitor', serverRight('Monitor'), {}, 'master monitor'],
  ['the server right UserAccounts', serverRight('UserAccounts'), {}, 'master users'],
  ['the server right Master', serverRight('Master'), {}, 'master'],
  ['a Domain', administrator, domain('client.test'), 'master users reader admin groups'],
  ['the own Domain', administrator, ownDomain, 'master users reader admin groups'],
  ['an administered Domain', administrator, domain('sub.test'), 'master users reader admin groups'],
  ['a foreign Domain', administrator, domain('other.test'), 'master users reader'],
  ['a missing Domain', administrator, domain('none.test'), 'master users reader'],
  ['a right in a Domain', groupAdministrator, domain('client.test'), 'master users groups'],
  ['the Account itself', owner, object('*'), everybody],
  ['an Account', owner, object('plain@client.test'), 'master users reader admin groups plain'],
  ['a bare name', owner, object('plain'), 'master users reader admin groups plain'],
  ['an Account through a Domain Alias', owner, object('plain@alias.test'),
    'master users reader admin groups plain'],
  ['an Account of an administered Domain', owner, object('plain@sub.test'),
    'master users reader admin groups'],
  ['an Account of a foreign Domain', owner, object('plain@other.test'), 'master users reader'],
  ['a missing Account', owner, object('none@other.test'), 'master users reader'],
]; // prettier-ignore

const changes: readonly Row[] = [
  ['anyone', anyone, {}, everybody],
  ['any server right', serverRight('any'), {}, 'master users reader monitor'],
  ['a Domain', administrator, domain('client.test'), 'master users admin groups'],
  ['a Domain through its alias', administrator, domain('alias.test'), 'master users admin groups'],
  ['a right in a Domain', groupAdministrator, domain('client.test'), 'master users groups'],
  ['a right in the own Domain', groupAdministrator, ownDomain, 'master users groups'],
  ['a right in an administered Domain', groupAdministrator, domain('sub.test'),
    'master users groups'],
  ['a right in a foreign Domain', groupAdministrator, domain('other.test'), 'master users'],
  ['a right in a missing Domain', groupAdministrator, domain('none.test'), 'master users'],
  ['a right over a new object', groupAdministrator, object('new@client.test'),
    'master users groups'],
  ['a right in two Domains', twoDomains,
    { ...object('a@client.test'), other: address('b@sub.test') }, 'master users groups'],
  ['a right in two Domains, one of them foreign', twoDomains,
    { ...object('a@client.test'), other: address('b@other.test') }, 'master users'],
  ['the Account itself', ownerOrGroups, object('*'), everybody],
  ['an Account, with a right', ownerOrGroups, object('plain@client.test'),
    'master users groups plain'],
  ['an Account of an administered Domain', ownerOrGroups, object('plain@sub.test'),
    'master users groups'],
  ['an Account of a foreign Domain', ownerOrGroups, object('plain@other.test'), 'master users'],
]; // prettier-ignore

describe('The access check', () => {
  let server: LittleServer;

  before(async () => {
    server = await LittleServer.with('client.test', 'sub.test', 'other.test');
    await server.accounts(...Object.values(actors), 'plain@sub.test', 'plain@other.test');
    await server.change(({ tx }) => {
      const client = findDomain(tx, domainName('client.test')).id;
      tx.put(domainNames, domainName('alias.test'), { domain: client, alias: true });
      const sub = findDomain(tx, domainName('sub.test'));
      rows(tx).put(domains, sub.id, { ...sub.row, adminDomain: domainName('client.test') });
    });
  });

  async function may(who: string, need: Need, values: Record<string, unknown>, reading: boolean) {
    return server.view((tx) => {
      try {
        requireAllowed(tx, actorOf(tx, accountAt(tx, who).id), need, values, reading);
        return true;
      } catch (error) {
        expect((error as Refusal).reason).to.equal('no-right');
        return false;
      }
    });
  }

  async function whoMay(need: Need, values: Record<string, unknown>, reading: boolean) {
    const allowed: string[] = [];
    for (const name of Object.keys(actors) as ActorName[]) {
      if (await may(actors[name][0], need, values, reading)) allowed.push(name);
    }
    return allowed.join(' ');
  }

  for (const [title, need, values, expected] of reads) {
    it(`of a query that needs ${need.kind}: ${title}`, async () => {
      expect(await whoMay(need, values, true)).to.equal(expected);
    });
  }

  for (const [title, need, values, expected] of changes) {
    it(`of a change that needs ${need.kind}: ${title}`, async () => {
      expect(await whoMay(need, values, false)).to.equal(expected);
    });
  }

  it('does not count server rights of Accounts outside the Main Domain', async () => {
    await server.accounts('false@other.test');
    await server.change(({ tx }) => {
      const { id, row } = accountAt(tx, 'false@other.test');
      rows(tx).put(accounts, id, { ...row, rights: ['Master', 'UserAccounts'] });
    });
    for (const need of [serverRight('any'), serverRight('Master'), administrator]) {
      expect(await may('false@other.test', need, domain('other.test'), true)).to.be.false;
    }
  });

  it('lets a Domain be administered from the Domain whose alias it names', async () => {
    await server.change(({ tx }) => {
      const sub = findDomain(tx, domainName('sub.test'));
      rows(tx).put(domains, sub.id, { ...sub.row, adminDomain: 'alias.test' });
    });
    expect(await may('groups@client.test', groupAdministrator, domain('sub.test'), false)).to.be
      .true;
  });

  describe('of a Domain administrator of the Main Domain', () => {
    before(async () => {
      await server.accounts(['helper', 'Domain', 'CanCreateGroups'], 'user', [
        'both',
        'Domain',
        'CanCreateGroups',
        'Monitor',
      ]);
    });

    it('allows changes to plain Accounts', async () => {
      expect(await may('helper', ownerOrGroups, object('user'), false)).to.be.true;
    });

    it('refuses changes to Accounts that hold server rights', async () => {
      expect(await may('helper', ownerOrGroups, object('monitor'), false)).to.be.false;
      expect(await may('helper', groupAdministrator, object('master'), false)).to.be.false;
    });

    it('allows reading them', async () => {
      expect(await may('helper', administrator, object('master'), true)).to.be.true;
    });

    it('allows changes to its own Account', async () => {
      expect(await may('both', groupAdministrator, object('both'), false)).to.be.true;
    });
  });

  it('sees rights that were taken away at once', async () => {
    await server.accounts(['brief', 'UserAccounts']);
    expect(await may('brief', administrator, domain('other.test'), false)).to.be.true;
    await server.change(({ tx }) => {
      const { id, row } = accountAt(tx, 'brief');
      rows(tx).put(accounts, id, { ...row, rights: [] });
    });
    expect(await may('brief', administrator, domain('other.test'), false)).to.be.false;
  });
});
