import { execFile } from 'node:child_process';
import { expect } from 'chai';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PasswordsBusy, type Passwords } from '../../src/passwords/passwords.js';
import {
  keysDerived,
  makeScrypt,
  matchesScrypt,
  readScrypt,
} from '../../src/passwords/scrypt-form.js';
import { doSlowJob } from '../../src/passwords/slow-job.js';
import { busyRest, SlowWork } from '../../src/passwords/slow-work.js';
import { VerifiedLogins } from '../../src/passwords/verified-logins.js';
import { cheapScrypt, letGo, openForTest, scratchDirectory } from './opened.js';

async function once<Result>(result: Result | Promise<Result>): Promise<Result> {
  return result;
}

async function failureOf(promise: Promise<unknown> | string | boolean): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('passwords: slow work', () => {
  afterEach(letGo);

  it('is done in the order in which it was asked for', async () => {
    const passwords = await openForTest({ verifiedMax: 0 });
    const stored = await passwords.protect('secret', 'scrypt');
    const order: number[] = [];
    const note = (number: number) => () => order.push(number);
    await Promise.all([
      Promise.resolve(passwords.verify(stored, 'one')).then(note(1)),
      Promise.resolve(passwords.protect('two', 'scrypt')).then(note(2)),
      Promise.resolve(passwords.verify(stored, 'secret')).then(note(3)),
    ]);
    expect(order).to.deep.equal([1, 2, 3]);
  });

  it('tries a wrong password on many forms with one salt for the price of one', () => {
    const made = (clear: string, salt?: string) => makeScrypt(clear, cheapScrypt, salt);
    const first = made('app 0');
    const salt = /\$([^$]*)\$/.exec(first)?.[1];
    const stored = [first, ...Array.from({ length: 15 }, (_, at) => made(`app ${at + 1}`, salt))];
    const right = stored.map((one) =>
      doSlowJob({ kind: 'verify', stored: one, clear: 'app 7', isOneOfMany: true }),
    );
    expect(right.flatMap((is, at) => (is === true ? [at] : []))).to.deep.equal([7]);
    const scrypt = stored.flatMap((one) => readScrypt(one) ?? []);
    const before = keysDerived();
    for (const one of scrypt) expect(matchesScrypt(one, 'wrong', true)).to.equal(false);
    expect(keysDerived() - before).to.equal(1);
    for (const one of scrypt) expect(matchesScrypt(one, 'wrong', false)).to.equal(false);
    expect(keysDerived() - before).to.equal(17);
  });

  it('never makes the main thread wait', async () => {
    const passwords = await openForTest({ scrypt: { ln: 14, r: 8, p: 1 } });
    await passwords.protect('the thread is there', 'scrypt');
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    await passwords.protect('secret', 'scrypt');
    clearInterval(ticking);
    expect(turns).to.be.greaterThan(5);
  });

  it('is refused when too much waits, and taken again when there is room', async () => {
    const passwords = await openForTest({ waitingMax: 2 });
    const first = [
      once(passwords.protect('one', 'scrypt')),
      once(passwords.protect('two', 'scrypt')),
    ];
    expect(await failureOf(passwords.protect('three', 'scrypt'))).to.be.instanceOf(PasswordsBusy);
    await Promise.all(first);
    expect(await passwords.protect('three', 'scrypt')).to.match(/^\{scrypt\}/);
  });

  it('that still waits fails when the passwords are closed, and later work too', async () => {
    const passwords = await openForTest();
    const waiting = failureOf(passwords.protect('one', 'scrypt'));
    await passwords.close();
    expect(await waiting).to.be.instanceOf(PasswordsBusy);
    expect(await failureOf(passwords.protect('two', 'scrypt'))).to.be.instanceOf(PasswordsBusy);
    expect(passwords.protect('three', 'clear'), 'quick forms need no thread').to.equal('three');
  });

  it('does not keep the process alive, closed or not', async () => {
    const program = `
      import { openPasswords } from ${JSON.stringify(new URL('../../src/passwords/open-passwords.ts', import.meta.url).href)};
      const keyFile = process.argv[1];
      const passwords = await openPasswords({ keyFile, scrypt: { ln: 4, r: 8, p: 1 } });
      const stored = await passwords.protect('secret', 'scrypt');
      console.log(await passwords.verify(stored, 'secret'), await passwords.verify(stored, 'no'));
    `;
    const keyFile = join(await scratchDirectory(), 'password.key');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program, keyFile],
      { timeout: 15_000 },
    );
    expect(stdout.trim()).to.equal('true false');
  });
});

