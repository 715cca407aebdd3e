/** Who closes, and what is still said: sessions of an Account, the whole server. */
import { expect } from 'chai';
import { LineClient } from '../transcript.js';
import { heardBy, loggedIn, logIn, RunningServer } from './running-server.js';

describe('The end', () => {
  let running: RunningServer;
  afterEach(() => running.close());

  async function greeted(): Promise<LineClient> {
    const one = await LineClient.to(running.port);
    expect(await one.hear()).to.match(/^200 /);
    return one;
  }

  describe('Closing', () => {
    beforeEach(async () => (running = await RunningServer.with()));

    it('the sessions of an account ends them after what they owe', async () => {
      const heard = [running.exchange(logIn, 'slow 1\nslow 2\n'), heardBy(running.connect())];
      const idle = running.connect();
      idle.write(logIn);
      const idleHeard = heardBy(idle);
      await running.until(
        () => running.events.told.filter((t) => t.includes('logged in')).length === 2,
      );
      await running.until(() => running.dispatcher.ran.length === 2);
      expect(running.sessions.close(7)).to.equal(2);
      running.dispatcher.finish('2');
      running.dispatcher.finish('1');
      expect((await heard[0])?.split('\r\n').slice(-3)).to.deep.equal(['201 1', '201 2', '']);
      expect((await idleHeard).endsWith(loggedIn)).to.equal(true);
      expect(running.sessions.close(7)).to.equal(0);
      await running.until(() => running.server.connections === 1);
    });

    it('the session that gave the command lets it hear the reply', async () => {
      const one = await greeted();
      await one.ask('USER alice');
      await one.ask('PASS Old secret 1');
      one.say('slow 1');
      await running.until(() => running.dispatcher.ran.length === 1);
      running.sessions.close(7);
      running.dispatcher.finish('1', { kind: 'ok' });
      expect(await one.hear()).to.equal('200 OK');
      expect(await one.hear()).to.equal(undefined);
    });

    it('the server answers commands under way and accepts nobody', async () => {
      const heard = running.exchange(logIn, 'slow 1\n');
      const idle = await greeted();
      await running.until(() => running.dispatcher.ran.length === 1);
      const { port } = running;
      let isClosed = false;
      const closed = running.server.close().then(() => (isClosed = true));
      void running.server.close();
      expect(await idle.hear()).to.equal(undefined);
      expect(isClosed).to.equal(false);
      await LineClient.to(port).then(
        () => expect.fail('somebody was accepted'),
        () => undefined,
      );
      running.dispatcher.finish('1');
      expect(await heard).to.match(/\r\n201 1\r\n$/);
      await closed;
      expect(running.clock.waiting).to.equal(0);
    });

    it('the server cuts off what takes too long', async () => {
      const heard = running.exchange(logIn, 'slow 1\n');
      await running.until(() => running.dispatcher.ran.length === 1);
      const closed = running.server.close();
      running.clock.pass(10_000);
      await closed;
      expect(await heard).to.match(/\r\n200 OK\r\n$/);
    });
  });

  describe('A port that is taken', () => {
    it('rejects, and leaves nothing open', async () => {
      running = await RunningServer.with();
      const { port } = running;
      const failure = await RunningServer.with({ tlsPort: port }).catch((error: unknown) => error);
      expect(failure).to.have.property('code', 'EADDRINUSE');
    });
  });
});
