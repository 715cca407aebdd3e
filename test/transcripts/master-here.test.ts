/**
 * A Master logs in from this machine, whatever settings and blocks stand against everybody else
 * (protocol, section 4.7): every way to log in, over real sockets.
 */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { ask } from '../http/http-client.js';
import { greeted, ways } from '../login-ways.js';
import { postmasterPassword, withServer, type ServerUnderTest } from '../server-under-test.js';
import { LineClient } from '../transcript.js';

const welcome = '200 login OK, proceed';
const tryLater = '500 too many login attempts try again later';
const noop = '/cli/?command=NOOP';
const userPassword = 'user-password';

/** What an administrator may do, by mistake or on purpose, by its name. */
const lockOuts: Readonly<Record<string, readonly string[]>> = {
  'a dictionary of services as default of the server': [
    'UpdateServerAccountDefaults {AccessModes={27=Mail;POP=YES;};}',
  ],
  'no services, and no methods, at every level': [
    'UpdateServerAccountDefaults {AccessModes=None;RequireAPOP=YES;UseAppPassword=NO;}',
    'UpdateAccountDefaults example.test {AccessModes=(1,Mail);FailedLoginFlow=(0,9999d);}',
    'UpdateAccountSettings postmaster {AccessModes=None;UseAppPassword=NO;FailedLoginFlow=(0,1h);}',
    'UpdateDomainDefaults {DomainAccessModes=None;AUTHMethods=(GSSAPI);}',
    'UpdateDomainSettings example.test {DomainAccessModes=(1,Mail);AUTHMethods=(NONE);}',
  ],
  'a service class without services': [
    'UpdateServerAccountDefaults {ServiceClasses={shut={AccessModes=None;};};ServiceClass=shut;}',
  ],
  'a block of this machine': [
    'TempBlacklistIP 127.0.0.1 TIMEOUT 100000',
    'SetBlacklistedIPs "127.0.0.1"',
  ],
  'a reroute of all names': ['SetRouterTable "<*@example.test> = user@example.test"'],
};

