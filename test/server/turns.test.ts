/** Time is shared between owners, whoever has more lines and connections. */
import { expect } from 'chai';
import fc from 'fast-check';
import { Turns } from '../../src/server/turns.js';
import { turns as pass } from './fake-socket.js';
import { FakeClock } from './running-server.js';

/** A connection with lines of so many milliseconds each. */
class Worker {
  constructor(
    private readonly turns: Turns,
    private readonly clock: FakeClock,
    readonly owner: string,
    private readonly lineMs: number,
    public lines: number,
    private readonly ran: (owner: string) => void,
  ) {}

  readonly work = (): void => {
    const end = this.turns.begin(this.owner);
    if (end === undefined) return this.turns.later(this.owner, this.work);
    const start = this.clock.elapsedMs();
    while (this.lines > 0 && this.clock.elapsedMs() < end) {
      this.lines -= 1;
      this.clock.pass(this.lineMs);
      this.ran(this.owner);
    }
    this.turns.end(this.owner, start);
    if (this.lines > 0) this.turns.later(this.owner, this.work);
  };
}

describe('Turns', () => {
  it('let one line of somebody else run at once beside five hundred busy connections', async () => {
    const clock = new FakeClock();
    const turns = new Turns(clock);
    const busy = Array.from(
      { length: 500 },
      () => new Worker(turns, clock, 'ann', 1, 100, () => undefined),
    );
    for (const worker of busy) worker.work();
    await pass(1);
    const start = clock.elapsedMs();
    for (const worker of busy) worker.work();
    new Worker(turns, clock, 'bob', 1, 1, () => undefined).work();
    expect(clock.elapsedMs() - start).to.be.at.most(11);
  });

  it('give owners the same, however many connections and lines they have', async () => {
    const clock = new FakeClock();
    const turns = new Turns(clock);
    const done = new Map<string, number>();
    const ran = (owner: string) => done.set(owner, (done.get(owner) ?? 0) + 1);
    for (const [owner, count] of Object.entries({ ann: 50, bob: 1, eve: 5 })) {
      for (let index = 0; index < count; index += 1) {
        new Worker(turns, clock, owner, 0.25, 10_000, ran).work();
      }
    }
    const until = clock.elapsedMs() + 1000;
    while (clock.elapsedMs() < until) await pass(1);
    const counts = [...done.values()];
    expect(Math.max(...counts) / Math.min(...counts)).to.be.below(1.2);
  });

  it('come to everybody, and each connection is called until it is done', async () => {
    const worker = fc.record({
      owner: fc.constantFrom('ann', 'bob', 'eve'),
      lineMs: fc.constantFrom(0, 0.1, 3, 40),
      lines: fc.nat(20),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(worker, { maxLength: 20 }), async (given) => {
        const clock = new FakeClock();
        const turns = new Turns(clock);
        const workers = given.map(
          ({ owner, lineMs, lines }) =>
            new Worker(turns, clock, owner, lineMs, lines, () => undefined),
        );
        for (const each of workers) each.work();
        for (let turn = 0; turn < 1000 && workers.some(({ lines }) => lines > 0); turn += 1) {
          await pass(1);
        }
        expect(workers.filter(({ lines }) => lines > 0)).to.deep.equal([]);
      }),
    );
  });
});
