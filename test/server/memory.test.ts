/** What all connections together hold in memory has a limit. */
import { expect } from 'chai';
import fc from 'fast-check';
import { BufferBudget, type BufferHolder } from '../../src/server/buffer-budget.js';
import { LineClient } from '../transcript.js';
import { RunningServer } from './running-server.js';

const megabyte = 1024 * 1024;
const noRoom = '500 too much at once please try again later';

describe('The memory of all connections', () => {
  let running: RunningServer;
  beforeEach(async () => (running = await RunningServer.with({ bufferBytesMax: 4 * megabyte })));
  afterEach(() => running.close());

  async function loggedIn(): Promise<LineClient> {
    const client = await LineClient.to(running.port);
    await client.hear();
    await client.ask('USER alice');
    expect(await client.ask('PASS Old secret 1')).to.equal('200 login OK, proceed');
    await client.ask('INLINE');
    return client;
  }

  const shed = () => running.events.told.filter((told) => / holds /.test(told));

  it('is not taken by unfinished lines: the largest is told so and closed', async () => {
    running.server.takeOver({ ...running.server.settings, lineMax: 8 * megabyte });
    const small = await loggedIn();
    small.socket.write(`say ${'x'.repeat(300_000)}`);
    const large = await loggedIn();
    large.socket.write(`say ${'x'.repeat(5 * megabyte)}`);
    expect(await large.hear()).to.equal(noRoom);
    expect(await large.hear()).to.equal(undefined);
    small.say('yz');
    expect(await small.hear()).to.match(/^201 x+yz$/);
    expect(shed()).to.have.lengthOf(1);
    await running.until(() => running.server.buffers.bytes === 0);
  });

  it('is not taken by answers that nobody reads: the largest is cut off', async () => {
    const reader = await loggedIn();
    const deaf = await loggedIn();
    deaf.socket.pause();
    for (let line = 0; line < 20; line += 1) deaf.say(`slow ${line}`);
    await running.until(() => running.dispatcher.ran.length === 20);
    for (let line = 0; line < 20; line += 1) {
      running.dispatcher.finish(String(line), { kind: 'data', text: 'x'.repeat(megabyte) });
    }
    await running.until(() => shed().length === 1);
    expect(await reader.ask('say 1')).to.equal('201 1');
    await running.until(() => running.server.connections === 1);
    expect(running.events.told).to.include('2 closed: too many bytes in memory');
    expect(running.server.buffers.bytes).to.equal(0);
  });

  it('counts lines under way, and gives them free with their answers', async () => {
    const client = await loggedIn();
    client.say(`slow ${'x'.repeat(megabyte / 2)}`);
    await running.until(() => running.dispatcher.ran.length === 1);
    expect(running.server.buffers.bytes).to.be.at.least(megabyte / 2);
    running.dispatcher.finish('x'.repeat(megabyte / 2), { kind: 'ok' });
    expect(await client.hear()).to.equal('200 OK');
    expect(running.server.buffers.bytes).to.equal(0);
  });

  it('is closed for the owner that holds most, not for the largest connection', () => {
    const budget = new BufferBudget(() => 10 * megabyte);
    const closed: string[] = [];
    const holder = (owner: string, name: string): BufferHolder => ({
      owner,
      letGo: () => closed.push(name),
    });
    budget.hold(holder('ann', 'a large one'), 4 * megabyte);
    for (let count = 0; count < 8; count += 1) {
      budget.hold(holder('bob', `small ${count}`), (1 + count / 100) * megabyte);
    }
    expect(closed).to.deep.equal(['small 5', 'small 6', 'small 7']);
  });

  it('never stays over its limit, and is nothing in the end', () => {
    const step = fc.record({ who: fc.nat(9), bytes: fc.nat(2 * megabyte) });
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 1, max: 8 * megabyte }), (steps, max) => {
        const budget = new BufferBudget(() => max);
        const holders: BufferHolder[] = Array.from({ length: 10 }, (_, index) => ({
          owner: String(index % 3),
          letGo: () => budget.hold(holders[index] as BufferHolder, 0),
        }));
        for (const { who, bytes } of steps) {
          budget.hold(holders[who] as BufferHolder, bytes);
          expect(budget.bytes).to.be.within(0, max);
        }
        for (const holder of holders) budget.hold(holder, 0);
        expect(budget.bytes).to.equal(0);
      }),
    );
  });
});
