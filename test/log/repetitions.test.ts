/** What happens again and again does not fill the log, and is counted. */
import { expect } from 'chai';
import fc from 'fast-check';
import { LogEvents } from '../../src/log/log-events.js';
import { Log } from '../../src/log/log.js';
import { Repetitions } from '../../src/log/log-repetitions.js';
import { loadConfiguration } from '../../src/config/load.js';
import { FakeClock } from '../server/running-server.js';
import { PassThrough } from 'node:stream';

describe('Events that repeat', () => {
  it('are one line for each address and minute, with the number of the others', () => {
    const clock = new FakeClock();
    const lines: string[] = [];
    const repetitions = new Repetitions(clock);
    const reject = (address: string) =>
      repetitions.tell('rejected', address, 1, ({ more = 0 }) => lines.push(`${address} ${more}`));
    for (let minute = 0; minute < 3; minute += 1) {
      for (let second = 0; second < 60; second += 1) {
        for (let time = 0; time < 100; time += 1) reject('192.0.2.7');
        clock.pass(1000);
      }
    }
    reject('192.0.2.8');
    clock.pass(120_000);
    expect(lines).to.deep.equal([
      '192.0.2.7 0',
      '192.0.2.7 5999',
      '192.0.2.7 6000',
      '192.0.2.7 6000',
      '192.0.2.8 0',
    ]);
    expect(clock.waiting).to.equal(0);
  });

  it('are all told of, whatever comes when, in few lines', () => {
    const step = fc.record({
      kind: fc.constantFrom('rejected', 'loginFailed'),
      address: fc.constantFrom('192.0.2.7', '192.0.2.8', '2001:db8::1', '2001:db8::2'),
      times: fc.integer({ min: 1, max: 50 }),
      ms: fc.nat(40_000),
    });
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 1, max: 5 }), (steps, most) => {
        const clock = new FakeClock();
        const repetitions = new Repetitions(clock);
        let [events, told, lines, minutes] = [0, 0, 0, 0];
        for (const { kind, address, times, ms } of steps) {
          for (let time = 0; time < times; time += 1) {
            events += 1;
            repetitions.tell(kind, address, most, ({ more }) => {
              lines += 1;
              told += more ?? 1;
            });
          }
          clock.pass(ms);
          minutes += ms / 60_000;
        }
        repetitions.flush();
        expect(told).to.equal(events);
        // Two kinds, three addresses since the last two are one; at once, each minute, at the end.
        expect(lines).to.be.at.most(6 * (most + 1) * (minutes + 2));
      }),
    );
  });

  it('of more addresses than anybody counts are counted together', () => {
    const clock = new FakeClock();
    const lines: (number | undefined)[] = [];
    const repetitions = new Repetitions(clock);
    for (let number = 0; number < 20_000; number += 1) {
      const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
      repetitions.tell('rejected', address, 1, ({ more }) => lines.push(more));
    }
    expect(lines).to.have.lengthOf(10_001);
    clock.pass(120_000);
    expect(lines.at(-1)).to.equal(9999);
    expect(clock.waiting).to.equal(0);
  });

  it('are counted for whatever strangers can cause', async () => {
    const clock = new FakeClock();
    const { settings } = loadConfiguration({ set: ['log.format=json'] }, {});
    const stream = new PassThrough();
    const log = new Log({ ...settings.log, file: '' }, undefined, stream);
    const events = new LogEvents(log, () => false, clock);
    const facts = { number: 1, remoteAddress: '192.0.2.7', localAddress: '', secure: false };
    for (let time = 0; time < 1000; time += 1) {
      events.rejected('192.0.2.7', 'too many failed logins');
      events.loginFailed(facts, 'PASS', 'wrong password');
      events.shed(facts, 1_000_000);
      events.failed(facts, new Error('oh'));
      events.connected(facts);
      events.closed(facts, 'ECONNRESET');
    }
    events.flush();
    await log.close();
    const lines = String(stream.read()).trim().split('\n');
    expect(lines).to.have.lengthOf(1 + 10 + 1 + 10 + 4);
    const counts = lines.map((line) => (JSON.parse(line) as { more?: number }).more ?? 0);
    expect(counts.slice(-4)).to.deep.equal([999, 990, 999, 990]);
  });
});
