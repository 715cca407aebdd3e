/** Logging in (protocol, sections 2 to 4), as transcripts without sockets. */
import { expect } from 'chai';
import { digestOf } from './fakes.js';
import { TranscriptSession } from './session-transcript.js';

const challenge = '<17.1732264000@mx.example.test>';

describe('A session greets', () => {
  it('with the main domain, the level and one pair of brackets', () => {
    expect(new TranscriptSession().session.greeting()).to.equal(
      `200 mx.example.test CommuniGate Pro PWD Server 6.4.1 ready ${challenge}\r\n`,
    );
  });

  it('without brackets while APOP is off, because clients that see them use APOP', () => {
    const session = new TranscriptSession();
    session.settings = { ...session.settings, apop: false };
    expect(session.session.greeting()).to.equal(
      '200 mx.example.test CommuniGate Pro PWD Server 6.4.1 ready\r\n',
    );
  });
});

describe('USER and PASS', () => {
  let session: TranscriptSession;
  beforeEach(() => (session = new TranscriptSession()));

  it('log in', async () => {
    await session.play(`
      C: user alice@example.test
      S: 300 please send the PASS
      C: pass Old secret 1
      S: 200 login OK, proceed
      C: who
      S: 200 data follow
      S: alice@example.test
      C: quit
      S: 200 CommuniGate Pro PWD connection closed
      S: (closed)
    `);
    expect(session.belonged).to.deep.equal([7]);
    expect(session.events.told).to.deep.equal(['17 alice@example.test logged in by PASS']);
  });

  it('answer 300 to every USER, whoever it names', async () => {
    await session.play(`
      C: USER
      S: 300 please send the PASS
      C: USER nobody@nowhere.test
      S: 300 please send the PASS
      C: USER "broken
      S: 300 please send the PASS
    `);
  });

  it('say the same to a wrong password, an unknown account and an unknown domain', async () => {
    await session.play(`
      C: USER alice@example.test
      S: 300 please send the PASS
      C: PASS wrong
      S: 515 incorrect password or account name
      C: USER nobody@example.test
      S: 300 please send the PASS
      C: PASS Old secret 1
      S: 515 incorrect password or account name
      C: USER alice@nowhere.test
      S: 300 please send the PASS
      C: PASS Old secret 1
      S: 515 incorrect password or account name
    `);
    expect(session.events.told).to.deep.equal(Array(3).fill('17 PASS failed: incorrect password'));
  });

  it('leave the connection usable after a failure, but want USER again', async () => {
    await session.play(`
      C: USER alice@example.test
      S: 300 please send the PASS
      C: PASS wrong
      S: 515 incorrect password or account name
      C: PASS Old secret 1
      S: 500 please send the USER first
    `);
    await session.logIn();
  });

  for (const [line, asked] of [
    ['USER alice', 'alice: x'],
    ['USER  alice \t', 'alice: x'],
    ['USER "alice@example.test"', 'alice@example.test: x'],
    ['USER "al\\"ice" ', 'al"ice: x'],
    ['USER "two" words', '"two" words: x'],
    ['USER "open', '"open: x'],
    ['USER J\xc3\xb6rg', 'J\xc3\xb6rg: x'],
  ] as const) {
    it(`read the name of ${JSON.stringify(line)}`, async () => {
      await session.take(line);
      await session.take('PASS x');
      expect(session.authenticator.asked).to.deep.equal([asked]);
    });
  }

  for (const [line, asked] of [
    ['PASS secret', 'a: secret'],
    ['PASS  two  blanks  ', 'a:  two  blanks  '],
    ['PASS', 'a: '],
    ['PASS "quo\\"ted"', 'a: "quo\\"ted" or quo"ted'],
    ['PASS "half', 'a: "half'],
    ['PASS "one" two', 'a: "one" two'],
    ['PASS p\xc3\xa4ss', 'a: p\xc3\xa4ss'],
  ] as const) {
    it(`try what ${JSON.stringify(line)} may mean`, async () => {
      await session.take('USER a');
      await session.take(line);
      expect(session.authenticator.asked).to.deep.equal([asked]);
    });
  }

  it('keep the INLINE mode over another login', async () => {
    await session.logIn();
    await session.play(`
      C: INLINE
      S: 200 OK
    `);
    await session.logIn();
    await session.play(`
      C: say (a,b)
      S: 201 (a,b)
    `);
  });

  it('leave the login before as soon as another begins', async () => {
    await session.logIn();
    await session.play(`
      C: USER bob@example.test
      S: 300 please send the PASS
      C: who
      S: 500 please log in first
    `);
    expect(session.belonged).to.deep.equal([7, undefined]);
  });

  it('answer a fault of ours by no lie, and close, since a known client repeats on all but 515', async () => {
    session.authenticator.fails = new Error('the store is away');
    await session.play(`
      C: USER alice
      S: 300 please send the PASS
      C: PASS Old secret 1
      S: 500 too many login attempts try again later
      S: (closed)
    `);
    expect(session.events.told).to.include('17 failed: Error: the store is away');
  });
});

