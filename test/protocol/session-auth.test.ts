/** AUTH and its dialogues (protocol, sections 4.3 and 4.4), as transcripts without sockets. */
import { expect } from 'chai';
import { TranscriptSession } from './session-transcript.js';

describe('AUTH', () => {
  let session: TranscriptSession;
  beforeEach(() => (session = new TranscriptSession()));
  const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

  it('carries a dialogue of a mechanism', async () => {
    await session.play(`
      C: AUTH login
      S: 300 ${base64('Username:')}
      C: ${base64('alice')}
      S: 300 ${base64('Password:')}
      C: ${base64('Old secret 1')}
      S: 200 login OK, proceed
      C: done
      S: 200 OK
    `);
    expect(session.events.told).to.deep.equal(['17 alice@example.test logged in by LOGIN']);
  });

  it('takes an initial response', async () => {
    await session.play(`
      C: AUTH PLAIN ${base64('\0alice\0Old secret 1')}
      S: 200 login OK, proceed
    `);
  });

  it('asks with words when the challenge is empty, so that the line has text', async () => {
    await session.play(`
      C: AUTH PLAIN
      S: 300 go ahead
      C: ${base64('\0alice\0wrong')}
      S: 515 incorrect password or account name
      C: done
      S: 500 please log in first
    `);
  });

  it('takes verbs in a dialogue as data', async () => {
    await session.play(`
      C: AUTH LOGIN
      S: 300 ${base64('Username:')}
      C: QUIT
      S: 300 ${base64('Password:')}
      C: NOOP
      S: 515 incorrect password or account name
    `);
    expect(session.authenticator.asked).to.deep.equal([
      `${Buffer.from('QUIT', 'base64').toString('latin1')}: ${Buffer.from('NOOP', 'base64').toString('latin1')}`,
    ]);
  });

  it('takes an empty line in a dialogue as empty data', async () => {
    await session.play(`
      C: AUTH PLAIN
      S: 300 go ahead
      C:
      S: 500 failed to read an authentication response
    `);
  });

  it('says of a mechanism that breaks to try later, and ends the connection', async () => {
    await session.play(`
      C: AUTH FAULTY
      S: 500 too many login attempts try again later
      S: (closed)
    `);
  });

  for (const [title, lines] of [
    ['no argument', ['AUTH', '500 incorrect command parameters']],
    ['an unknown mechanism', ['AUTH GSSAPI', '500 authentication method is not supported']],
    ['a bad initial response', ['AUTH PLAIN %%%', '500 failed to read an authentication response']],
    ['half a base64 group', ['AUTH PLAIN AGE', '500 failed to read an authentication response']],
    ['too many words', ['AUTH PLAIN AAAA AAAA', '500 incorrect command parameters']],
    ['WEBUSER without an id', ['AUTH WEBUSER alice', '500 incorrect command parameters']],
    [
      'data the mechanism cannot read',
      ['AUTH PLAIN YWJj', '500 failed to read an authentication response'],
    ],
  ] as const) {
    it(`refuses ${title} and goes on`, async () => {
      const [said, heard] = lines;
      await session.play(`
        C: ${said}
        S: ${heard}
        C: NOOP
        S: 200 OK
      `);
    });
  }

  for (const [title, line, reply] of [
    ['*', '*', '500 authentication cancelled'],
    ['what is not base64', 'no base64', '500 failed to read an authentication response'],
    ['a zero byte', 'A\0', '500 line contains a zero byte'],
  ] as const) {
    it(`ends a dialogue at ${title}`, async () => {
      await session.take('AUTH LOGIN');
      expect(await session.take(line)).to.deep.equal([reply]);
      expect(await session.take('NOOP')).to.deep.equal(['200 OK']);
    });
  }

  for (const method of ['WEBUSER', 'SESSIONID', 'webuser']) {
    it(`${method} logs in with the id of a web session, in one line`, async () => {
      await session.play(`
        C: AUTH ${method} alice@example.test 71-wrong
        S: 515 incorrect password or account name
        C: AUTH ${method} alice@example.test 71-Xb4QvU8nPq2Lk
        S: 200 login OK, proceed
      `);
    });
  }
});
