import { expect } from 'chai';
import { setAliases } from '../../src/engine/aliases.js';
import { updateDomainSettings } from '../../src/engine/domain-settings.js';
import { createForwarder } from '../../src/engine/forwarders.js';
import { createGroup } from '../../src/engine/groups.js';
import { Refusal } from '../../src/engine/refusal.js';
import { route } from '../../src/engine/router.js';
import { setRouterTable, type RoutingMode } from '../../src/engine/router-table.js';
import { setTelnums } from '../../src/engine/telnums.js';
import { accountAt, at, LittleServer } from './little-server.js';

/** What a route ends in: the three strings, or the reason for which there is no end. */
async function end(server: LittleServer, text: string, mode: RoutingMode): Promise<string> {
  try {
    return (await server.view((tx) => route(tx, text, mode))).join(' ').trim();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

/** A Main Domain with john (alias jsmith, number 200), the Group team, and the Domain client.test. */
async function company(): Promise<LittleServer> {
  const server = await LittleServer.with('client.test');
  await server.accounts('john', 'ann@client.test');
  await server.change((change) => {
    setAliases(change, accountAt(change.tx, 'john'), [at(change.tx, 'jsmith').name]);
    setTelnums(change, accountAt(change.tx, 'john'), ['+200']);
    createGroup(change, at(change.tx, 'x').domain.id, at(change.tx, 'team').name, new Map());
    const forwarders = { out: 'x@other.test', near: 'ann', park: 'null', a: 'b', b: 'a' };
    for (const [name, target] of Object.entries(forwarders)) {
      for (const domain of ['main.test', 'client.test']) {
        const place = at(change.tx, `${name}@${domain}`);
        createForwarder(change, place.domain.id, place.name, target);
      }
    }
  });
  return server;
}

describe('The Router leads', () => {
  const cases: readonly (readonly [address: string, mode: RoutingMode, end: string])[] = [
    ['john', 'access', 'LOCAL john@main.test'],
    ['John@MAIN.test', 'mail', 'LOCAL john@main.test'],
    ['<john@main.test>', 'mail', 'LOCAL john@main.test'],
    ['jsmith', 'mail', 'LOCAL john@main.test'],
    ['john+eu', 'mail', 'LOCAL john@main.test john+eu@main.test'],
    ['Archive/2020#jsmith', 'mail', 'LOCAL john@main.test Archive/2020#jsmith@main.test'],
    ['ann%client.test', 'access', 'LOCAL ann@client.test'],
    ['ann%client.test@main.test', 'mail', 'LOCAL ann@client.test'],
    ['main.test!client.test!ann', 'mail', 'LOCAL ann@client.test'],
    ['<@main.test:ann@client.test>', 'mail', 'LOCAL ann@client.test'],
    ['anything@john.local', 'mail', 'LOCAL john@main.test anything@john.local'],
    ['200@telnum', 'signal', 'LOCAL john@main.test'],
    ['+200@telnum', 'signal', 'LOCAL john@main.test'],
    ['201@telnum', 'signal', 'unknown-account'],
    ['team', 'mail', 'LIST team@main.test'],
    ['all@client.test', 'mail', 'LIST all@client.test'],
    ['all@client.test', 'signal', 'unknown-account'],
    ['out', 'mail', 'SMTP other.test x@other.test'],
    ['out', 'signal', 'SIP other.test x@other.test'],
    ['out', 'access', 'unknown-domain'],
    ['near@client.test', 'mail', 'LOCAL ann@client.test'],
    ['near', 'mail', 'unknown-account'],
    ['park', 'mail', 'SYSTEM NULL'],
    ['a', 'mail', 'unroutable'],
    ['null', 'mail', 'SYSTEM NULL'],
    ['<>', 'mail', 'SYSTEM NULL'],
    ['MAILER-DAEMON', 'mail', 'SYSTEM NULL'],
    ['null@client.test', 'mail', 'unknown-account'],
    ['error', 'mail', 'unroutable'],
    ['spamtrap', 'mail', 'unroutable'],
    ['nobody', 'mail', 'unknown-account'],
    ['x@192.0.2.7', 'mail', 'SMTP 192.0.2.7 x@192.0.2.7'],
    ['x@[192.0.2.7]', 'mail', 'SMTP [192.0.2.7] x@[192.0.2.7]'],
    ['x%y.test@other.test', 'mail', 'SMTP other.test x%y.test@other.test'],
    ['x@other.test._via', 'mail', 'SMTP other.test x@other.test'],
    ['x%y.test@other.test._via', 'mail', 'SMTP other.test x@y.test'],
    ['x@a b', 'mail', 'illegal-name'],
  ];
  let server: LittleServer;

  before(async () => {
    server = await company();
  });

  for (const [address, mode, expected] of cases) {
    it(`${address} for ${mode} to ${expected}`, async () => {
      expect(await end(server, address, mode)).to.equal(expected);
    });
  }
});

describe('A name that is unknown in its Domain', () => {
  const cases = [
    [{ MailToUnknown: 'Discarded' }, 'mail', 'SYSTEM NULL'],
    [{ MailToUnknown: 'Accepted and Bounced' }, 'mail', 'SYSTEM BOUNCE Who@client.test'],
    [{ MailToUnknown: 'Rejected' }, 'mail', 'unknown-account'],
    [{ MailToUnknown: 'Rerouted to', MailRerouteAddress: 'ann' }, 'mail', 'LOCAL ann@client.test'],
    [{ MailToUnknown: 'Rerouted to', MailRerouteAddress: 'ann' }, 'signal', 'unknown-account'],
    [
      { MailToUnknown: 'Rerouted to', MailRerouteAddress: '*%client.test@old.test._via' },
      'mail',
      'SMTP old.test Who@client.test',
    ],
    [{ SignalToUnknown: 'rerouted to', SignalRerouteAddress: 'null' }, 'signal', 'SYSTEM NULL'],
    [{ AccessToUnknown: 'Rerouted to', AccessRerouteAddress: 'error' }, 'access', 'unroutable'],
    [{ AccessToUnknown: 'Rerouted to', AccessRerouteAddress: '*' }, 'access', 'unroutable'],
  ] as const;
  for (const [settings, mode, expected] of cases) {
    it(`goes for ${mode} with ${Object.values(settings).join(' ')} to ${expected}`, async () => {
      const server = await company();
      await server.change((change) =>
        updateDomainSettings(
          change,
          at(change.tx, 'x@client.test').domain,
          new Map(Object.entries(settings)),
        ),
      );
      expect(await end(server, 'Who@client.test', mode)).to.equal(expected);
    });
  }
});

describe('A record of the Router table', () => {
  const john = 'LOCAL john@main.test';
  const cases: readonly (readonly [table: string, address: string, end: string])[] = [
    ['<boss> = john', 'boss', john],
    ['<Boss> = john', 'bOSS@Main.test', john],
    ['<boss> = john', 'boss@client.test', 'unknown-account'],
    ['<boss@client.test> = john', 'boss@client.test', john],
    ['<boss@gone.test>=john', 'boss@gone.test', john],
    ['<*@gone.test> = *@main.test', 'john@gone.test', john],
    ['<x-*@gone.test> = *', 'x-john@gone.test', john],
    ['<x-*@gone.test> = *', 'john@gone.test', 'SMTP gone.test john@gone.test'],
    ['gone.test = main.test', 'John@gone.test', john],
    ['*.gone.test = *.test', 'john@main.gone.test', john],
    ['*.gone.test = *.test', 'john@gone.test', 'SMTP gone.test john@gone.test'],
    ['gone.test = null', 'john@gone.test', 'SYSTEM NULL'],
    ['gone.test = error', 'john@gone.test', 'unroutable'],
    ['gone.test = john.local', 'x@gone.test', 'LOCAL john@main.test x@john.local'],
    ['<john> = ann@client.test', 'john', 'LOCAL ann@client.test'],
    ['Relay:<boss> = john', 'boss', john],
    ['NoRelay: Mail:<boss> = john', 'boss', john],
    ['Signal:<boss> = john', 'boss', 'unknown-account'],
    ['Signal:Mail:<boss> = john', 'boss', john],
    ['; <boss> = john', 'boss', 'unknown-account'],
    ['odd\n<boss> = john ; the boss', 'boss', john],
    ['<boss> = john\n<boss> = error', 'boss', john],
    ['<boss> = chief\n<chief> = john', 'boss', john],
    ['<chief> = john\n<boss> = chief', 'boss', john],
    ['<boss> = boss\n<boss> = john', 'boss', john],
    ['<a1> = b1\n<b1> = a1', 'a1', 'unroutable'],
    ['<*> = x*', 'boss', 'unroutable'],
  ];
  for (const [table, address, expected] of cases) {
    it(`${JSON.stringify(table)} leads ${address} to ${expected}`, async () => {
      const server = await company();
      await server.change((change) => setRouterTable(change, table));
      expect(await end(server, address, 'mail')).to.equal(expected);
    });
  }
});
