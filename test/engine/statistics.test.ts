import { expect } from 'chai';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { deleteDomain } from '../../src/engine/domains/domain-deletion.js';
import { findDomain } from '../../src/engine/directory/directory.js';

import { domainName, objectName } from '../../src/engine/core/names.js';
import {
  countLogins,
  resetStatistics,
  statisticOf,
  statisticsOf,
} from '../../src/engine/server/statistics.js';
import { documents } from '../../src/tables/tables.js';
import { print } from '../../src/values/print.js';
import { accountAt, LittleServer, rows } from './little-server.js';
import { theAccount, theDomain } from '../../src/engine/directory/subjects.js';

describe('Statistics', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('shop.test', 'other.test');
    await server.accounts('ann', 'bob@shop.test');
  });

  const count = (account: string, logins: number) =>
    server.change(({ tx }) =>
      countLogins(rows(tx), new Map([[accountAt(tx, account).id, logins]])),
    );
  const told = (account: string) =>
    server.view((tx) => print(statisticsOf(tx, accountAt(tx, account).id)));
  const reset = (account: string, key?: string) =>
    server.change((change) =>
      resetStatistics(change, theAccount(change.tx, accountAt(change.tx, account)), key),
    );

  it('add logins to what was counted before', async () => {
    await count('ann', 2);
    await count('ann', 3);
    expect(await told('ann')).to.equal('{Logins=#5;}');
    expect(await told('bob@shop.test')).to.equal('{}');
    expect(server.effects, 'counting is no change for the journal').to.deep.equal([]);
  });

  it('pass over an Account that is gone', async () => {
    await server.change(({ tx }) => countLogins(rows(tx), new Map([[4711, 1]])));
    const kept = await server.view((tx) => tx.get(documents, '4711/statistics'));
    expect(kept).to.equal(undefined);
  });

  it('tell a counter that never got a value as the empty string', async () => {
    await count('ann', 1);
    const one = (key: string) => server.view((tx) => statisticOf(tx, accountAt(tx, 'ann').id, key));
    expect([await one('Logins'), await one('CallsSent')]).to.deep.equal([1n, '']);
  });

  it('are cleared one by one without a time, or all with the time of it', async () => {
    await count('ann', 1);
    await reset('ann', 'Logins');
    expect(await told('ann')).to.equal('{}');
    await count('ann', 1);
    await reset('ann');
    expect(await told('ann')).to.equal('{StatReset=#T01-01-1970_00:00:00;}');
    expect(server.effects).to.have.length(1);
    await reset('ann', 'Logins');
    expect(server.effects, 'nothing was there to clear').to.deep.equal([]);
    await count('ann', 1);
    expect(await told('ann')).to.equal('{Logins=#1;StatReset=#T01-01-1970_00:00:00;}');
  });

  it('of a Domain are apart from those of its Accounts', async () => {
    await count('bob@shop.test', 1);
    await server.change((change) =>
      resetStatistics(change, theDomain(findDomain(change.tx, domainName('shop.test'))), undefined),
    );
    expect(await told('bob@shop.test')).to.equal('{Logins=#1;}');
  });

  it('follow an Account to its new name and Domain, and go with it', async () => {
    await count('ann', 7);
    const id = await server.view((tx) => accountAt(tx, 'ann').id);
    await server.change((change) =>
      renameAccount(
        change,
        accountAt(change.tx, 'ann'),
        findDomain(change.tx, domainName('other.test')).id,
        objectName('anna'),
      ),
    );
    expect(await told('anna@other.test')).to.equal('{Logins=#7;}');
    await server.change((change) => deleteAccount(change, accountAt(change.tx, 'anna@other.test')));
    expect(await server.view((tx) => tx.get(documents, `${id}/statistics`))).to.equal(undefined);
  });

  it('go with their Domain', async () => {
    await count('bob@shop.test', 1);
    await server.change((change) => {
      const shop = domainName('shop.test');
      resetStatistics(change, theDomain(findDomain(change.tx, shop)), undefined);
      deleteDomain(change, shop, true);
    });
    const left = await server.view((tx) =>
      Array.from(tx.range(documents, {}), ([key]) => key).filter((key) =>
        key.endsWith('/statistics'),
      ),
    );
    expect(left).to.deep.equal([]);
  });
});
