/** Logging in (protocol, sections 2 to 4), as talks without sockets. */
import { expect } from 'chai';
import { digestOf } from './fakes.js';
import { TalkingSession } from './session-talk.js';

const challenge = '<17.1732264000@mx.example.test>';

describe('A session greets', () => {
  it('with the main domain, the level and one pair of brackets', () => {
    expect(new TalkingSession().session.greeting()).to.equal(
      `200 mx.example.test CommuniGate Pro PWD Server 6.4.1 ready ${challenge}\r\n`,
    );
  });

  it('without brackets while APOP is off, because clients that see them use APOP', () => {
    const talking = new TalkingSession();
    talking.settings = { ...talking.settings, apop: false };
    expect(talking.session.greeting()).to.equal(
      '200 mx.example.test CommuniGate Pro PWD Server 6.4.1 ready\r\n',
    );
  });
});

describe('USER and PASS', () => {
  let talking: TalkingSession;
  beforeEach(() => (talking = new TalkingSession()));

  it('log in', async () => {
    await talking.talk(`
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
    expect(talking.belonged).to.deep.equal([7]);
    expect(talking.events.told).to.deep.equal(['17 alice@example.test logged in by PASS']);
  });

  it('answer 300 to every USER, whoever it names', async () => {
    await talking.talk(`
      C: USER
      S: 300 please send the PASS
      C: USER nobody@nowhere.test
      S: 300 please send the PASS
      C: USER "broken
      S: 300 please send the PASS
    `);
  });

  it('say the same to a wrong password, an unknown account and an unknown domain', async () => {
    await talking.talk(`
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
    expect(talking.events.told).to.deep.equal(Array(3).fill('17 PASS failed: incorrect password'));
  });

  it('leave the connection usable after a failure, but want USER again', async () => {
    await talking.talk(`
      C: USER alice@example.test
      S: 300 please send the PASS
      C: PASS wrong
      S: 515 incorrect password or account name
      C: PASS Old secret 1
      S: 500 please send the USER first
    `);
    await talking.logIn();
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
      await talking.take(line);
      await talking.take('PASS x');
      expect(talking.authenticator.asked).to.deep.equal([asked]);
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
      await talking.take('USER a');
      await talking.take(line);
      expect(talking.authenticator.asked).to.deep.equal([asked]);
    });
  }

  it('keep the INLINE mode over another login', async () => {
    await talking.logIn();
    await talking.talk(`
      C: INLINE
      S: 200 OK
    `);
    await talking.logIn();
    await talking.talk(`
      C: say (a,b)
      S: 201 (a,b)
    `);
  });

  it('leave the login before as soon as another begins', async () => {
    await talking.logIn();
    await talking.talk(`
      C: USER bob@example.test
      S: 300 please send the PASS
      C: who
      S: 500 please log in first
    `);
    expect(talking.belonged).to.deep.equal([7, undefined]);
  });

  it('answer a fault of ours by no lie, and close, since a known client repeats on all but 515', async () => {
    talking.authenticator.fails = new Error('the store is away');
    await talking.talk(`
      C: USER alice
      S: 300 please send the PASS
      C: PASS Old secret 1
      S: 500 too many login attempts try again later
      S: (closed)
    `);
    expect(talking.events.told).to.include('17 failed: Error: the store is away');
  });
});

describe('APOP', () => {
  let talking: TalkingSession;
  beforeEach(() => (talking = new TalkingSession()));
  const right = digestOf(challenge, 'Old secret 1');
  const wrong = digestOf(challenge, 'wrong');

  for (const [title, line] of [
    ['a digest over challenge and password', `APOP alice ${right}`],
    ['capitals in the digest', `apop alice@example.test ${right.toUpperCase()}`],
    ['a quoted name', `APOP "alice@example.test"  ${right} `],
  ] as const) {
    it(`takes ${title}`, async () => {
      expect(await talking.take(line)).to.deep.equal(['200 login OK, proceed']);
    });
  }

  for (const [title, line] of [
    ['a wrong digest', `APOP alice ${wrong}`],
    ['a digest of another length', `APOP alice ${right.slice(1)}`],
    ['an unknown name', `APOP nobody ${right}`],
    ['the password itself', 'APOP alice secret'],
  ] as const) {
    it(`refuses ${title}`, async () => {
      expect(await talking.take(line)).to.deep.equal(['515 incorrect password or account name']);
    });
  }

  it('may try again with the same challenge', async () => {
    await talking.take(`APOP alice ${wrong}`);
    expect(await talking.take(`APOP alice ${right}`)).to.deep.equal(['200 login OK, proceed']);
  });

  it('wants a name and a digest', async () => {
    expect(await talking.take('APOP alice')).to.deep.equal(['500 incorrect command parameters']);
  });

  it('always fails while it is off', async () => {
    talking.settings = { ...talking.settings, apop: false };
    expect(await talking.take(`APOP alice ${right}`)).to.deep.equal([
      '515 incorrect password or account name',
    ]);
    expect(talking.authenticator.asked).to.deep.equal([]);
  });
});

describe('STLS', () => {
  let talking: TalkingSession;
  beforeEach(() => (talking = new TalkingSession()));

  for (const verb of ['STLS', 'starttls']) {
    it(`is understood as ${verb}`, async () => {
      await talking.talk(`
        C: ${verb}
        S: 200 please start a TLS connection
        S: (TLS)
      `);
    });
  }

  it('is refused without a certificate, and the connection goes on in clear text', async () => {
    talking.hasTls = false;
    await talking.talk(`
      C: STLS
      S: 500 TLS is not available
      C: NOOP
      S: 200 OK
    `);
  });

  it('is refused under TLS', async () => {
    talking.secure = true;
    await talking.talk(`
      C: STLS
      S: 500 TLS is active already
    `);
  });

  it('takes no argument', async () => {
    await talking.talk(`
      C: STLS now
      S: 500 incorrect command parameters
    `);
  });

  it('forgets the login and keeps the challenge', async () => {
    await talking.logIn();
    await talking.take('STLS');
    talking.secure = true;
    talking.session.secured();
    await talking.talk(`
      C: who
      S: 500 please log in first
      C: APOP alice ${digestOf(challenge, 'Old secret 1')}
      S: 200 login OK, proceed
    `);
    expect(talking.belonged).to.deep.equal([7, undefined, 7]);
  });

  it('forgets a name that came in clear text', async () => {
    await talking.take('USER alice');
    talking.session.secured();
    expect(await talking.take('PASS Old secret 1')).to.deep.equal([
      '500 please send the USER first',
    ]);
  });
});
