/** Connections to the HTTP listener on which nobody logs in, with time in our hands. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { HttpListener } from '../../src/http/listener.js';
import { BufferBudget } from '../../src/server/buffer-budget.js';
import { RecentAddresses } from '../../src/server/known-addresses.js';
import { FakeAuthenticator, FakeDispatcher, FakeEvents, promised } from '../protocol/fakes.js';
import { freeGuard } from '../protocol/session-transcript.js';
import { FakeClock } from '../server/running-server.js';

const settings = {
  host: '127.0.0.1',
  port: 0,
  nestingMax: 100,
  longListMax: 1000,
  longLinesMax: 1_000_000,
  hosts: '',
  changesByGet: false,
  connections: 100,
  connectionsReserved: 10,
  connectionsPerAddressBeforeLogin: 0,
  stressedPercent: 100,
  bodyMax: 1_000_000,
  lineMax: 1_000_000,
  headSeconds: 0,
  requestSeconds: 0,
  loginSeconds: 60,
  idleSeconds: 0,
  loginFailuresPerConnection: 0,
  closeGraceMs: 0,
};

describe('A connection to the HTTP listener without a login', () => {
  let listener: HttpListener;
  let clock: FakeClock;
  let events: FakeEvents;
  let authenticator: FakeAuthenticator;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    clock = new FakeClock();
    events = new FakeEvents();
    authenticator = new FakeAuthenticator();
    let last = 0;
    listener = new HttpListener({
      dispatcher: Object.assign(new FakeDispatcher(), { call: () => ({ kind: 'ok' }) as const }),
      authenticator,
      events,
      clock,
      settings,
      known: new RecentAddresses(),
      buffers: new BufferBudget(() => 1_000_000),
      guardOf: () => freeGuard,
      takeNumber: () => (last += 1),
      commands: [],
      commandName: (word) => word,
      elapsedMs: () => clock.elapsedMs(),
      version: '6.4.1',
      mainDomain: () => 'mx.example.test',
    });
    await listener.listen();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await listener.close();
  });

  async function connected(): Promise<Socket> {
    const socket = connect({ port: listener.address?.port ?? 0, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    sockets.push(socket);
    const inside = `${sockets.length} connected`;
    await until(() => events.told.includes(inside));
    return socket;
  }

  /** Waits until a condition about the other side of a socket holds; the test's time limit ends it. */
  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  }

  function request(socket: Socket, login?: string): void {
    const basic = login && `Authorization: Basic ${Buffer.from(login).toString('base64')}\r\n`;
    socket.write(`GET /cli/?command=done HTTP/1.1\r\nHost: localhost\r\n${basic ?? ''}\r\n`);
  }

  /** The status of the answer to a request. */
  async function asked(socket: Socket, login?: string): Promise<string> {
    request(socket, login);
    const [heard] = (await once(socket, 'data')) as [Buffer];
    return heard.toString().slice(9, 12);
  }

  it('ends after a minute, whatever it asks meanwhile', async () => {
    const socket = await connected();
    for (const login of [undefined, 'alice:wrong', undefined]) {
      expect(await asked(socket, login)).to.equal('401');
      clock.pass(19_000);
    }
    expect(await asked(socket)).to.equal('401');
    const ended = once(socket, 'close');
    clock.pass(4000);
    await ended;
    expect(events.told).to.include('1 closed: no login in time');
  });

  it('stays when somebody logs in', async () => {
    const socket = await connected();
    expect(await asked(socket, 'alice:Old secret 1')).to.equal('200');
    clock.pass(600_000);
    expect(await asked(socket, 'alice:Old secret 1')).to.equal('200');
  });

  it('gets the answer that is under way, but does not wait for ever', async () => {
    const verified = promised<undefined>();
    authenticator.slowly = verified.promise.then(() => undefined);
    const [lucky, other] = [await connected(), await connected()];
    request(lucky, 'alice:Old secret 1');
    await until(() => authenticator.asked.length === 1);
    const otherEnded = once(other, 'close');
    clock.pass(90_000);
    verified.fulfil(undefined);
    const [heard] = (await once(lucky, 'data')) as [Buffer];
    expect(heard.toString()).to.match(/^HTTP\/1.1 200 /);
    await otherEnded;
    expect(events.told).to.include('2 closed: no login in time');
    authenticator.slowly = new Promise(() => undefined);
    const third = await connected();
    request(third, 'alice:wrong');
    await until(() => authenticator.asked.length === 2);
    const ended = once(third, 'close');
    clock.pass(122_000);
    await ended;
  });

  it('stays for ever when there is no limit', async () => {
    listener.takeOver({ ...settings, loginSeconds: 0 });
    const socket = await connected();
    clock.pass(86_400_000);
    expect(await asked(socket)).to.equal('401');
  });
});
