import { expect } from 'chai';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { findDomain } from '../../src/engine/directory/directory.js';
import { updateDomainSettings } from '../../src/engine/settings/domain-settings.js';
import { setDomainAliases } from '../../src/engine/domains/domains.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { accountOfLogin } from '../../src/engine/logins/login-names.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { reroutesMax } from '../../src/engine/router/router.js';
import { setRouterTable } from '../../src/engine/router/router-table.js';
import { accountAt, at, LittleServer, members } from './little-server.js';

const bound = new Map([
  ['192.0.2.2', domainName('shop.test')],
  ['2001:db8::2', domainName('shop.test')],
  ['192.0.2.9', domainName('gone.test')],
]);

describe('login names', () => {
  let server: LittleServer;
  before(async () => {
    server = await LittleServer.with('shop.test', 'lab.test', 'loop.test');
    await server.accounts('alice', 'bob@shop.test', 'alice@shop.test', 'carol@lab.test');
    const failure = await server.change((change) => {
      const { tx } = change;
      setAliases(change, accountAt(tx, 'alice'), [objectName('a.liddell')]);
      setAliases(change, accountAt(tx, 'bob@shop.test'), [objectName('robert')]);
      setDomainAliases(change, findDomain(tx, domainName('shop.test')), [domainName('store.test')]);
      const forward = (from: string, target: string): void => {
        const { domain, name } = at(tx, from);
        createForwarder(change, domain.id, name, target);
      };
      forward('boss', 'bob@shop.test');
      forward('chief', 'boss');
      forward('outside', 'alice@elsewhere.test');
      forward('nowhere', 'null');
      forward('ring', 'RONG');
      forward('rong', 'ring');
      const { domain } = at(tx, 'x');
      for (let step = 0; step <= reroutesMax; step += 1) {
        createForwarder(
          change,
          domain.id,
          objectName(`hop${step}`),
          step === 0 ? 'alice' : `hop${step - 1}`,
        );
      }
      createGroup(change, domain.id, objectName('team'), members('alice'));
      setRouterTable(
        change,
        '<admin> = alice\nSignal:<signals> = alice\nold.test = store.test\n' +
          '<elsewhere> = alice@far.test\n<circle> = circle2\n<circle2> = circle',
      );
      const reroute = (name: string, address: string): void =>
        updateDomainSettings(
          change,
          findDomain(tx, domainName(name)),
          new Map([
            ['AccessToUnknown', 'Rerouted to'],
            ['AccessRerouteAddress', address],
          ]),
        );
      reroute('lab.test', '*@shop.test');
      reroute('loop.test', '*x@loop.test');
    });
    expect(failure).to.be.undefined;
  });

  const mainAlice = 'alice@main.test';
  const cases: readonly (readonly [typed: string, found: string | undefined])[] = [
    ['alice', mainAlice],
    ['ALICE', mainAlice],
    ['alice@main.test', mainAlice],
    ['Alice@Main.Test', mainAlice],
    ['alice%main.test', mainAlice],
    ['a.liddell', mainAlice],
    ['bob@shop.test', 'bob@shop.test'],
    ['bob%shop.test', 'bob@shop.test'],
    ['bob%shop.test@main.test', 'bob@shop.test'],
    ['bob@store.test', 'bob@shop.test'],
    ['robert@store.test', 'bob@shop.test'],
    ['alice@shop.test', 'alice@shop.test'],
    ['boss', 'bob@shop.test'],
    ['chief', 'bob@shop.test'],
    [`hop${reroutesMax - 1}`, mainAlice],
    ['alice@', mainAlice],
    ['<alice@main.test>', mainAlice],
    ['shop.test!bob', 'bob@shop.test'],
    ['admin', mainAlice],
    ['Admin@Main.test', mainAlice],
    ['signals', undefined],
    ['bob@old.test', 'bob@shop.test'],
    ['robert@old.test', 'bob@shop.test'],
    ['elsewhere', undefined],
    ['circle', undefined],
    ['alice+detail', undefined],
    ['Archive#alice', undefined],
    ['x@alice.local', undefined],
    ['null', undefined],
    ['error', undefined],
    ['alice@[192.0.2.1]', mainAlice],
    ['alice@192.0.2.1', mainAlice],
    ['alice@[192.0.2.2]', 'alice@shop.test'],
    ['alice@192.0.2.2', 'alice@shop.test'],
    ['alice@[2001:db8::2]', 'alice@shop.test'],
    ['alice@[192.0.2.9]', mainAlice],
    ['bob@lab.test', 'bob@shop.test'],
    ['carol@lab.test', 'carol@lab.test'],
    ['bob', undefined],
    ['carol@shop.test', undefined],
    ['nobody', undefined],
    ['nobody@lab.test', undefined],
    ['nobody@loop.test', undefined],
    ['alice@elsewhere.test', undefined],
    ['bob%shop.test@elsewhere.test', undefined],
    ['outside', undefined],
    ['nowhere', undefined],
    ['ring', undefined],
    [`hop${reroutesMax}`, undefined],
    ['team', undefined],
    ['', undefined],
    ['@', undefined],
    ['@main.test', undefined],
    ['alice@@main.test', mainAlice],
    ['%'.repeat(1000), undefined],
    ['al\0ice', undefined],
    ['al/ice', undefined],
    ['\xff\xfe@\xff', undefined],
  ];
  for (const [typed, found] of cases) {
    it(`${JSON.stringify(typed.slice(0, 40))} is ${found ?? 'nobody'}`, async () => {
      const account = await server.view((tx) => accountOfLogin(tx, typed, '192.0.2.1', bound));
      const expected = found && (await server.view((tx) => accountAt(tx, found)));
      expect(account?.id).to.equal(expected ? expected.id : undefined);
    });
  }

  it('without a Domain are meant in the Domain bound to the address that the client connected to', async () => {
    const idAt = async (typed: string, localAddress: string): Promise<number | undefined> =>
      server.view((tx) => accountOfLogin(tx, typed, localAddress, bound)?.id);
    const shopAlice = await server.view((tx) => accountAt(tx, 'alice@shop.test').id);
    expect(await idAt('alice', '192.0.2.2')).to.equal(shopAlice);
    expect(await idAt('alice', '2001:db8::2')).to.equal(shopAlice);
    expect(await idAt('bob', '192.0.2.2')).not.to.be.undefined;
    expect(await idAt('bob', '192.0.2.1')).to.be.undefined;
  });

  it('of Accounts with server rights are their own, whatever the Router table says', async () => {
    await server.accounts(['boss9', 'Monitor'], ['boss8', 'Monitor'], 'thief');
    await server.change((change) => {
      setAliases(change, accountAt(change.tx, 'boss9'), [objectName('chief9')]);
      const domain = findDomain(change.tx, domainName('main.test'));
      createForwarder(change, domain.id, objectName('forward9'), 'boss8');
      setRouterTable(
        change,
        '<boss9> = thief\n<chief9> = thief\n<other9> = boss8\n<thief> = alice',
      );
    });
    const idOf = async (name: string) => server.view((tx) => accountAt(tx, name).id);
    const found = async (typed: string) =>
      server.view((tx) => accountOfLogin(tx, typed, '192.0.2.1', bound)?.id);
    const boss = await idOf('boss9');
    for (const own of ['boss9', 'chief9', 'boss9@main.test', 'BOSS9%main.test']) {
      expect(await found(own), own).to.equal(boss);
    }
    for (const other of ['other9', 'forward9']) expect(await found(other), other).to.be.undefined;
    expect(await found('thief')).to.equal(await idOf('alice'));
  });
});
