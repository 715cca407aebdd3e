/** What guards the HTTP listener: failed logins, limits on connections and time, the journal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { storeDirectory } from '../../src/base-directory/base-places.js';
import { readRecords } from '../../src/engine/core/journal.js';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { startServer, type ServerUnderTest } from '../server-under-test.js';
import { ask, post, postmasterLogin } from './http-client.js';

describe('The HTTP listener', () => {
  let server: ServerUnderTest;
  const started = async (...set: string[]) =>
    (server = await startServer({ set: ['http.port=0', ...set] }));
  afterEach(() => server.close());

  const noop = '/cli/?command=NOOP';
  const wrong = { path: noop, login: 'postmaster:wrong' };
  const login = `Authorization: Basic ${Buffer.from(postmasterLogin).toString('base64')}\r\n`;
  const head = `Host: localhost\r\n${login}`;

  /** A connection that says something, and all that it hears until it is closed. */
  function play(text: string): { socket: Socket; heard: Promise<string> } {
    const socket = connect(server.httpPort, '127.0.0.1');
    let all = '';
    const heard = new Promise<string>((resolve) => {
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => (all += chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(all));
    });
    socket.write(text, 'latin1');
    return { socket, heard };
  }

  it('blocks an address after failures, on both doors, and counts both together', async () => {
    await started('limits.loginFailuresPerAddress=3', 'limits.knownAddressesPerAccount=0');
    const from = '127.0.0.2';
    const one = await server.greeted(from);
    await one.ask('USER postmaster');
    expect(await one.ask('PASS wrong')).to.match(/^515 /);
    expect((await ask(server, { ...wrong, from })).status).to.equal(401);
    expect((await ask(server, { path: noop, from })).status).to.equal(200);
    expect((await ask(server, { ...wrong, from })).status).to.equal(401);
    const blocked = await ask(server, { path: noop, from });
    expect(blocked.status).to.equal(429);
    expect(blocked.body).to.equal('ERROR 500 too many login attempts try again later\r\n');
    expect(blocked.headers['retry-after']).to.equal('30');
    await one.ask('USER postmaster');
    expect(await one.ask('PASS postmaster-password')).to.equal(
      '500 too many login attempts try again later',
    );
  });

  it('does not count a request without a login', async () => {
    await started('limits.loginFailuresPerAddress=1');
    expect((await ask(server, { path: noop, login: '' })).status).to.equal(401);
    expect((await ask(server, { path: noop })).status).to.equal(200);
  });

  it('waits before it answers a failed login', async () => {
    await started('limits.loginFailureDelayMs=200');
    const before = performance.now();
    await ask(server, wrong);
    expect(performance.now() - before).to.be.at.least(195);
  });

  it('closes a connection after some failures', async () => {
    await started('limits.loginFailuresPerConnection=2');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await ask(server, { ...wrong, agent });
    const second = await ask(server, { ...wrong, agent });
    agent.destroy();
    expect(first.headers.connection).to.equal('keep-alive');
    expect(second.headers.connection).to.equal('close');
  });

  it('reads nothing of a body before the login', async () => {
    await started();
    const { heard, socket } = play(
      'POST /cli/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n' +
        'Content-Length: 40000000\r\n\r\n',
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    expect(await heard).to.match(/^HTTP\/1.1 401 /);
  });

  it('closes connections over its limit', async () => {
    await started('http.connections=1');
    const first = play('');
    await new Promise((resolve) => first.socket.once('connect', resolve));
    const { heard } = play(`GET ${noop} HTTP/1.1\r\n${head}\r\n`);
    expect(await heard).to.match(/^HTTP\/1.1 503 /);
    first.socket.destroy();
  });

  /** A connection from an address of this machine that says nothing, once it is there. */
  async function silent(localAddress: string): Promise<Socket> {
    const socket = connect({ port: server.httpPort, host: '127.0.0.1', localAddress });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  }

  it('has few places for strangers of one address, which hurts no other', async () => {
    await started('limits.connectionsPerAddressBeforeLogin=3');
    const sockets = await Promise.all([2, 2, 2].map((end) => silent(`127.0.0.${end}`)));
    const fourth = await silent('127.0.0.2');
    expect(await once(fourth, 'data').then(String)).to.match(/^HTTP\/1.1 503 /);
    expect((await ask(server, { path: noop })).status).to.equal(200);
    for (const socket of sockets) socket.destroy();
  });

  it('is not shut by strangers: they make room', async () => {
    await started(
      'http.connections=10',
      'http.connectionsReserved=0',
      'limits.connectionsPerAddressBeforeLogin=0',
    );
    const sockets = await Promise.all(Array.from({ length: 10 }, () => silent('127.0.0.2')));
    const ended = Promise.race(sockets.map((socket) => once(socket, 'close')));
    expect((await ask(server, { path: noop })).status).to.equal(200);
    await ended;
    for (const socket of sockets) socket.destroy();
  });

  it('shares its memory with all: a body for which there is no room is refused', async () => {
    await started('limits.bufferBytesMax=1000000');
    const refused = await post(server, `Echo "${'x'.repeat(2_000_000)}"`);
    expect(refused.status).to.equal(503);
    expect(refused.body).to.equal('ERROR 500 too much at once please try again later\r\n');
    for (let count = 0; count < 5; count += 1) {
      expect((await post(server, `Echo "${'x'.repeat(300_000)}"`)).status).to.equal(200);
    }
  });

  it('gives up on a head, and on a body, that does not arrive', async () => {
    await started('http.headSeconds=1', 'http.requestSeconds=1');
    const slow = [
      play('GET /cli/ HTTP/1.1\r\nHost'),
      play(
        `POST /cli/ HTTP/1.1\r\n${head}Content-Type: application/x-www-form-urlencoded\r\n` +
          'Content-Length: 100\r\n\r\ncommand=',
      ),
    ];
    for (const { heard } of slow) expect(await heard).to.match(/^(HTTP\/1.1 408 |$)/);
  });

  it('understands HTTP/1.0 without a host', async () => {
    await started();
    const { heard } = play(`GET /cli/?command=ListDomains HTTP/1.0\r\n${login}\r\n`);
    expect(await heard).to.match(/^HTTP\/1.1 200 [^]*\r\n\r\n\(example.test\)\r\n$/);
  });

  it('outlives clients that go away in the middle of a body', async () => {
    await started();
    const { socket, heard } = play(
      `POST /cli/ HTTP/1.1\r\n${head}Content-Length: 100\r\n\r\ncommand=`,
    );
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    await heard;
    expect((await ask(server, { path: noop })).status).to.equal(200);
  });
});

