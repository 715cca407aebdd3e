/** The log tells once of a setting whose value has the wrong type, which counts as absent. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { hearMistyped, tellMistyped } from '../../src/engine/settings/mistyped-settings.js';
import { logMistypedSettings } from '../../src/app/mistyped-settings-log.js';
import { Log } from '../../src/log/log.js';
import { withServer } from '../server-under-test.js';
import type { LineClient } from '../transcript.js';
import { Writable } from 'node:stream';

/** What the log tells of settings while a postmaster works. */
async function toldOf(work: (admin: LineClient) => Promise<void>): Promise<readonly string[]> {
  const base = mkdtempSync(join(tmpdir(), 'cligate-mistyped-'));
  try {
    const set = ['log.file=log', 'log.level=warn', 'log.format=text'];
    await withServer({ base, set }, async (server) => {
      const admin = await server.postmaster();
      await admin.ask('CreateAccount ann {Password=x;}');
      await work(admin);
      admin.close();
      for (let count = 0; count < 3; count += 1) (await server.loggedIn('ann', 'x')).close();
    });
    const lines = readFileSync(join(base, 'log'), 'utf8').split('\n');
    return lines
      .filter((line) => line.includes('does not count'))
      .map((line) => line.slice(line.indexOf('the setting')));
  } finally {
    rmSync(base, { recursive: true });
  }
}

describe('A setting with a value of the wrong type', () => {
  it('is told of once, however often it is read, and does not count', async () => {
    const told = await toldOf(async (admin) => {
      await admin.ask('UpdateServerAccountDefaults {AccessModes={27=Mail;};}');
      await admin.ask('GetAccountEffectiveSettings ann');
    });
    expect(told).to.deep.equal([
      'the setting AccessModes of the account defaults of the server does not count: its value is a dictionary',
    ]);
  });

  it('is told of at each place, and again when another value comes', async () => {
    const told = await toldOf(async (admin) => {
      for (const value of ['{a=b;}', '{a=c;}']) {
        await admin.ask(`UpdateAccountSettings ann {UseAppPassword=${value};}`);
        await admin.ask(`UpdateAccountDefaults example.test {UseAppPassword=${value};}`);
        await admin.ask('GetAccountEffectiveSettings ann');
      }
      await admin.ask('UpdateDomainSettings example.test {AUTHMethods={a=b;};}');
    });
    const of = (place: string) => `the setting ${place} does not count: its value is a dictionary`;
    expect([...told].sort()).to.deep.equal(
      [
        ...[1, 2].flatMap(() => [
          of('UseAppPassword of the account ann@example.test'),
          of('UseAppPassword of the account defaults of example.test'),
        ]),
        of('AUTHMethods of the domain example.test'),
      ].sort(),
    );
  });

  it('is not told of without end, and by nobody who has stopped', async () => {
    let lines = 0;
    const stream = new Writable({
      write(chunk: Buffer, _encoding, next) {
        lines += chunk.toString().split('\n').length - 1;
        next();
      },
    });
    const levels = {
      server: '', session: '', command: '', store: '', journal: '', config: '',
    } as const; // prettier-ignore
    const log = new Log({ level: 'warn', levels, file: '', format: 'text' }, undefined, stream);
    const stop = logMistypedSettings(log.module('server'));
    const tell = (count: number): void => {
      for (let number = 0; number < count; number += 1) {
        const owner = `a${number}@example.test`;
        tellMistyped(() => ({ key: 'AccessModes', level: 'the account', owner, value: [] }));
      }
    };
    tell(3000);
    tell(3000);
    stop();
    const heard: string[] = [];
    const stopHearing = hearMistyped(({ owner }) => heard.push(owner));
    tell(1);
    stopHearing();
    tell(2);
    await log.close();
    expect(heard).to.deep.equal(['a0@example.test']);
    expect(lines).to.equal(1001);
  });
});
