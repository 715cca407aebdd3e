/** Commands, response modes and odd lines (protocol, sections 1, 3, 5 and 6), without sockets. */
import { expect } from 'chai';
import fc from 'fast-check';
import { settled } from '../../src/protocol/outcome.js';
import { splitLines, TranscriptSession } from './session-transcript.js';

describe('Before login', () => {
  it('only the verbs of the login, NOOP and QUIT work', async () => {
    await new TranscriptSession().play(`
      C: noop
      S: 200 OK
      C: ListDomains
      S: 500 please log in first
      C: NEWPASS x
      S: 500 please log in first
      C: INLINE
      S: 500 please log in first
      C: PASS x
      S: 500 please send the USER first
      C: nonsense
      S: 500 please log in first
      C: QUIT
      S: 200 CommuniGate Pro PWD connection closed
      S: (closed)
    `);
  });
});

describe('After login', () => {
  let session: TranscriptSession;
  beforeEach(async () => {
    session = new TranscriptSession();
    await session.logIn();
  });

  it('data follows its header line, and comes inline after INLINE', async () => {
    await session.play(`
      C: say (mx.example.test,shop.example.test)
      S: 200 data follow
      S: (mx.example.test,shop.example.test)
      C: inline
      S: 200 OK
      C: say (mx.example.test,shop.example.test)
      S: 201 (mx.example.test,shop.example.test)
      C: done
      S: 200 OK
      C: refuse
      S: 512 unknown secondary domain name
      C: nonsense
      S: 500 unknown command
    `);
  });

  it('a line is answered in the mode it came in', async () => {
    const slow = session.take('slow 1');
    await session.take('INLINE');
    session.dispatcher.finish('1');
    expect(await slow).to.deep.equal(['200 data follow', '1']);
  });

  it('lines reach the dispatcher as they are', async () => {
    const lines = [
      'say  x ',
      '\tsay x',
      'Say "a\\r\\n"',
      'passx',
      'userx y',
      'pa\xdf x',
      'PASSWORDS',
    ];
    for (const line of lines) await session.take(line);
    expect(session.dispatcher.ran).to.deep.equal(lines);
  });

  it('verbs are known in any letter case and behind blanks', async () => {
    await session.play(`
      C: NoOp
      S: 200 OK
    `);
    expect(await session.take(' \tnoop ')).to.deep.equal(['200 OK']);
    expect(session.dispatcher.ran).to.deep.equal([]);
  });

  it('INLINE and NOOP take no argument', async () => {
    await session.play(`
      C: INLINE on
      S: 500 incorrect command parameters
      C: NOOP now
      S: 500 incorrect command parameters
      C: say x
      S: 200 data follow
      S: x
    `);
  });

  for (const [line, clear] of [
    ['NEWPASS New secret 2', 'New secret 2'],
    ['newpass  New ', ' New '],
    ['NEWPASS "quoted"', '"quoted"'],
  ] as const) {
    it(`${JSON.stringify(line)} sets the raw text`, async () => {
      expect(await session.take(line)).to.deep.equal(['200 Password updated']);
      expect(session.dispatcher.ran).to.deep.equal([
        `new password of alice@example.test: ${clear}`,
      ]);
    });
  }

  for (const line of ['NEWPASS', 'NEWPASS ']) {
    it(`${JSON.stringify(line)} is an error`, async () => {
      expect(await session.take(line)).to.deep.equal(['500 incorrect command parameters']);
    });
  }

  for (const line of ['throw', 'reject']) {
    it(`a fault of ours (${line}) is told in general words`, async () => {
      expect(await session.take(line)).to.deep.equal(['501 internal error']);
      expect(session.events.told).to.include('17 failed: Error: a secret of ours');
    });
  }

  it('the log hears of commands only when it wants to', async () => {
    await session.take('say x');
    session.events.commands = true;
    await session.take('SAY x');
    const slow = session.take('slow x');
    session.ms = 12;
    session.dispatcher.finish('x');
    await slow;
    await session.take('secret words');
    await session.take('say-nothing x');
    expect(session.events.told.slice(1)).to.deep.equal([
      '17 alice@example.test Say 200 0 ms',
      '17 alice@example.test Slow 200 12 ms',
      '17 alice@example.test ? 500 0 ms',
      '17 alice@example.test ? 500 0 ms',
    ]);
  });
});

describe('Odd lines', () => {
  for (const isOpen of [false, true]) {
    describe(isOpen ? 'after login' : 'before login', () => {
      let session: TranscriptSession;
      beforeEach(async () => {
        session = new TranscriptSession();
        if (isOpen) await session.logIn();
      });

      for (const line of ['', ' ', ' \t ']) {
        it(`${JSON.stringify(line)} is ignored`, async () => {
          expect(await session.take(line)).to.deep.equal([]);
        });
      }

      it('a zero byte is refused, and the connection goes on', async () => {
        expect(await session.take('NOOP\0')).to.deep.equal(['500 line contains a zero byte']);
        expect(await session.take('NOOP')).to.deep.equal(['200 OK']);
      });

      it('a line over the limit ends the connection', () => {
        expect(session.session.tooLong()).to.deep.equal({
          bytes: '500 line is too long\r\n',
          after: 'close',
        });
      });
    });
  }
});

const word = fc.constantFrom(
  ...['user', 'PASS', 'NewPass', 'APOP', 'auth', 'stls', 'inline', 'noop', 'say', 'done', 'LOGIN'],
  ...[
    'PLAIN',
    'WEBUSER',
    'alice',
    '"alice"',
    '"',
    '\\',
    '*',
    '=',
    'AAAA',
    '\0',
    '\xdf',
    'throw',
    'reject',
  ],
);
const byteString = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((c) => String.fromCharCode(c)),
});
const blanks = fc.constantFrom('', ' ', '\t', '  ');
const randomLine = fc
  .array(fc.tuple(blanks, fc.oneof(word, byteString)), { maxLength: 5 })
  .map((pieces) => pieces.flat().join(' ').replaceAll('\n', ''));

describe('Whatever a client says', () => {
  const beginnings: readonly (readonly [string, readonly string[]])[] = [
    ['after the greeting', []],
    ['after USER', ['USER alice']],
    ['in a dialogue', ['AUTH LOGIN']],
    ['after login', ['USER alice', 'PASS Old secret 1']],
    ['in the INLINE mode', ['USER alice', 'PASS Old secret 1', 'INLINE']],
    ['in a dialogue after login', ['USER alice', 'PASS Old secret 1', 'AUTH PLAIN']],
  ];
  for (const [title, beginning] of beginnings) {
    it(`${title}, every line has one reply or is blank, and nothing is thrown`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(randomLine, { maxLength: 8 }), async (lines) => {
          const session = new TranscriptSession();
          for (const line of beginning) await session.take(line);
          for (const line of lines) await expectOneReply(session, line);
        }),
        { numRuns: 300 },
      );
    });
  }
});

async function expectOneReply(session: TranscriptSession, line: string): Promise<void> {
  const answer = session.session.take(line);
  if (answer === undefined) {
    expect(line).to.match(/^[ \t]*$/);
    return;
  }
  const known = await settled(answer);
  const bytes = typeof known === 'string' ? known : known.bytes;
  if (bytes.startsWith('200 data follow\r\n') || bytes.startsWith('201 ')) return;
  const lines = splitLines(bytes);
  expect(lines).to.have.lengthOf(1);
  expect(lines[0]).to.match(/^[235]\d\d [^\r\n]+$/);
}