describe('A Master from this machine', () => {
  for (const [what, commands] of Object.entries(lockOuts)) {
    it(`logs in, whatever the way, in spite of ${what}`, () =>
      withHouse([], async (server, admin) => {
        for (const command of commands) expect(await admin.ask(command), command).to.match(/^200 /);
        await letsPostmasterIn(server);
      }));
  }

  it('logs in by a web session in spite of a block', () =>
    withHouse([], async (server, admin) => {
      const made = await admin.ask('CreateWebUserSession postmaster ADDRESS [127.0.0.1]');
      const id = made?.replace(/^201 "?|"?$/g, '') ?? '';
      await admin.ask('TempBlacklistIP 127.0.0.1 TIMEOUT 600');
      const [client] = await greeted(server.port);
      expect(await client.ask(`AUTH WEBUSER postmaster ${id}`)).to.equal(welcome);
      client.close();
    }));

  it('logs in after guesses of others there, which block them and not it', () =>
    withHouse(
      ['limits.loginFailuresPerAddress=12', 'limits.knownAddressesPerAccount=0'],
      async (server) => {
        for (let count = 0; count < 20; count += 1) {
          expect(await passes(server, 'nobody', 'guess')).to.match(/^5/);
        }
        expect(await passes(server, 'user', userPassword)).to.equal(tryLater);
        await letsPostmasterIn(server);
      },
    ));

  it('logs in while another user of the machine guesses at it', function () {
    // Only root may begin a program of another user, and only Linux tells whose a connection is.
    if (process.getuid?.() !== 0 || !existsSync('/proc/net/tcp')) return this.skip();
    return withHouse(['limits.guessesPerAddressMinute=1'], async (server) => {
      const answers = await guessesOfNobody(server.port, 12);
      expect(answers.at(0)).to.match(/^515 /);
      expect(answers.at(-1)).to.equal(tryLater);
      await letsPostmasterIn(server);
    });
  });

  describe('where the address is blocked', () => {
    const blocked = (work: (server: ServerUnderTest, admin: LineClient) => Promise<void>) =>
      withHouse(['limits.guessesPerAddressMinute=1'], async (server, admin) => {
        await admin.ask('TempBlacklistIP 127.0.0.1 TIMEOUT 600');
        await work(server, admin);
      });

    it('is the only one who gets in; nobody else hears whether the password is right', () =>
      blocked(async (server) => {
        for (const [name, password] of [
          ['user', userPassword],
          ['user', 'wrong'],
          ['nobody', 'wrong'],
          ['postmaster', 'wrong'],
        ] as const) {
          for (const [way, logIn] of Object.entries(ways)) {
            const [client, challenge] = await greeted(server.port);
            const said = await logIn(client, name, password, challenge);
            expect(said, `${name} by ${way}`).to.equal(tryLater);
            expect(await client.hear(), `${name} by ${way}`).to.equal(undefined);
          }
          const { status } = await ask(server, { path: noop, login: `${name}:${password}` });
          expect(status, name).to.equal(429);
        }
      }));

    it('has so many guesses and no more', () =>
      blocked(async (server) => {
        for (let count = 0; count < 10; count += 1) await passes(server, 'postmaster', 'guess');
        expect(await passes(server, 'postmaster', postmasterPassword)).to.equal(tryLater);
      }));

    it('is a stranger from other addresses of the loopback network', () =>
      blocked(async (server, admin) => {
        await admin.ask('TempBlacklistIP 127.0.0.2 TIMEOUT 600');
        const client = await LineClient.to(server.port, '127.0.0.1', '127.0.0.2');
        expect(await client.hear()).to.equal('500 too many failed logins');
        expect((await ask(server, { path: noop, from: '127.0.0.2' })).status).to.equal(429);
      }));
  });
});

/** Works with a server that has a user, and with postmaster logged in. */
async function withHouse(
  set: readonly string[],
  work: (server: ServerUnderTest, admin: LineClient) => Promise<void>,
): Promise<void> {
  await withServer({ set: ['http.port=0', ...set] }, async (server) => {
    const admin = await server.postmaster();
    await admin.ask(`CreateAccount user {Password="${userPassword}";}`);
    await work(server, admin);
    admin.close();
  });
}

async function letsPostmasterIn(server: ServerUnderTest): Promise<void> {
  for (const [way, logIn] of Object.entries(ways)) {
    const [client, challenge] = await greeted(server.port);
    expect(await logIn(client, 'postmaster', postmasterPassword, challenge), way).to.equal(welcome);
    client.close();
  }
  expect((await ask(server, { path: noop })).status, 'HTTP Basic').to.equal(200);
}

/** What comes of USER and PASS. */
async function passes(
  server: ServerUnderTest,
  name: string,
  password: string,
): Promise<string | undefined> {
  const client = await server.greeted();
  await client.ask(`USER ${name}`);
  const answer = await client.ask(`PASS ${password}`);
  client.close();
  return answer;
}

/** What another user of this machine hears to so many wrong passwords. */
async function guessesOfNobody(port: number, count: number): Promise<readonly string[]> {
  const program = `
    const answers = [];
    const guess = () => {
      const socket = require('node:net').connect(${port}, '127.0.0.1');
      let heard = '';
      socket.setEncoding('latin1').on('data', (text) => {
        heard += text;
        const lines = heard.split('\\r\\n');
        if (lines.length < 4) return;
        answers.push(lines[2]);
        socket.destroy();
        if (answers.length < ${count}) guess();
        else console.log(JSON.stringify(answers));
      });
      socket.write('USER postmaster\\r\\nPASS wrong\\r\\n');
    };
    guess();`;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['-e', program], { uid: 65_534, cwd: '/' });
  return JSON.parse(stdout) as string[];
}
