import { expect } from 'chai';
import fc from 'fast-check';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { updateDomainSettings } from '../../src/engine/settings/domain-settings.js';
import { createForwarder } from '../../src/engine/groups/forwarders.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { Refusal } from '../../src/engine/core/refusal.js';
import { route } from '../../src/engine/router/router.js';
import {
  RouterLookup,
  starsIn,
  starsMax,
  type RoutedPair,
} from '../../src/engine/router/router-lookup.js';
import { type RouterRecord, type RoutingMode } from '../../src/engine/router/router-lookup.js';
import {
  makeRouterReady,
  recordOf,
  routerLookup,
  setRouterTable,
} from '../../src/engine/router/router-table.js';
import { setTelnums } from '../../src/engine/accounts/telnums.js';
import { domainKey } from '../../src/values/letters.js';
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
    ['<b*@gone.test> = *-*-*-*@main.test', 'bx@gone.test', 'unknown-account'],
    ['<b*@gone.test> = *-*-*-*-*@main.test', 'bx@gone.test', 'SMTP gone.test bx@gone.test'],
    ['<b*@gone.test> = john', 'B*@gone.test', john],
    [`<boss> = john ${'x'.repeat(5000)}\n<boss> = john`, 'boss', john],
  ];
  for (const [table, address, expected] of cases) {
    it(`${JSON.stringify(table)} leads ${address} to ${expected}`, async () => {
      const server = await company();
      await server.change((change) => setRouterTable(change, table));
      expect(await end(server, address, 'mail')).to.equal(expected);
    });
  }
});

describe('The Router ends', () => {
  const dead = 'unroutable';

  it('at an address of more than 1 KB, before it looks at anything', async () => {
    const server = await company();
    await server.change((change) => setRouterTable(change, '<x*> = john'));
    expect(await end(server, 'x'.repeat(1024), 'mail')).to.equal('LOCAL john@main.test');
    expect(await end(server, 'x'.repeat(1025), 'mail')).to.equal(dead);
    expect(await end(server, `${'x'.repeat(1024)}@client.test`, 'mail')).to.equal(dead);
  });

  /** Addresses that would double, or grow six times, on each of ten steps: up to 60 million bytes. */
  const growing = [
    '******@client.test',
    '**@client.test',
    '*-*-*-*@client.test',
    `${'x'.repeat(1000)}*@client.test`,
  ];
  const passedOver = {
    mail: 'SMTP gone.test nobody@gone.test',
    signal: 'SIP gone.test nobody@gone.test',
    access: 'unknown-domain',
  };
  const settingsOf = { mail: 'Mail', signal: 'Signal', access: 'Access' };
  for (const mode of ['mail', 'signal', 'access'] as const) {
    for (const address of growing) {
      const shown = address.length > 40 ? 'a long address' : address;
      it(`at one that grows on its way to ${shown} for ${mode}`, async () => {
        const server = await company();
        await server.change((change) => {
          const settings = new Map([
            [`${settingsOf[mode]}ToUnknown`, 'Rerouted to'],
            [`${settingsOf[mode]}RerouteAddress`, address],
          ]);
          updateDomainSettings(change, at(change.tx, 'x@client.test').domain, settings);
          setRouterTable(change, `<*@gone.test> = ${address.replace('client', 'gone')}`);
        });
        expect(await end(server, 'nobody@client.test', mode)).to.equal(dead);
        expect(await end(server, 'nobody@gone.test', mode)).to.equal(
          starsIn(address) > starsMax ? passedOver[mode] : dead,
        );
      });
    }
  }
});

describe('A Router table', () => {
  const name = fc.constantFrom('a', 'b', 'ab', 'aba', 'a*', '*a', 'a*b', '*', 'b.a', '*.a', 'a*a');
  const domain = fc.constantFrom('main.test', 'ab', 'b.a', 'a*b', '*', '*.a', 'x.test');
  const left = fc.oneof(
    name.map((local) => `<${local}>`),
    fc.tuple(name, domain).map(([local, at]) => `<${local}@${at}>`),
    domain,
  );
  const right = fc.constantFrom(
    'a',
    '*',
    'b@x.test',
    '*@ab',
    'x.test',
    '*.a',
    'null',
    '*-*',
    'b.a',
  );
  const prefix = fc.constantFrom('', 'Mail:', 'Access:', 'Signal:Mail:');
  const line = fc.tuple(prefix, left, right).map(([mode, from, to]) => `${mode}${from} = ${to}`);
  const word = fc.stringMatching(/^[ab*.]{0,5}$/);
  const place = fc.oneof(word, fc.constant('main.test')).map(domainKey);

  it('is looked up as if it was read from its beginning to its end', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.record({ local: word, domain: place }),
        fc.constantFrom('mail', 'signal', 'access'),
        (lines, pair, mode) => {
          const records = lines.flatMap((text) => recordOf(text) ?? []);
          const lookup = new RouterLookup();
          for (const record of records) lookup.add(record);
          const inMain = pair.domain === 'main.test';
          expect([...lookup.addressesFor(mode, pair, inMain)]).to.deep.equal(
            readThrough(records, mode, pair, inMain),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('of any length is looked up without looking at the records that do not fit', async () => {
    const server = await company();
    const lines = Array.from({ length: 5000 }, (_, n) => `<user${n}@gone${n % 7}.test> = john`);
    const text = lines.join('\n');
    await makeRouterReady(text);
    await server.change((change) => setRouterTable(change, text));
    expect(await end(server, 'user4999@gone1.test', 'mail')).to.equal('LOCAL john@main.test');
    const ready = await server.view(routerLookup);
    expect(ready, 'made ready once').to.equal(await server.view(routerLookup));
  });
});

/** What the records of a table make of an address, found by trying each. */
function readThrough(
  records: readonly RouterRecord[],
  mode: RoutingMode,
  { local, domain }: RoutedPair,
  inMain: boolean,
): string[] {
  return records.flatMap(({ modes, account, left, right }) => {
    if (modes.length > 0 && !modes.includes(mode)) return [];
    const subject = !account ? domain : left.includes('@') ? `${local}@${domain}` : local;
    if (account && !left.includes('@') && !inMain) return [];
    const [before = '', behind] = left.split('*');
    const fits =
      behind === undefined
        ? subject === left
        : subject.length >= left.length - 1 &&
          subject.startsWith(before) &&
          subject.endsWith(behind);
    if (!fits) return [];
    const star =
      behind === undefined ? '' : subject.slice(before.length, subject.length - behind.length);
    const address = right.split('*').join(star);
    return [
      !account && address.includes('.') && !address.includes('@') ? `${local}@${address}` : address,
    ];
  });
}