describe('APOP', () => {
  let session: TranscriptSession;
  beforeEach(() => (session = new TranscriptSession()));
  const right = digestOf(challenge, 'Old secret 1');
  const wrong = digestOf(challenge, 'wrong');

  for (const [title, line] of [
    ['a digest over challenge and password', `APOP alice ${right}`],
    ['capitals in the digest', `apop alice@example.test ${right.toUpperCase()}`],
    ['a quoted name', `APOP "alice@example.test"  ${right} `],
  ] as const) {
    it(`takes ${title}`, async () => {
      expect(await session.take(line)).to.deep.equal(['200 login OK, proceed']);
    });
  }

  for (const [title, line] of [
    ['a wrong digest', `APOP alice ${wrong}`],
    ['a digest of another length', `APOP alice ${right.slice(1)}`],
    ['an unknown name', `APOP nobody ${right}`],
    ['the password itself', 'APOP alice secret'],
  ] as const) {
    it(`refuses ${title}`, async () => {
      expect(await session.take(line)).to.deep.equal(['515 incorrect password or account name']);
    });
  }

  it('may try again with the same challenge', async () => {
    await session.take(`APOP alice ${wrong}`);
    expect(await session.take(`APOP alice ${right}`)).to.deep.equal(['200 login OK, proceed']);
  });

  it('wants a name and a digest', async () => {
    expect(await session.take('APOP alice')).to.deep.equal(['500 incorrect command parameters']);
  });

  it('always fails while it is off', async () => {
    session.settings = { ...session.settings, apop: false };
    expect(await session.take(`APOP alice ${right}`)).to.deep.equal([
      '515 incorrect password or account name',
    ]);
    expect(session.authenticator.asked).to.deep.equal([]);
  });
});

describe('STLS', () => {
  let session: TranscriptSession;
  beforeEach(() => (session = new TranscriptSession()));

  for (const verb of ['STLS', 'starttls']) {
    it(`is understood as ${verb}`, async () => {
      await session.play(`
        C: ${verb}
        S: 200 please start a TLS connection
        S: (TLS)
      `);
    });
  }

  it('is refused without a certificate, and the connection goes on in clear text', async () => {
    session.hasTls = false;
    await session.play(`
      C: STLS
      S: 500 TLS is not available
      C: NOOP
      S: 200 OK
    `);
  });

  it('is refused under TLS', async () => {
    session.secure = true;
    await session.play(`
      C: STLS
      S: 500 TLS is active already
    `);
  });

  it('takes no argument', async () => {
    await session.play(`
      C: STLS now
      S: 500 incorrect command parameters
    `);
  });

  it('forgets the login and keeps the challenge', async () => {
    await session.logIn();
    await session.take('STLS');
    session.secure = true;
    session.session.secured();
    await session.play(`
      C: who
      S: 500 please log in first
      C: APOP alice ${digestOf(challenge, 'Old secret 1')}
      S: 200 login OK, proceed
    `);
    expect(session.belonged).to.deep.equal([7, undefined, 7]);
  });

  it('forgets a name that came in clear text', async () => {
    await session.take('USER alice');
    session.session.secured();
    expect(await session.take('PASS Old secret 1')).to.deep.equal([
      '500 please send the USER first',
    ]);
  });
});
