/**
 * Nothing that can be set keeps the last Master out of this machine (ruling 27): every setting that
 * the server knows, at every level that has settings, with every value that a person, a script or an
 * attacker may give it, and every command for the whole server, against every way to log in.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { allCommands } from '../../src/commands/all-commands.js';
import { factoryAccountSettings } from '../../src/engine/settings/factory-account-settings.js';
import { factoryDomainSettings } from '../../src/engine/settings/factory-domain-settings.js';
import { factoryPreferences } from '../../src/engine/settings/factory-preferences.js';
import { obeyedSettings } from '../../src/engine/settings/settings-chain.js';
import { parametersOf, readUsage } from '../../src/syntax/usage.js';
import { lineWith } from '../catalogue/sample-lines.js';
import { ask } from '../http/http-client.js';
import { greeted, ways } from '../login-ways.js';
import { postmasterPassword, startServer, type ServerUnderTest } from '../server-under-test.js';
import type { LineClient } from '../transcript.js';

const welcome = '200 login OK, proceed';

/** Values as the data language writes them: what settings have, what they never should, and nothing. */
const values: readonly string[] = [
  ...['None', 'All', 'YES', 'NO', 'default', 'nonsense', '"Rerouted to"', 'Rejected', 'GSSAPI'],
  ...['0', '"-1"', '"1d"', 'unlimited', 'scrypt', '"user@example.test"', '"******@example.test"'],
  ...['""', '" "', '"\\e\\r\\t"', '[AAAA]', '#NULL#', '#0', '#T01-01-1970', '#I[127.0.0.1]'],
  ...['()', '(1,Mail)', '(0)', '(0,9999d)', '("-1","-1")', '(NONE)', '((()))', '(Mail,PWD)'],
  ...['{}', '{27=Mail;POP=YES;}', '{AccessModes=None;}', '{default=default;}'],
];

/** Names that have no built-in value: classes, where else a password might stand, and guesses. */
const others = ['ServiceClasses', 'Password', 'Tags', 'Rules', 'ACL', 'IPMode', 'Enabled'];
const ofAccounts = obeyedSettings.filter((key) => !factoryDomainSettings.has(key));
const ofDomains = obeyedSettings.filter((key) => !factoryAccountSettings.has(key));
const accountKeys = distinct(factoryAccountSettings.keys(), ofAccounts, others);
const domainKeys = distinct(factoryDomainSettings.keys(), ofDomains, others);
const preferences: readonly string[] = [...factoryPreferences.keys(), 'IPWatch'];

/** A level that has settings: how they are laid over what is there, and which. */
interface Level {
  readonly update: (settings: string) => string;
  readonly keys: readonly string[];
  /** Each setting is tried alone, too, in case one hides what another would do. */
  readonly alone?: true;
}

/** The Account's own `Password` is what it logs in with, and may be set. */
const ownKeys = accountKeys.filter((key) => key !== 'Password');

const levels: Readonly<Record<string, Level>> = {
  'the account': {
    update: (all) => `UpdateAccountSettings postmaster ${all}`,
    keys: ownKeys,
    alone: true,
  },
  'defaults of the domain': {
    update: (all) => `UpdateAccountDefaults example.test ${all}`,
    keys: accountKeys,
  },
  'defaults of the server': {
    update: (all) => `UpdateServerAccountDefaults ${all}`,
    keys: accountKeys,
  },
  'a service class': {
    update: (all) =>
      `UpdateServerAccountDefaults {ServiceClass=shut;ServiceClasses={shut=${all};};}`,
    keys: accountKeys,
  },
  'the domain': {
    update: (all) => `UpdateDomainSettings example.test ${all}`,
    keys: domainKeys,
    alone: true,
  },
  'domain defaults': { update: (all) => `UpdateDomainDefaults ${all}`, keys: domainKeys },
  'preferences of the account': {
    update: (all) => `UpdateAccountPrefs postmaster ${all}`,
    keys: preferences,
  },
  'preferences of the domain': {
    update: (all) => `UpdateAccountDefaultPrefs example.test ${all}`,
    keys: preferences,
  },
  'preferences of the server': {
    update: (all) => `UpdateServerAccountPrefs ${all}`,
    keys: preferences,
  },
};

/** What changes something, but for the server's end and what gives a Master another password. */
const changes = allCommands.filter(
  ({ kind, works, name }) =>
    kind === 'change' && works !== false && !['Shutdown', 'SetAccountPassword'].includes(name),
);

const dictionary = (names: readonly string[], value: string): string =>
  `{${names.map((name) => `${name}=${value};`).join('')}}`;

