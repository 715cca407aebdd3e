import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import { allSettings, type LogLevel, logLevels, type Settings } from '../../src/config/schema.js';
import { Log, withoutSecrets, type LogFields } from '../../src/log/log.js';

type LogSettings = Settings['log'];

const silent = {
  server: '',
  session: '',
  command: '',
  store: '',
  journal: '',
  config: '',
} as const;
const usual: LogSettings = { level: 'notice', levels: silent, file: '', format: 'json' };

class Lines extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, next: () => void): void {
    this.text += chunk.toString();
    next();
  }
}

/** What a log with these settings writes. */
async function written(settings: Partial<LogSettings>, work: (log: Log) => void): Promise<string> {
  const lines = new Lines();
  const log = new Log({ ...usual, ...settings }, undefined, lines);
  work(log);
  await log.close();
  return lines.text;
}

const withoutTime = (text: string): string =>
  text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME');

describe('A line of the log', () => {
  const fields: LogFields = { session: '12', remote: '203.0.113.7', code: 200, account: undefined };

  it('is one JSON object for programs', async () => {
    const text = await written({}, (log) => log.module('session').notice('login', fields));
    expect(withoutTime(text)).to.equal(
      '{"time":"TIME","level":"notice","module":"session","msg":"login",' +
        '"session":"12","remote":"203.0.113.7","code":200}\n',
    );
  });

  it('is a plain line for people', async () => {
    const text = await written({ format: 'text' }, (log) =>
      log.module('session').notice('login', fields),
    );
    expect(withoutTime(text)).to.equal(
      'TIME notice session: login session=12 remote=203.0.113.7 code=200\n',
    );
  });

  it('is JSON where the output is no terminal and nothing was chosen', async () => {
    const text = await written({ format: 'auto' }, (log) => log.module('server').error('no'));
    expect(text).to.match(/^\{.*\}\n$/);
  });

  for (const format of ['text', 'json'] as const) {
    it(`cannot be forged by what a stranger sends (${format})`, async () => {
      const account = 'x\n2026-01-01T00:00:00.000Z warn session: forged\x1b[2J\x9b2J\u2028';
      const text = await written({ format }, (log) =>
        log.module('session').warn('failed login from [203.0.113.7]', { account }),
      );
      expect(text.split('\n')).to.have.length(2);
      expect(text.slice(0, -1)).not.to.match(/[\x00-\x1f\x7f-\x9f\u2028]/);
    });
  }
});

describe('The level of the log', () => {
  for (const [index, level] of logLevels.entries()) {
    it(`${level} writes ${logLevels.slice(0, index + 1).join(', ')}`, async () => {
      const text = await written({ level }, (log) => {
        for (const each of logLevels) log.module('server')[each](each);
      });
      const levels = text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { level: LogLevel }).level);
      expect(levels).to.deep.equal(logLevels.slice(0, index + 1));
    });
  }

  it('can be another one for a module', async () => {
    const levels = { ...silent, command: 'debug' } as const;
    const text = await written({ level: 'error', levels }, (log) => {
      log.module('command').debug('seen');
      log.module('session').warn('not seen');
    });
    expect(text).to.include('"seen"').and.not.include('not seen');
  });

  it('can be changed while the server runs', async () => {
    const text = await written({ level: 'error' }, (log) => {
      const session = log.module('session');
      expect(session.writes('info')).to.equal(false);
      log.setLevels({ level: 'info', levels: silent });
      expect(session.writes('info')).to.equal(true);
      session.info('seen');
    });
    expect(text).to.include('seen');
  });
});

describe('The log file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cligate-log-'));
  after(() => rmSync(directory, { recursive: true }));

  it('is opened anew after a rotation, and no line is lost', async () => {
    const file = join(directory, 'cligate.log');
    const log = new Log(usual, file);
    log.module('server').notice('first');
    renameSync(file, `${file}.1`);
    log.module('server').notice('second');
    log.reopen();
    log.module('server').notice('third');
    await log.close();
    expect(readFileSync(`${file}.1`, 'utf8')).to.match(/first.*\n.*second/);
    expect(readFileSync(file, 'utf8')).to.match(/^.*third.*\n$/);
  });

  it('that cannot be opened is known at once', () => {
    expect(() => new Log(usual, join(directory, 'none', 'cligate.log'))).to.throw(/ENOENT/);
  });
});

describe('The log has no secrets', () => {
  const cases: readonly [string, string][] = [
    ['PASS s3cret', 'PASS ***'],
    ['newpass s3cret', 'newpass ***'],
    ['it passes', 'it passes'],
    ['{Password="a \\" b";RealName=x;}', '{Password=***;RealName=x;}'],
    ['{"Password" = secret;}', '{"Password" = ***;}'],
    ['SetAccountPassword u PASSWORD s3cret', 'SetAccountPassword *** PASSWORD ***'],
    ['password: hunter2', 'password: ***'],
  ];
  for (const [text, expected] of cases) {
    it(`${text} becomes ${expected}`, () => {
      expect(withoutSecrets(text)).to.equal(expected);
    });
  }

  it('also when a failure of ours carries one, in its words or its cause', async () => {
    const cause = new Error('cannot keep {Password="s3cret";}');
    const failure = new Error('PASSWORD s3cret was refused', { cause });
    const text = await written({}, (log) => log.module('command').failure('a fault', failure));
    expect(text).to.include('a fault').and.include('cannot keep').and.not.include('s3cret');
  });

  it('and no setting holds one', () => {
    for (const path of allSettings.keys()) expect(path).not.to.match(/password$|secret/i);
  });
});
