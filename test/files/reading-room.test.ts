import { expect } from 'chai';
import fc from 'fast-check';
import { ReadingRoom } from '../../src/files/reading-room.js';

describe('Room for bytes on their way into answers', () => {
  it('is never over its limit but for one that is alone, and everybody gets in, in order', async () => {
    const max = 100;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 40 }),
        async (sizes) => {
          const room = new ReadingRoom(() => max);
          const inside = new Map<number, number>();
          const order: number[] = [];
          const freeing: (() => void)[] = [];
          const all = sizes.map(async (bytes, index) => {
            const leave = await room.enter(bytes);
            order.push(index);
            inside.set(index, bytes);
            const sum = [...inside.values()].reduce((one, other) => one + other, 0);
            expect(sum <= max || inside.size === 1 || sum === bytes).to.equal(true);
            freeing.push(() => {
              inside.delete(index);
              leave();
              leave();
            });
          });
          const done = Promise.all(all);
          while (order.length < sizes.length) {
            await Promise.resolve();
            freeing.shift()?.();
          }
          await done;
          expect(order).to.deep.equal(sizes.map((_, index) => index));
        },
      ),
    );
  });
});
