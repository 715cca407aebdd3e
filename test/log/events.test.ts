import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import type { LogLevel } from '../../src/config/schema.js';
import { LogEvents } from '../../src/log/log-events.js';
import { Log } from '../../src/log/log.js';
import type { Events } from '../../src/protocol/events.js';
import { FakeClock } from '../server/running-server.js';

const levels = {
  server: '',
  session: '',
  command: '',
  store: '',
  journal: '',
  config: '',
} as const;
const connection = {
  number: 12,
  remoteAddress: '203.0.113.7',
  localAddress: '127.0.0.1',
  secure: false,
};
const account = 'ann@company.com';

/** The text lines, without their times, that events leave at a level. */
async function linesOf(
  level: LogLevel,
  work: (events: Events) => void,
  format: 'text' | 'json' = 'text',
): Promise<string> {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, next) {
      text += chunk.toString();
      next();
    },
  });
  const log = new Log({ level, levels, file: '', format }, undefined, stream);
  work(new LogEvents(log, (word) => word.startsWith('Create'), new FakeClock()));
  await log.close();
  return format === 'text' ? text.replaceAll(/^\S+ /gm, '') : text;
}

/** A connection from its beginning to its end. */
function everything(events: Events): void {
  events.connected(connection);
  events.loginFailed(connection, 'PASS', 'wrong password');
  events.loggedIn(connection, account, 'APOP');
  for (const word of ['CreateAccount', 'GetAccountSettings']) {
    events.commandDone(connection, { account, word, code: 200, ms: 1.23456 });
  }
  events.closed(connection, 'quit');
  events.rejected('203.0.113.8', 'too many failed logins');
}

const who = 'session=12 remote=203.0.113.7';
const lines = {
  connected: `debug session: connected ${who}`,
  failed: `warn session: failed login from [203.0.113.7] ${who} method=PASS why="wrong password"`,
  login: `notice session: login ${who} account=${account} domain=company.com method=APOP`,
  change: `info command: command ${who} account=${account} domain=company.com command=CreateAccount code=200 duration_ms=1.235`,
  read: `debug command: command ${who} account=${account} domain=company.com command=GetAccountSettings code=200 duration_ms=1.235`,
  closed: `debug session: closed ${who} why=quit`,
  rejected:
    'warn session: rejected connection from [203.0.113.8] remote=203.0.113.8 why="too many failed logins"',
};

describe('The log tells of sessions', () => {
  const cases: readonly [LogLevel, readonly (keyof typeof lines)[]][] = [
    ['error', []],
    ['warn', ['failed', 'rejected']],
    ['notice', ['failed', 'login', 'rejected']],
    ['info', ['failed', 'login', 'change', 'rejected']],
    ['debug', ['connected', 'failed', 'login', 'change', 'read', 'closed', 'rejected']],
  ];
  for (const [level, expected] of cases) {
    it(`at level ${level}: ${expected.join(', ') || 'nothing'}`, async () => {
      const text = await linesOf(level, everything);
      expect(text.split('\n').slice(0, -1)).to.deep.equal(expected.map((name) => lines[name]));
    });
  }

  it('and of our faults at every level', async () => {
    const text = await linesOf('error', (events) => events.failed(connection, new Error('oh')));
    expect(text).to.match(/^error session: a fault of the server .*error="Error: oh/);
  });

  it('and of listeners that fail, which have no connection', async () => {
    const text = await linesOf('error', (events) => events.failed(undefined, new Error('oh')));
    expect(text).to.match(/^error session: a fault of the server error="Error: oh/);
  });

  it('and of connections that are closed for what they hold', async () => {
    const text = await linesOf('warn', (events) => events.shed(connection, 31_457_280));
    expect(text).to.equal(`warn session: closed for its bytes in memory ${who} bytes=31457280\n`);
  });

  it('and asks for finished commands only where they are written', async () => {
    const asked: boolean[] = [];
    for (const level of ['notice', 'info', 'debug'] as const) {
      await linesOf(level, (events) => asked.push(events.commands));
    }
    expect(asked).to.deep.equal([false, true, true]);
  });

  it('with national names as people write them', async () => {
    const name = Buffer.from('ann@müller.example').toString('latin1');
    const text = await linesOf('notice', (events) => events.loggedIn(connection, name, 'PASS'));
    expect(text).to.include('account="ann@müller.example"');
  });

  describe('so that fail2ban can read failed logins with the expressions of the manual', () => {
    const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const expressions = [...manual.matchAll(/^(?:failregex =| {11}) (\^.*)$/gm)].map(
      ([, expression = '']) => new RegExp(expression.replace('<ADDR>', '(\\S+?)')),
    );
    for (const [index, format] of (['text', 'json'] as const).entries()) {
      it(format, async () => {
        const text = await linesOf('debug', everything, format);
        const found = text.split('\n').flatMap((line) => expressions[index]?.exec(line)?.[1] ?? []);
        expect(found).to.deep.equal(['203.0.113.7']);
      });
    }
  });
});