describe('After the HTTP listener', () => {
  it('leaves records in the journal under its own name', async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-http-'));
    const server = await startServer({ base, store: 'embedded', set: ['http.port=0'] });
    expect((await post(server, 'CreateAccount ann')).status).to.equal(200);
    await server.close();
    const store = await openEmbeddedStore(storeDirectory(base));
    const records: string[] = [];
    for await (const { channel, actor, address, command } of readRecords(store)) {
      records.push(`${channel} ${actor} ${address} ${command}`);
    }
    await store.close();
    rmSync(base, { recursive: true });
    expect(records.at(-1)).to.equal('HTTP postmaster@example.test 127.0.0.1 CreateAccount');
  });

  it('answers what is under way and closes at once what is idle', async () => {
    const server = await startServer({ set: ['http.port=0', 'limits.loginFailureDelayMs=300'] });
    const idle = connect(server.httpPort, '127.0.0.1');
    const idleEnded = new Promise((resolve) => idle.once('close', resolve));
    idle.on('error', () => undefined);
    await new Promise((resolve) => idle.once('connect', resolve));
    // The pause before the answer keeps this request under way while the server stops.
    const busy = ask(server, { path: '/cli/?command=NOOP', login: 'postmaster:wrong' });
    await ask(server, { path: '/cli/?command=NOOP' });
    await server.close();
    await idleEnded;
    expect((await busy).status).to.equal(401);
  });
});