describe('passwords: slow work beside a busy main thread', () => {
  const job = { kind: 'scrypt', clear: 'secret', cost: cheapScrypt, salt: undefined } as const;
  /** Rests of 30 ms that end when the test says so. */
  const rests: { end: (() => void) | undefined; ms: number }[] = [];
  const work = (): SlowWork =>
    new SlowWork(2, {
      begin: () => () => 30,
      later: (end, ms) => {
        const rest: (typeof rests)[number] = { end, ms };
        rests.push(rest);
        return () => (rest.end = undefined);
      },
    });
  let slow: SlowWork;
  beforeEach(() => {
    rests.length = 0;
    slow = work();
  });
  afterEach(() => slow.close());

  it('is answered before the rest, and goes on after it', async () => {
    await slow.ask(job);
    expect(rests.map(({ ms }) => ms)).to.deep.equal([30]);
    let isDone = false;
    const next = slow.ask(job).then(() => (isDone = true));
    const late = slow.ask(job);
    expect(await failureOf(slow.ask(job)), 'the limit counts what waits').to.be.instanceOf(
      PasswordsBusy,
    );
    expect(isDone).to.equal(false);
    rests.at(-1)?.end?.();
    await next;
    rests.at(-1)?.end?.();
    await late;
    expect(rests).to.have.length(3);
  });

  it('that waits for the end of a rest fails when it is closed', async () => {
    await slow.ask(job);
    const waiting = failureOf(slow.ask(job));
    await slow.close();
    expect(await waiting).to.be.instanceOf(PasswordsBusy);
    expect(rests.at(-1)?.end, 'the rest is called off').to.equal(undefined);
  });

  for (const [busy, rest] of [
    [0, 0],
    [0.5, 150],
    [1, 300],
  ] as const) {
    it(`rests ${rest} ms after 100 ms beside a thread that is busy ${busy} of the time`, () => {
      let now = 0;
      const clock = {
        now: () => now,
        eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: busy }),
      };
      const after = busyRest(0.25, clock).begin();
      now = 100;
      expect(after()).to.equal(rest);
    });
  }
});

describe('passwords: verified logins', () => {
  let passwords: Passwords;
  let now = 0;
  beforeEach(async () => {
    now = 0;
    passwords = await openForTest({ verifiedSeconds: 60, verifiedMax: 2, clock: () => now });
  });
  afterEach(letGo);

  it('are remembered: the same login is verified at once', async () => {
    const stored = await passwords.protect('secret', 'scrypt');
    expect(passwords.verify(stored, 'secret')).to.be.instanceOf(Promise);
    expect(await passwords.verify(stored, 'secret')).to.be.true;
    expect(passwords.verify(stored, 'secret')).to.be.true;
  });

  it('are forgotten after their time', async () => {
    const stored = await passwords.protect('secret', 'scrypt');
    await passwords.verify(stored, 'secret');
    now = 59_999;
    expect(passwords.verify(stored, 'secret')).to.be.true;
    now = 60_000;
    expect(passwords.verify(stored, 'secret')).to.be.instanceOf(Promise);
  });

  it('are no help with another password or another stored form', async () => {
    const stored = await passwords.protect('secret', 'scrypt');
    const other = await passwords.protect('secret', 'scrypt');
    await passwords.verify(stored, 'secret');
    expect(passwords.verify(stored, 'Secret')).to.be.instanceOf(Promise);
    expect(passwords.verify(other, 'secret')).to.be.instanceOf(Promise);
  });

  it('are not those that failed', async () => {
    const stored = await passwords.protect('secret', 'scrypt');
    expect(await passwords.verify(stored, 'wrong')).to.be.false;
    expect(passwords.verify(stored, 'wrong')).to.be.instanceOf(Promise);
  });

  it('that come at the same time are verified once', async () => {
    const few = await openForTest({ waitingMax: 1 });
    const stored = await few.protect('secret', 'scrypt');
    const many = Array.from({ length: 20 }, async () => few.verify(stored, 'secret'));
    expect(await Promise.all(many)).to.deep.equal(Array.from({ length: 20 }, () => true));
  });

  it('are bounded: the oldest goes first', () => {
    const verified = new VerifiedLogins(2, 60, () => 0);
    for (const pair of ['one', 'two', 'three']) verified.add(pair);
    expect(['one', 'two', 'three'].map((pair) => verified.has(pair))).to.deep.equal([
      false,
      true,
      true,
    ]);
  });

  it('are not remembered at all when there is no room or no time for them', () => {
    for (const none of [new VerifiedLogins(0, 60, () => 0), new VerifiedLogins(10, 0, () => 0)]) {
      none.add('one');
      expect(none.has('one')).to.be.false;
    }
  });

  it('tell pairs apart whose joined texts are the same', () => {
    const verified = new VerifiedLogins(2, 60, () => 0);
    expect(verified.digestOf('ab', 'c')).not.to.equal(verified.digestOf('a', 'bc'));
  });
});
