/** What leaves in one write (protocol, section 1), seen with a socket that counts. */
import { expect } from 'chai';
import { BufferBudget } from '../../src/server/buffer-budget.js';
import { Connection } from '../../src/server/connection.js';
import { pieceBytesMax } from '../../src/server/reply-queue.js';
import { OpenSessions } from '../../src/server/sessions.js';
import { Turns } from '../../src/server/turns.js';
import { freeGuard } from '../protocol/session-transcript.js';
import { FakeAuthenticator, FakeDispatcher, FakeEvents } from '../protocol/fakes.js';
import { FakeSocket, turns } from './fake-socket.js';
import { FakeClock, logIn, settings } from './running-server.js';

describe('One write', () => {
  let socket: FakeSocket;
  let dispatcher: FakeDispatcher;

  beforeEach(async () => {
    socket = new FakeSocket();
    dispatcher = new FakeDispatcher();
    const clock = new FakeClock();
    const connection = new Connection(
      socket.asSocket,
      { number: 1, remoteAddress: '192.0.2.7', localAddress: '192.0.2.1', secure: false },
      {
        session: {
          dispatcher,
          authenticator: new FakeAuthenticator(),
          mechanisms: [],
          events: new FakeEvents(),
          version: '6.4.1',
          mainDomain: () => 'mx.example.test',
          nonce: () => '',
          commandName: (word) => word,
          elapsedMs: () => 0,
        },
        sessions: new OpenSessions(),
        clock,
        settings: () => settings,
        secureContext: () => undefined,
        guard: freeGuard,
        turns: new Turns(clock),
        buffers: new BufferBudget(() => 1e9),
        place: { address: '192.0.2.7', loggedIn: () => undefined, patience: (seconds) => seconds },
        gone: () => undefined,
      },
    );
    connection.begin();
    await say(logIn.replace('INLINE\n', ''));
    socket.writes.length = 0;
  });

  async function say(bytes: string): Promise<void> {
    socket.say(bytes);
    await turns(1);
  }

  it('holds the header line and the data', async () => {
    await say('say (a,b)\n');
    expect(socket.writes).to.deep.equal(['200 data follow\r\n(a,b)\r\n']);
  });

  it('holds the replies to lines that came together', async () => {
    await say('say a\nsay b\nrefuse\n');
    expect(socket.writes).to.deep.equal([
      '200 data follow\r\na\r\n200 data follow\r\nb\r\n512 unknown secondary domain name\r\n',
    ]);
  });

  it('holds what became durable together', async () => {
    await say('slow 1\nslow 2\nslow 3\nsay 4\n');
    expect(socket.writes).to.deep.equal([]);
    for (const argument of ['3', '1', '2']) dispatcher.finish(argument, { kind: 'ok' });
    await say('');
    expect(socket.writes).to.deep.equal(['200 OK\r\n200 OK\r\n200 OK\r\n200 data follow\r\n4\r\n']);
  });

  it('waits for the first of the line, and goes without the last', async () => {
    await say('slow 1\nslow 2\nslow 3\n');
    dispatcher.finish('2', { kind: 'ok' });
    await say('');
    expect(socket.writes).to.deep.equal([]);
    dispatcher.finish('1', { kind: 'ok' });
    await say('');
    expect(socket.writes).to.deep.equal(['200 OK\r\n200 OK\r\n']);
    dispatcher.finish('3', { kind: 'ok' });
    await say('');
    expect(socket.writes).to.have.lengthOf(2);
  });

  it('is whole also for a reply of 256 KiB', async () => {
    const text = 'x'.repeat(pieceBytesMax - '200 data follow\r\n\r\n'.length);
    await say(`say ${text}\n`);
    expect(socket.writes).to.deep.equal([`200 data follow\r\n${text}\r\n`]);
  });

  it('is as much as 256 KiB of a longer reply, and then the rest', async () => {
    const text = 'x'.repeat(3 * pieceBytesMax);
    const reply = `200 data follow\r\n${text}\r\n`;
    await say(`say ${text}\n`);
    expect(socket.writes.map(({ length }) => length)).to.deep.equal([
      ...Array<number>(3).fill(pieceBytesMax),
      reply.length - 3 * pieceBytesMax,
    ]);
    expect(socket.heard === reply).to.equal(true);
  });

  it('comes after what holds the connection', async () => {
    await say('hold 1\nsay 2\n');
    expect(dispatcher.ran).to.deep.equal(['hold 1']);
    dispatcher.finish('1', { kind: 'ok' });
    await say('');
    expect(socket.writes.join('')).to.equal('200 OK\r\n200 data follow\r\n2\r\n');
  });
});
