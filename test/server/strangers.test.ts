/** Strangers over real sockets: they cannot keep others out, nor stay. */
import { connect } from 'node:net';
import { expect } from 'chai';
import { strangerPeaceMs } from '../../src/server/doorkeeper.js';
import { LineClient } from '../transcript.js';
import { RunningServer } from './running-server.js';

describe('Strangers', () => {
  let running: RunningServer;
  afterEach(() => running.close());

  /** A client that comes from an address of this machine, and what it heard first. */
  async function from(localAddress: string): Promise<{ client: LineClient; heard: string }> {
    const socket = connect({ port: running.port, host: '127.0.0.1', localAddress });
    const client = await LineClient.over(socket, 'connect');
    return { client, heard: (await client.hear()) ?? '' };
  }

  async function loggedIn(localAddress: string): Promise<LineClient> {
    const { client } = await from(localAddress);
    await client.ask('USER alice');
    expect(await client.ask('PASS Old secret 1')).to.equal('200 login OK, proceed');
    return client;
  }

  it('are few from one address, which hurts no other', async () => {
    running = await RunningServer.with({ connectionsPerAddressBeforeLogin: 20 });
    for (let count = 0; count < 20; count += 1) {
      expect((await from('127.0.0.2')).heard).to.match(/^200 /);
    }
    expect((await from('127.0.0.2')).heard).to.equal('500 too many connections from your address');
    expect((await from('127.0.0.3')).heard).to.match(/^200 /);
  });

  it('of this host, and of addresses from which somebody logged in, are not few', async () => {
    running = await RunningServer.with({ connectionsPerAddressBeforeLogin: 2 });
    (await loggedIn('127.0.0.2')).close();
    for (let count = 0; count < 5; count += 1) {
      for (const address of ['127.0.0.1', '127.0.0.2']) {
        expect((await from(address)).heard).to.match(/^200 /);
      }
    }
  });

  it('make room for others, the one first that came first; who is logged in stays', async () => {
    running = await RunningServer.with({ channels: 10, channelsReserved: 0 });
    const admin = await loggedIn('127.0.0.2');
    const strangers = [];
    for (let count = 0; count < 9; count += 1) strangers.push(await from('127.0.0.3'));
    expect((await from('127.0.0.4')).heard).to.equal('500 too many connections');
    running.clock.pass(strangerPeaceMs);
    expect((await from('127.0.0.4')).heard).to.match(/^200 /);
    expect(await strangers[0]?.client.hear()).to.equal('500 too many connections');
    expect(await strangers[0]?.client.hear()).to.equal(undefined);
    expect(await strangers[1]?.client.ask('NOOP')).to.equal('200 OK');
    expect(await admin.ask('done')).to.equal('200 OK');
    expect(running.events.told).to.include('2 closed: room for others');
  });

  it('have a minute for the login, whatever they say meanwhile', async () => {
    running = await RunningServer.with({ loginSeconds: 60 });
    const { client } = await from('127.0.0.1');
    for (const seconds of [25, 25]) {
      running.clock.pass(seconds * 1000);
      expect(await client.ask('NOOP')).to.equal('200 OK');
    }
    const admin = await loggedIn('127.0.0.1');
    running.clock.pass(11_000);
    expect(await client.hear()).to.equal(undefined);
    running.clock.pass(60_000);
    expect(await admin.ask('done')).to.equal('200 OK');
    await running.until(() => running.events.told.includes('1 closed: no login in time'));
  });

  it('have it again when a login ends, and no longer than that', async () => {
    running = await RunningServer.with({ loginSeconds: 60 });
    const client = await loggedIn('127.0.0.1');
    running.clock.pass(120_000);
    expect(await client.ask('USER alice')).to.equal('300 please send the PASS');
    running.clock.pass(50_000);
    expect(await client.ask('NOOP')).to.equal('200 OK');
    running.clock.pass(12_000);
    expect(await client.hear()).to.equal(undefined);
  });

  it('have less time when there is little room', async () => {
    running = await RunningServer.with({ channels: 4, stressedPercent: 50, loginSeconds: 60 });
    const first = await from('127.0.0.1');
    const admin = await loggedIn('127.0.0.1');
    await loggedIn('127.0.0.1');
    await loggedIn('127.0.0.1');
    running.clock.pass(12_000);
    expect(await first.client.hear()).to.equal(undefined);
    expect(await admin.ask('done')).to.equal('200 OK');
  });

  it('in a handshake that does not end have no more time than others', async () => {
    running = await RunningServer.with({ tlsPort: 0, loginSeconds: 30 });
    const socket = connect({ port: running.tlsPort, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    await running.until(() => running.server.connections === 1);
    running.clock.pass(32_000);
    await running.until(() => running.server.connections === 0);
  });
});
