import { expect } from 'chai';
import fc from 'fast-check';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import {
  domainRights,
  grantMaster,
  inPrintedOrder,
  serverRights,
  setRights,
} from '../../src/engine/accounts/rights.js';
import { accountAt, at, LittleServer } from './little-server.js';

describe('Administrator rights', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts(['postmaster', 'Master'], 'user1', 'user1@client.test');
  });

  const give = (text: string, ...rights: string[]) =>
    server.change((change) => setRights(change, accountAt(change.tx, text), rights));
  const rightsOf = (text: string) => server.view((tx) => accountAt(tx, text).row.rights);

  describe('are kept and printed in one order', () => {
    const table: readonly (readonly [given: string, kept: string])[] = [
      ['', ''],
      ['CanCreateAliases BasicSettings Domain', 'Domain BasicSettings CanCreateAliases'],
      ['Domain Monitor Master', 'Master Monitor Domain'],
      ['Zebra Domain Apple', 'Domain Zebra Apple'],
      ['Domain Domain', 'Domain'],
      ['Users', 'UserAccounts'],
      ['AllDomains Settings', 'Settings UserAccounts'],
      ['CanAccessAll UserAccounts', 'UserAccounts'],
      ['AccessModes MaxAccountSize Domain', 'Domain AccessModes MaxAccountSize'],
    ];

    for (const [given, kept] of table) {
      it(`(${given}) becomes (${kept})`, () => {
        expect(inPrintedOrder(given.split(' ').filter(Boolean)).join(' ')).to.equal(kept);
      });
    }

    it('whatever the order in which they are given', () => {
      const all = [...serverRights, ...domainRights];
      fc.assert(
        fc.property(fc.shuffledSubarray(all), (given) => {
          const kept = inPrintedOrder(given);
          expect(kept).to.deep.equal(all.filter((right) => given.includes(right)));
        }),
      );
    });

    it('and are refused when they are no codes at all', async () => {
      expect(await give('user1', '')).to.equal('illegal-value');
      expect(await give('user1', 'Domain\x01Master')).to.equal('illegal-value');
    });
  });

  it('are replaced as a whole', async () => {
    await give('user1', 'Monitor', 'Domain');
    await give('user1', 'Settings');
    expect(await rightsOf('user1')).to.deep.equal(['Settings']);
    await give('user1');
    expect(await rightsOf('user1')).to.deep.equal([]);
  });

  it('tell the journal what changed, and nothing when nothing did', async () => {
    await give('user1', 'Monitor');
    expect(server.effects).to.have.length(1);
    expect(server.effects[0]).to.include({
      kind: 'account',
      name: 'user1@main.test',
      field: 'rights',
      before: '()',
      after: '(Monitor)',
    });
    await give('user1', 'Monitor');
    expect(server.effects).to.be.empty;
  });

  describe('on the server are for Accounts of the Main Domain only', () => {
    for (const right of [...serverRights, 'Users']) {
      it(`so ${right} is refused elsewhere`, async () => {
        expect(await give('user1@client.test', 'Domain', right)).to.equal('illegal-value');
        expect(await rightsOf('user1@client.test')).to.deep.equal([]);
      });
    }

    it('while Domain rights and unknown codes may be held anywhere', async () => {
      await give('user1@client.test', ...domainRights, 'AccessModes');
      expect(await rightsOf('user1@client.test')).to.deep.equal([...domainRights, 'AccessModes']);
    });
  });

  describe('leave one holder of Master', () => {
    const demote = () => give('postmaster', 'UserAccounts');
    const remove = () =>
      server.change((change) => deleteAccount(change, accountAt(change.tx, 'postmaster')));
    const move = () =>
      server.change((change) => {
        const { domain, name } = at(change.tx, 'postmaster@client.test');
        renameAccount(change, accountAt(change.tx, 'postmaster'), domain.id, name);
      });

    for (const [what, doIt] of Object.entries({ demote, remove, move })) {
      it(`so you cannot ${what} the last one`, async () => {
        expect(await doIt()).to.equal('last-master');
        expect(await rightsOf('postmaster')).to.deep.equal(['Master']);
      });

      it(`and you can ${what} one of two, but not the other after it`, async () => {
        await server.change((change) => grantMaster(change, accountAt(change.tx, 'user1')));
        expect(await doIt()).to.be.undefined;
        expect(await give('user1')).to.equal('last-master');
      });
    }

    it('which may get other rights beside it', async () => {
      await give('postmaster', 'Domain', 'Master');
      expect(await rightsOf('postmaster')).to.deep.equal(['Master', 'Domain']);
    });

    it('and grantMaster keeps what the Account may do already', async () => {
      await give('user1', 'Domain');
      await server.change((change) => grantMaster(change, accountAt(change.tx, 'user1')));
      expect(await rightsOf('user1')).to.deep.equal(['Master', 'Domain']);
    });
  });

  it('stay behind when an Account moves to another Domain', async () => {
    await give('user1', 'Monitor', 'Domain');
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'user2@client.test');
      renameAccount(change, accountAt(change.tx, 'user1'), domain.id, name);
    });
    expect(await rightsOf('user2@client.test')).to.deep.equal([]);
  });
});
