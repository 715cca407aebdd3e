/** Bytes over real sockets (protocol, sections 1 and 11). */
import { expect } from 'chai';
import { LineClient } from '../transcript.js';
import { greeting, heardBy, loggedIn, logIn, RunningServer } from './running-server.js';

describe('On the wire', () => {
  let running: RunningServer;
  beforeEach(async () => (running = await RunningServer.with()));
  afterEach(() => running.close());

  it('a client that closes its side still hears every reply', async () => {
    expect(await running.exchange(logIn, 'say 1\r\nsay 2\nrefuse\n')).to.equal(
      `${greeting}${loggedIn}201 1\r\n201 2\r\n512 unknown secondary domain name\r\n`,
    );
  });

  it('a client that closes its side hears replies that take their time', async () => {
    const heard = running.exchange(logIn, 'slow 1\nhold 2\nslow 3\nsay 4\n');
    await running.until(() => running.dispatcher.ran.length === 2);
    running.dispatcher.finish('2');
    await running.until(() => running.dispatcher.ran.length === 4);
    running.dispatcher.finish('3');
    running.dispatcher.finish('1');
    expect(await heard).to.equal(`${greeting}${loggedIn}201 1\r\n201 2\r\n201 3\r\n201 4\r\n`);
  });

  it('a line that was cut off by the end is not run', async () => {
    expect(await running.exchange(logIn, 'say 1\nDeleteDomain exam')).to.equal(
      `${greeting}${loggedIn}201 1\r\n`,
    );
    expect(running.dispatcher.ran).to.deep.equal(['say 1']);
  });

  it('a client that says nothing hears the greeting', async () => {
    expect(await running.exchange()).to.equal(greeting);
  });

  it('lines may drip byte by byte', async () => {
    const client = running.connect();
    const heard = heardBy(client);
    for (const byte of `${logIn}say \xc3\xbc\r\nquit\r\n`) {
      await new Promise<void>((resolve) => client.write(byte, 'latin1', () => resolve()));
    }
    expect(await heard).to.equal(
      `${greeting}${loggedIn}201 \xc3\xbc\r\n200 CommuniGate Pro PWD connection closed\r\n`,
    );
  });

  it('nothing after QUIT is run, and QUIT is answered after all before it', async () => {
    const heard = running.exchange(logIn, 'slow 1\nQUIT\nsay 2\n');
    await running.until(() => running.dispatcher.ran.length === 1);
    running.dispatcher.finish('1');
    expect(await heard).to.equal(
      `${greeting}${loggedIn}201 1\r\n200 CommuniGate Pro PWD connection closed\r\n`,
    );
    expect(running.dispatcher.ran).to.deep.equal(['slow 1']);
  });

  it('100,000 lines at once are answered in order', async () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => String(index));
    const heard = await running.exchange(logIn, numbers.map((n) => `say ${n}\n`).join(''));
    expect(
      heard === `${greeting}${loggedIn}${numbers.map((n) => `201 ${n}\r\n`).join('')}`,
    ).to.equal(true);
  });

  it('another client is served while one floods', async () => {
    running.clock.lookMs = 0.1;
    const flood = running.exchange(logIn, 'say x\n'.repeat(200_000));
    const client = await LineClient.to(running.port);
    await client.hear();
    expect(await client.ask('NOOP')).to.equal('200 OK');
    client.close();
    expect(running.dispatcher.ran.length).to.be.lessThan(200_000);
    await flood;
  });

  it('a client that does not read stops its own lines, and no more than some answers wait', async () => {
    const client = running.connect();
    client.pause();
    const line = `say ${'x'.repeat(10_000)}\n`;
    client.write(logIn + line.repeat(5000), 'latin1');
    let last = -1;
    await running.until(() => {
      const isStill = running.dispatcher.ran.length === last;
      last = running.dispatcher.ran.length;
      return isStill && last > 0;
    });
    expect(last).to.be.lessThan(5000);
    client.end();
    client.resume();
    const heard = await heardBy(client);
    expect(heard.length).to.equal(greeting.length + loggedIn.length + 5000 * (line.length + 1));
  });

  it('a megabyte line in small pieces is one line', async () => {
    const text = 'x'.repeat(1_000_000);
    const pieces = `say ${text}\n`.match(/[^]{1,4000}/g) ?? [];
    expect(await running.exchange(logIn, ...pieces)).to.equal(
      `${greeting}${loggedIn}201 ${text}\r\n`,
    );
  });

  it('a line over the limit before login is told and ends the connection', async () => {
    expect(await running.exchange('NOOP\n', 'x'.repeat(4097), 'x'.repeat(1_000_000))).to.equal(
      `${greeting}200 OK\r\n500 line is too long\r\n`,
    );
  });

  it('a line of just the limit is a line', async () => {
    expect(await running.exchange(`${'x'.repeat(4096)}\r\nNOOP\r\n`)).to.equal(
      `${greeting}500 please log in first\r\n200 OK\r\n`,
    );
  });

  it('a line over the limit after login is told and ends the connection', async () => {
    expect(await running.exchange(logIn, 'x'.repeat(1024 * 1024 + 1), '\nNOOP\n')).to.equal(
      `${greeting}${loggedIn}500 line is too long\r\n`,
    );
  });

  it('a reset connection hurts nobody', async () => {
    const client = running.connect();
    client.write(`${logIn}slow 1\n`);
    await running.until(() => running.dispatcher.ran.length === 1);
    client.resetAndDestroy();
    await running.until(() => running.server.connections === 0);
    running.dispatcher.finish('1');
    expect(await running.exchange()).to.match(/^200 .* ready <2\./);
  });

  it('no more than some lines are under way', async () => {
    const lines = Array.from({ length: 150 }, (_, index) => `slow ${index}\n`);
    const heard = running.exchange(logIn, lines.join(''));
    await running.until(() => running.dispatcher.ran.length === 100);
    for (let index = 0; index < 150; index += 1) {
      await running.until(() => running.dispatcher.ran.length > index);
      expect(running.dispatcher.ran.length).to.be.at.most(index + 100);
      running.dispatcher.finish(String(index));
    }
    expect((await heard).split('\r\n')).to.have.lengthOf(4 + 150 + 1);
  });
});
