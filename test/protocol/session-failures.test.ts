/** Failed logins (protocol, sections 4.7 and 9), as talks without sockets. */
import { expect } from 'chai';
import type { Running } from '../../src/protocol/outcome.js';
import { promised } from './fakes.js';
import { freeGuard, TalkingSession } from './session-talk.js';

describe('Failed logins', () => {
  it('end the connection after the fifth, whatever the method', async () => {
    const talking = new TalkingSession();
    await talking.talk(`
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
    const talking = new TalkingSession();
    talking.settings = { ...talking.settings, loginFailuresPerConnection: 0 };
    for (let count = 0; count < 50; count += 1) {
      expect(await talking.take('APOP alice 0')).to.deep.equal([
        '515 incorrect password or account name',
      ]);
    }
  });

  it('are answered only after the pause, and hold the next lines', async () => {
    const talking = new TalkingSession();
    const pause = promised<undefined>();
    talking.guard = { ...freeGuard, failed: () => pause.promise };
    const answer = talking.session.take('APOP alice 0');
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
    const talking = new TalkingSession();
    talking.guard = { ...freeGuard, isBlocked: () => true };
    await talking.talk(`
      C: USER alice
      S: 300 please send the PASS
      C: PASS Old secret 1
      S: 500 too many login attempts try again later
      S: (closed)
      C: AUTH LOGIN
      S: 500 too many login attempts try again later
      S: (closed)
    `);
    expect(talking.authenticator.asked).to.deep.equal([]);
    expect(talking.events.told).to.include('17 PASS failed: too many failed logins');
  });

  it('tell nothing when the address was blocked while the password was verified', async () => {
    const talking = new TalkingSession();
    const verified = promised<undefined>();
    talking.authenticator.slowly = verified.promise.then(() => undefined);
    let isBlocked = false;
    talking.guard = { ...freeGuard, isBlocked: () => isBlocked };
    await talking.take('USER alice');
    const answer = talking.take('PASS Old secret 1');
    isBlocked = true;
    verified.fulfil(undefined);
    expect(await answer).to.deep.equal(['500 too many login attempts try again later', '(closed)']);
    expect(talking.session.isOpen).to.equal(false);
  });

  it('never put a password, a digest or a name into the log', async () => {
    const talking = new TalkingSession();
    talking.events.commands = true;
    await talking.take('USER hunter2');
    await talking.take('PASS hunter2');
    await talking.take('APOP hunter2 hunter2');
    await talking.take(`AUTH PLAIN ${Buffer.from('\0hunter2\0hunter2').toString('base64')}`);
    await talking.take('AUTH WEBUSER hunter2 hunter2');
    await talking.logIn();
    for (const line of ['NEWPASS hunter2', 'hunter2', 'hunter2 x', 'say hunter2', '"hunter2']) {
      await talking.take(line);
    }
    expect(talking.events.told).to.have.length.greaterThan(8);
    expect(talking.events.told.join('\n')).not.to.include('hunter2');
  });
});

describe('A session that is over', () => {
  it('opens for nobody when a login ends too late', async () => {
    const talking = new TalkingSession();
    const verified = promised<undefined>();
    talking.authenticator.slowly = verified.promise.then(() => undefined);
    await talking.take('USER alice');
    const answer = talking.take('PASS Old secret 1');
    talking.session.end();
    verified.fulfil(undefined);
    await answer;
    expect(talking.session.isOpen).to.equal(false);
    expect(talking.belonged).to.deep.equal([]);
    expect(talking.session.take('NOOP')).to.equal(undefined);
  });
});
