/** Limits, idle time and failed logins (protocol, sections 4.7 and 9), with time in our hands. */
import { expect } from 'chai';
import { logIn, RunningServer } from './running-server.js';
import { LineClient } from '../transcript.js';

describe('Limits', () => {
  let running: RunningServer;
  afterEach(() => running.close());

  async function client(from?: string): Promise<LineClient> {
    return LineClient.to(running.port, '127.0.0.1', from);
  }

  async function greeted(from?: string): Promise<LineClient> {
    const one = await client(from);
    expect(await one.hear()).to.match(/^200 /);
    return one;
  }

  /** A wrong password, up to the moment when the answer would come but for the pause. */
  async function fail(one: LineClient): Promise<void> {
    expect(await one.ask('USER alice')).to.equal('300 please send the PASS');
    one.say('PASS wrong');
    const before = running.authenticator.asked.length;
    await running.until(() => running.authenticator.asked.length > before);
  }

  const refused = '515 incorrect password or account name';

  describe('Connections', () => {
    it('over the channels are refused with a greeting, and let in when one goes', async () => {
      running = await RunningServer.with({ channels: 2 });
      const [first, second] = [await greeted(), await greeted()];
      const third = await client();
      expect(await third.hear()).to.equal('500 too many connections');
      expect(await third.hear()).to.equal(undefined);
      expect(running.events.told).to.include('127.0.0.1 rejected: too many connections');
      first.close();
      await running.until(() => running.server.connections === 1);
      await greeted();
      second.close();
    });

    it('find the door closed when there are no channels', async () => {
      running = await RunningServer.with({ channels: 0 });
      expect(await (await client()).hear()).to.equal('500 too many connections');
    });

    it('over the share of one address are refused with a greeting', async () => {
      running = await RunningServer.with({ connectionsPerAddress: 1 });
      await greeted();
      const second = await client();
      expect(await second.hear()).to.equal('500 too many connections from your address');
      expect(await second.hear()).to.equal(undefined);
    });

    it('obey settings that were changed meanwhile', async () => {
      running = await RunningServer.with({ channels: 1 });
      await greeted();
      running.server.takeOver({ ...running.server.settings, channels: 2 });
      await greeted();
    });
  });

  describe('Silence', () => {
    beforeEach(async () => (running = await RunningServer.with()));

    it('before login ends the connection after a minute', async () => {
      const one = await greeted();
      running.clock.pass(59_000);
      expect(await one.ask('NOOP')).to.equal('200 OK');
      running.clock.pass(59_000);
      expect(await one.ask('NOOP')).to.equal('200 OK');
      running.clock.pass(62_000);
      expect(await one.hear()).to.equal(undefined);
      await running.until(() => running.events.told.includes('1 closed: idle'));
    });

    it('before login is not broken by bytes without a line', async () => {
      const one = await greeted();
      for (let count = 0; count < 7; count += 1) {
        one.socket.write('x');
        await new Promise((resolve) => setImmediate(resolve));
        running.clock.pass(10_000);
      }
      expect(await one.hear()).to.equal(undefined);
    });

    it('after login ends the connection after five minutes', async () => {
      const one = await greeted();
      await one.ask('USER alice');
      await one.ask('PASS Old secret 1');
      running.clock.pass(299_000);
      expect(await one.ask('NOOP')).to.equal('200 OK');
      running.clock.pass(302_000);
      expect(await one.hear()).to.equal(undefined);
    });

    it('of the server, which works on a command, is none of the client', async () => {
      const one = await greeted();
      await one.ask('USER alice');
      await one.ask('PASS Old secret 1');
      one.say('slow 1');
      await running.until(() => running.dispatcher.ran.length === 1);
      running.clock.pass(3_600_000);
      running.dispatcher.finish('1');
      expect(await one.hear()).to.equal('200 data follow');
      expect(await one.hear()).to.equal('1');
    });

    it('of a client that does not close after us ends in a few seconds', async () => {
      const socket = running.connect();
      socket.write('QUIT\n');
      socket.resume();
      await new Promise((resolve) => socket.once('end', resolve));
      expect(running.server.connections).to.equal(1);
      running.clock.pass(10_000);
      await running.until(() => running.server.connections === 0);
    });

    it('is allowed for ever when the limit is 0', async () => {
      running.server.takeOver({ ...running.server.settings, idleSecondsBeforeLogin: 0 });
      const one = await greeted();
      running.clock.pass(86_400_000);
      expect(await one.ask('NOOP')).to.equal('200 OK');
    });
  });

  describe('A failed login', () => {
    it('is answered after a pause that holds this connection only', async () => {
      running = await RunningServer.with({ loginFailureDelayMs: 1000 });
      const [one, other] = [await greeted(), await greeted()];
      await fail(one);
      one.say('NOOP');
      expect(await other.ask('NOOP')).to.equal('200 OK');
      let isAnswered = false;
      const answer = one.hear().then((line) => {
        isAnswered = true;
        return line;
      });
      running.clock.pass(999);
      await other.ask('NOOP');
      expect(isAnswered).to.equal(false);
      running.clock.pass(1);
      expect(await answer).to.equal(refused);
      expect(await one.hear()).to.equal('200 OK');
    });

    it('is the last of its connection when it is the fifth, and what follows is not run', async () => {
      running = await RunningServer.with();
      const attempt = 'USER alice\nPASS wrong\n';
      const heard = await running.exchange(`${attempt.repeat(5)}${logIn}`);
      expect(heard.split('\r\n').slice(1)).to.deep.equal([
        ...Array.from({ length: 5 }, () => ['300 please send the PASS', refused]).flat(),
        '',
      ]);
      expect(running.authenticator.asked).to.have.lengthOf(5);
    });
  });

  describe('An address with too many failed logins', () => {
    const stranger = '127.0.0.2';
    const changed = {
      loginFailuresPerAddress: 3,
      loginFailureWindowSeconds: 100,
      addressBlockSeconds: 1000,
      idleSeconds: 0,
      idleSecondsBeforeLogin: 0,
    };
    beforeEach(async () => (running = await RunningServer.with(changed)));

    async function failed(times: number): Promise<void> {
      for (let count = 0; count < times; count += 1) {
        const one = await greeted(stranger);
        await fail(one);
        expect(await one.hear()).to.equal(refused);
        one.close();
      }
    }

    it('is refused with a greeting, and welcome after a while', async () => {
      await failed(3);
      const one = await client(stranger);
      expect(await one.hear()).to.equal('500 too many failed logins');
      expect(await one.hear()).to.equal(undefined);
      expect(running.events.told).to.include('127.0.0.2 rejected: too many failed logins');
      running.clock.pass(999_000);
      expect(await (await client(stranger)).hear()).to.equal('500 too many failed logins');
      running.clock.pass(1000);
      await greeted(stranger);
    });

    it('is told to try later on a connection that is open, and nobody looks at the password', async () => {
      const open = await greeted(stranger);
      await failed(3);
      await open.ask('USER alice');
      expect(await open.ask('PASS Old secret 1')).to.equal(
        '500 too many login attempts try again later',
      );
      expect(await open.hear()).to.equal(undefined);
      expect(running.authenticator.asked).to.have.lengthOf(3);
    });

    it('keeps the sessions that are logged in', async () => {
      const open = await greeted(stranger);
      await open.ask('USER alice');
      await open.ask('PASS Old secret 1');
      await failed(3);
      expect(await open.ask('done')).to.equal('200 OK');
    });

    it('is not meant when its failures are far apart', async () => {
      for (let count = 0; count < 5; count += 1) {
        await failed(1);
        running.clock.pass(51_000);
      }
      await greeted(stranger);
    });

    it('is never blocked when the limit is 0', async () => {
      running.server.takeOver({ ...running.server.settings, loginFailuresPerAddress: 0 });
      await failed(30);
      await greeted(stranger);
    });
  });
});