describe('The last Master', function () {
  this.timeout(30_000);
  let server: ServerUnderTest;
  let admin: LineClient;
  let session: string;

  beforeEach(async () => {
    server = await startServer({ set: ['http.port=0'] });
    admin = await server.postmaster();
    await openSession();
    await admin.ask('CreateAccount user {Password="user-password";}');
  });
  afterEach(() => server.close());

  async function openSession(): Promise<void> {
    const made = await admin.ask('CreateWebUserSession postmaster ADDRESS [127.0.0.1]');
    session = /^201 "?([^"]*)/.exec(made ?? '')?.[1] ?? '';
  }

  /** Each way in, and what comes of it: `welcome` is right. */
  const doors: readonly (readonly [name: string, enter: () => Promise<string | undefined>])[] = [
    ...Object.entries(ways).map(
      ([name, logIn]) =>
        [
          name,
          async () => {
            const [client, challenge] = await greeted(server.port);
            const said = await logIn(client, 'postmaster', postmasterPassword, challenge);
            client.close();
            return said;
          },
        ] as const,
    ),
    [
      'AUTH WEBUSER',
      async () => {
        const [client] = await greeted(server.port);
        const said = await client.ask(`AUTH WEBUSER postmaster ${session}`);
        client.close();
        return said;
      },
    ],
    [
      'HTTP',
      async () => {
        const { status } = await ask(server, { path: '/cli/?command=NOOP' });
        return status === 200 ? welcome : String(status);
      },
    ],
  ];

  /** Comes in by the next way, or by all of them. */
  let turn = 0;
  async function comesIn(after: string, howMany = 1): Promise<void> {
    for (let count = 0; count < howMany; count += 1) {
      const [name, enter] = doors[(turn += 1) % doors.length] ?? doors[0] ?? [];
      expect(await enter?.(), `${name ?? ''} after ${after.slice(0, 200)}`).to.equal(welcome);
    }
  }

  for (const [level, { update, keys: names, alone }] of Object.entries(levels)) {
    if (alone === true)
      it(`comes in whatever one setting of ${level} says`, async () => {
        let accepted = 0;
        for (const name of names) {
          for (const value of values) {
            const line = update(`{${name}=${value};}`);
            if ((await admin.ask(line))?.startsWith('200') === true) accepted += 1;
            // The settings that count for logins are read by all ways alike, so one is enough for each.
            if (obeys(name)) await comesIn(line);
          }
          await comesIn(update(`{${name}=...;}`));
          await admin.ask(update(`{${name}=default;}`));
        }
        expect(accepted).to.be.above(names.length * values.length * 0.5);
      });

    it(`comes in by every way when all settings of ${level} say the same`, async () => {
      for (const value of values) {
        const line = update(dictionary(names, value));
        await admin.ask(line);
        await comesIn(line, doors.length);
      }
    });
  }

  it('comes in whatever settings are made anywhere together', async () => {
    const anywhere = fc.constantFrom(...Object.values(levels)).chain(({ update, keys: names }) =>
      fc
        .dictionary(fc.constantFrom(...names), fc.constantFrom(...values), { maxKeys: 12 })
        .map((settings) => {
          const all = Object.entries(settings).map(([name, value]) => `${name}=${value};`);
          return update(`{${all.join('')}}`);
        }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anywhere, { maxLength: 8 }), async (lines) => {
        for (const line of lines) await admin.ask(line);
        await comesIn(lines.join('\n'), 2);
      }),
      { numRuns: 100 },
    );
  });

  it('comes in after every command for the whole server, whatever its arguments', async () => {
    const arguments_: Readonly<Record<string, readonly string[]>> = {
      'a dictionary': [...values, 'None'].map((value) => dictionary(accountKeys, value)),
      'an array': ['()', '((9,shut,(),((Reject))))'],
      'a string': ['"0.0.0.0-255.255.255.255"', '"127.0.0.0/8"', '"::-ffff::"', '"<*> = nobody"'],
      'an IP address': ['127.0.0.1', '[127.0.0.1]', '127.0.0.1-100000', '[::1]'],
      'a number': ['0', '100000'],
    };
    const served = changes.filter(({ needs }) => needs.kind === 'server');
    let said = 0;
    for (const command of served) {
      for (const parameter of parametersOf(readUsage(command.usage))) {
        for (const one of arguments_[command.arguments[parameter]?.expects ?? ''] ?? []) {
          const line = lineWith(command, parameter, one);
          if (line === undefined) continue;
          await admin.ask(line);
          await comesIn(line);
          said += 1;
        }
      }
    }
    await comesIn('all of them', doors.length);
    expect(said).to.be.above(200);
  });

  it('comes in after every command about the Main Domain or the Master itself', async () => {
    let said = 0;
    for (const command of changes) {
      for (const [parameter, one] of [
        ['domainName', 'example.test'],
        ['accountName', 'postmaster'],
      ] as const) {
        const line = lineWith(command, parameter, one);
        if (line === undefined) continue;
        // Some end sessions, its own too.
        if ((await admin.ask(line)) === undefined) admin = await server.postmaster();
        if (/^5/.test((await admin.ask(`GetSession ${session}`)) ?? '5')) await openSession();
        await comesIn(line);
        said += 1;
      }
    }
    expect(said).to.be.above(80);
  });
});

function distinct(...names: readonly Iterable<string>[]): readonly string[] {
  return [...new Set(names.flatMap((some) => [...some]))];
}

function obeys(name: string): boolean {
  return obeyedSettings.some((one) => one === name) || name === 'ServiceClasses';
}
