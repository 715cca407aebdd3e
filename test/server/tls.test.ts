/** TLS on both kinds of ports (protocol, section 4.5). */
import { expect } from 'chai';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { connect, type Socket } from 'node:net';
import { digestOf } from '../protocol/fakes.js';
import {
  certificate,
  greeting,
  heardBy,
  loggedIn,
  logIn,
  RunningServer,
} from './running-server.js';

const trust = { ca: certificate, servername: 'mx.example.test' };
const ready = '200 please start a TLS connection\r\n';

/** The next bytes of a socket, until they end as given. */
async function hear(socket: Socket, end: string): Promise<string> {
  let heard = '';
  while (!heard.endsWith(end)) {
    const chunk: Buffer | null = socket.read() as Buffer | null;
    if (chunk === null) await new Promise((resolve) => socket.once('readable', resolve));
    else heard += chunk.toString('latin1');
  }
  return heard;
}

describe('STLS on the wire', () => {
  let running: RunningServer;
  beforeEach(async () => (running = await RunningServer.with()));
  afterEach(() => running.close());

  /** A client that has shaken hands after it said something and then STLS. */
  async function secured(before = ''): Promise<TLSSocket> {
    const socket = running.connect();
    socket.write(`${before}STLS\r\n`);
    await hear(socket, ready);
    const client = connectTls({ socket, ...trust });
    client.on('error', () => client.destroy());
    await new Promise((resolve) => client.once('secureConnect', resolve));
    return client;
  }

  it('goes on under TLS without a greeting', async () => {
    const client = await secured();
    client.write(`${logIn}say 1\nQUIT\n`);
    expect(await heardBy(client)).to.equal(
      `${loggedIn}201 1\r\n200 CommuniGate Pro PWD connection closed\r\n`,
    );
    expect(running.authenticator.asked).to.deep.equal(['alice: Old secret 1 over TLS']);
  });

  for (const [how, before, after] of [
    ['with the line', 'STLS\n\r', ''],
    ['after the answer', 'STLS\n', '\r'],
  ] as const) {
    it(`drops the CR of a client that ends lines with LF CR, which comes ${how}`, async () => {
      const socket = running.connect();
      socket.setNoDelay(true);
      socket.write(before);
      await hear(socket, ready);
      if (after !== '') await new Promise((resolve) => socket.write(after, resolve));
      const client = connectTls({ socket, ...trust });
      client.write(`${logIn.replaceAll('\n', '\n\r')}say 1\n\rQUIT\n\r`);
      expect(await heardBy(client)).to.equal(
        `${loggedIn}201 1\r\n200 CommuniGate Pro PWD connection closed\r\n`,
      );
    });
  }

  it('takes no more than that one CR', async () => {
    const socket = running.connect();
    socket.write('STLS\n');
    await hear(socket, ready);
    await new Promise((resolve) => socket.write('\r\r', resolve));
    const client = connectTls({ socket, ...trust });
    await new Promise((resolve) => client.once('error', resolve));
    client.destroy();
  });

  it('keeps the challenge', async () => {
    const client = await secured();
    const challenge = /<.*>/.exec(greeting)?.[0] ?? '';
    client.write(`APOP alice ${digestOf(challenge, 'Old secret 1')}\r\n`);
    expect(await hear(client, '\r\n')).to.equal('200 login OK, proceed\r\n');
    client.destroy();
  });

  it('forgets a login in clear text', async () => {
    const client = await secured(logIn);
    client.write('who\n');
    expect(await hear(client, '\r\n')).to.equal('500 please log in first\r\n');
    client.destroy();
  });

  it('drops what came in clear text behind it', async () => {
    const socket = running.connect();
    socket.write(`STLS\r\n${logIn}say injected\r\n`);
    await hear(socket, ready);
    const client = connectTls({ socket, ...trust });
    await new Promise((resolve) => client.once('secureConnect', resolve));
    client.write('who\n');
    expect(await hear(client, '\r\n')).to.equal('500 please log in first\r\n');
    expect(running.dispatcher.ran).to.deep.equal([]);
    client.destroy();
  });

  it('waits for the replies before it', async () => {
    const socket = running.connect();
    socket.write(`${logIn}slow 1\nSTLS\nsay injected\n`);
    await running.until(() => running.dispatcher.ran.length === 1);
    running.dispatcher.finish('1');
    expect(await hear(socket, ready)).to.equal(`${greeting}${loggedIn}201 1\r\n${ready}`);
    const client = connectTls({ socket, ...trust });
    await new Promise((resolve) => client.once('secureConnect', resolve));
    client.end('NOOP\n');
    expect(await heardBy(client)).to.equal('200 OK\r\n');
  });

  it('ends with the connection when the client shakes no hands', async () => {
    const socket = running.connect();
    socket.write('STLS\r\n');
    await hear(socket, ready);
    socket.write('USER alice\r\nthis is no TLS\r\n');
    await heardBy(socket);
    await running.until(() => running.server.connections === 0);
  });

  it('ends with the connection when the client falls silent', async () => {
    const socket = running.connect();
    socket.write('STLS\r\n');
    await hear(socket, ready);
    running.clock.pass(70_000);
    await running.until(() => running.server.connections === 0);
  });

  it('ends with the connection when the client has closed its side', async () => {
    expect(await running.exchange('STLS\r\n')).to.equal(`${greeting}${ready}`);
  });

  it('is refused while there is no certificate', async () => {
    running.secureContext = undefined;
    expect(await running.exchange('STLS\r\nNOOP\r\n')).to.equal(
      `${greeting}500 TLS is not available\r\n200 OK\r\n`,
    );
  });
});

describe('The port with TLS from the first byte', () => {
  let running: RunningServer;
  beforeEach(async () => (running = await RunningServer.with({ tlsPort: 0, channels: 2 })));
  afterEach(() => running.close());

  function client(): TLSSocket {
    const socket = connectTls({ port: running.tlsPort, host: '127.0.0.1', ...trust });
    socket.on('error', () => socket.destroy());
    return socket;
  }

  it('greets after the handshake, and every reply comes after half a close', async () => {
    const one = client();
    one.end(`${logIn}say 1\n`);
    expect(await heardBy(one)).to.equal(`${greeting}${loggedIn}201 1\r\n`);
  });

  it('refuses STLS', async () => {
    const one = client();
    one.end('STLS\n');
    expect(await heardBy(one)).to.equal(`${greeting}500 TLS is active already\r\n`);
  });

  it('carries a flood', async () => {
    const one = client();
    one.end(`${logIn}${'say 1\n'.repeat(20_000)}`);
    expect((await heardBy(one)).length).to.equal(
      greeting.length + loggedIn.length + 20_000 * '201 1\r\n'.length,
    );
  });

  it('cuts off who comes over the channels, since words would need a handshake', async () => {
    const [first, second] = [client(), client()];
    await hear(first, '\r\n');
    await hear(second, '\r\n');
    expect(await heardBy(client())).to.equal('');
    first.destroy();
    second.destroy();
  });

  it('cuts off everybody while there is no certificate', async () => {
    running.secureContext = undefined;
    expect(await heardBy(client())).to.equal('');
  });

  it('does not keep the server from closing in the middle of a handshake', async () => {
    const socket = connect({ port: running.tlsPort, host: '127.0.0.1' });
    socket.on('error', () => socket.destroy());
    await running.until(() => running.server.connections === 1);
    await running.server.close();
    expect(running.server.connections).to.equal(0);
    socket.destroy();
  });
});
