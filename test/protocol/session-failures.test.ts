/** Failed logins (protocol, sections 4.7 and 9), as transcripts without sockets. */
import { expect } from 'chai';
import type { Running } from '../../src/protocol/outcome.js';
import { promised } from './fakes.js';
import { freeGuard, TranscriptSession } from './session-transcript.js';

describe('Failed logins', () => {
  it('end the connection after the fifth, whatever the method', async () => {
    const session = new TranscriptSession();
    await session.play(`
      C: APOP alice 0
      S: 515 incorrect password or account name
      C: AUTH PLAIN ${Buffer.from('\0alice\0x').toString('base64')}
      S: 515 incorrect password or account name
      C: AUTH WEBUSER alice x
      S: 515 incorrect password or account name
      C: APOP alice 0
      S: 515 incorrect password or account name
      C: USER alice
      S: 300 please send the PASS
      C: PASS wrong
      S: 515 incorrect password or account name
      S: (closed)
    `);
  });

  it('never end the connection when the limit is 0', async () => {
    const session = new TranscriptSession();
    session.settings = { ...session.settings, loginFailuresPerConnection: 0 };
    for (let count = 0; count < 50; count += 1) {
      expect(await session.take('APOP alice 0')).to.deep.equal([
        '515 incorrect password or account name',
      ]);
    }
  });

  it('are answered only after the pause, and hold the next lines', async () => {
    const session = new TranscriptSession();
    const pause = promised<undefined>();
    session.guard = { ...freeGuard, failed: () => pause.promise };
    const answer = session.session.take('APOP alice 0');
    expect(answer).to.include({ holds: true });
    let isAnswered = false;
    const { result } = answer as Running<unknown>;
    void result.then(() => (isAnswered = true));
    await Promise.resolve();
    expect(isAnswered).to.equal(false);
    pause.fulfil(undefined);
    await result;
    expect(isAnswered).to.equal(true);
  });

  it('from a blocked address are told to try later, whatever the password, and end the connection', async () => {
    const session = new TranscriptSession();
    session.guard = { ...freeGuard, isBlocked: () => true };
    await session.play(`
      C: USER alice
      S: 300 please send the PASS
      C: PASS Old secret 1
      S: 500 too many login attempts try again later
      S: (closed)
      C: AUTH LOGIN
      S: 500 too many login attempts try again later
      S: (closed)
    `);
    expect(session.authenticator.asked).to.deep.equal([]);
    expect(session.events.told).to.include('17 PASS failed: too many failed logins');
  });

  it('tell nothing when the address was blocked while the password was verified', async () => {
    const session = new TranscriptSession();
    const verified = promised<undefined>();
    session.authenticator.slowly = verified.promise.then(() => undefined);
    let isBlocked = false;
    session.guard = { ...freeGuard, isBlocked: () => isBlocked };
    await session.take('USER alice');
    const answer = session.take('PASS Old secret 1');
    isBlocked = true;
    verified.fulfil(undefined);
    expect(await answer).to.deep.equal(['500 too many login attempts try again later', '(closed)']);
    expect(session.session.isOpen).to.equal(false);
  });

  it('never put a password, a digest or a name into the log', async () => {
    const session = new TranscriptSession();
    session.events.commands = true;
    await session.take('USER hunter2');
    await session.take('PASS hunter2');
    await session.take('APOP hunter2 hunter2');
    await session.take(`AUTH PLAIN ${Buffer.from('\0hunter2\0hunter2').toString('base64')}`);
    await session.take('AUTH WEBUSER hunter2 hunter2');
    await session.logIn();
    for (const line of ['NEWPASS hunter2', 'hunter2', 'hunter2 x', 'say hunter2', '"hunter2']) {
      await session.take(line);
    }
    expect(session.events.told).to.have.length.greaterThan(8);
    expect(session.events.told.join('\n')).not.to.include('hunter2');
  });
});

describe('A session that is over', () => {
  it('opens for nobody when a login ends too late', async () => {
    const session = new TranscriptSession();
    const verified = promised<undefined>();
    session.authenticator.slowly = verified.promise.then(() => undefined);
    await session.take('USER alice');
    const answer = session.take('PASS Old secret 1');
    session.session.end();
    verified.fulfil(undefined);
    await answer;
    expect(session.session.isOpen).to.equal(false);
    expect(session.belonged).to.deep.equal([]);
    expect(session.session.take('NOOP')).to.equal(undefined);
  });
});
