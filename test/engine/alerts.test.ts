import { expect } from 'chai';
import fc from 'fast-check';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { postAlert, removeAlert, setAlerts } from '../../src/engine/services/alerts.js';
import { deleteDomain } from '../../src/engine/domains/domain-deletion.js';

import { documentText } from '../../src/engine/core/documents.js';
import { domainName } from '../../src/engine/core/names.js';
import { timeStamp } from '../../src/values/tokens.js';
import type { Id } from '../../src/tables/tables.js';
import { TimeStamp } from '../../src/values/value.js';
import { accountAt, at, LittleServer, rows } from './little-server.js';
import { theServer } from '../../src/engine/directory/subjects.js';
import { theAccount, theDomain } from '../../src/engine/directory/subjects.js';
import { Change } from '../../src/engine/core/change.js';
import { accountOf, domainOf } from '../../src/engine/directory/directory.js';

const noon = Date.UTC(2026, 9, 22, 12, 0, 0);

describe('Alerts', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts('user1');
  });

  const post = (text: string, now = noon) =>
    server.change((change) => postAlert(new Change(rows(change.tx), now), theServer, text));
  const set = (alerts: readonly (readonly [time: string, text: string])[]) =>
    server.change((change) => {
      setAlerts(
        change,
        theServer,
        alerts.map(([time, text]) => [timeStamp(time), text]),
      );
    });
  const remove = (time: TimeStamp) =>
    server.change((change) => removeAlert(change, theServer, time));
  const alertsOf = (owner: Id) => server.view((tx) => documentText(tx, owner, 'alerts') ?? '{}');
  const shown = () => alertsOf(theServer.id);

  it('get the second in which they are posted as their time stamp', async () => {
    expect(await shown()).to.equal('{}');
    await post('Hello', noon + 999);
    expect(await shown()).to.equal('{"#T22-10-2026_12:00:00"=Hello;}');
  });

  it('that are posted in one second are all kept', async () => {
    for (const text of ['a', 'b', 'c']) await post(text);
    expect(await shown()).to.equal(
      '{"#T22-10-2026_12:00:00"=a;"#T22-10-2026_12:00:01"=b;"#T22-10-2026_12:00:02"=c;}',
    );
  });

  it('are as many as were posted, whenever that was, and each goes by its time stamp', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 12 }),
        async (times) => {
          await set([]);
          for (const [index, time] of times.entries()) await post(`text ${index}`, noon + time);
          const keys = [...(await shown()).matchAll(/"#T([^"]+)"=/g)].map(([, key = '']) => key);
          expect(keys).to.have.length(times.length);
          for (const key of keys) expect(await remove(timeStamp(key))).to.be.undefined;
          expect(await shown()).to.equal('{}');
        },
      ),
      { numRuns: 30 },
    ));

  it('are found by the very time', async () => {
    await post('Hello');
    expect(await remove(new TimeStamp('time', noon / 1000 + 1))).to.equal('unknown-alert');
    expect(await remove(timeStamp('22-10-2026'))).to.equal('unknown-alert');
    expect(await remove(new TimeStamp('time', noon / 1000))).to.equal(undefined);
    expect(await shown()).to.equal('{}');
  });

  it('are replaced as a whole', async () => {
    await post('Hello');
    await set([
      ['1-2-2026_3:04:05', 'default'],
      ['03-02-2026', ''],
    ]);
    expect(await shown()).to.equal('{"#T01-02-2026_03:04:05"=default;"#T03-02-2026"="";}');
  });

  it('are at most a thousand', async () => {
    const many = Array.from(
      { length: 1000 },
      (_, index) => [`${1 + (index % 28)}-01-${1000 + index}`, 'x'] as const,
    );
    expect(await set(many)).to.be.undefined;
    expect(await post('one more')).to.equal('limit-reached');
  });

  it('belong to an Account or a Domain whatever it is called, and go with it', async () => {
    const target = await server.view((tx) => accountAt(tx, 'user1'));
    const domain = await server.view((tx) => at(tx, 'x@client.test').domain);
    await server.change((change) => {
      const { tx } = change;
      postAlert(change, theAccount(tx, accountOf(tx, target.id)), 'for the Account');
      postAlert(change, theDomain(domainOf(tx, domain.id)), 'for the Domain');
    });
    expect(server.effects.map(({ kind, name, field }) => [kind, name, field])).to.deep.equal([
      ['account', 'user1@main.test', 'alerts'],
      ['domain', 'client.test', 'alerts'],
    ]);
    await server.change((change) => {
      const { domain: to, name } = at(change.tx, 'boss@client.test');
      renameAccount(change, accountAt(change.tx, 'user1'), to.id, name);
    });
    expect(await alertsOf(target.id)).to.match(/^\{"#T\d\d-.*"="for the Account";\}$/);
    expect(await alertsOf(domain.id)).to.match(/^\{"#T\d\d-.*"="for the Domain";\}$/);
    await server.change((change) =>
      deleteAccount(change, accountAt(change.tx, 'boss@client.test')),
    );
    await server.change((change) => deleteDomain(change, domainName('client.test'), false));
    for (const { id } of [target, domain]) {
      expect(await server.view((tx) => documentText(tx, id, 'alerts'))).to.be.undefined;
    }
  });
});
