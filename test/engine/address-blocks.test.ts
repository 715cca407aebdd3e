import { expect } from 'chai';
import { blocksMax, keepBlocks, lastingBlocks } from '../../src/engine/server/address-blocks.js';
import { Change } from '../../src/engine/core/change.js';
import { Refusal } from '../../src/engine/core/refusal.js';
import { addressBlockEnds, addressBlocks } from '../../src/tables/address-tables.js';
import { openMemoryStore } from '../../src/store/memory.js';

describe('Blocks of network addresses', () => {
  const store = openMemoryStore();
  const start = Date.UTC(2025, 0, 2);

  after(() => store.close());

  /** Keeps blocks, given as address and seconds, so many seconds after the start. */
  const keep = (second: number, ...blocks: readonly (readonly [string, number])[]) =>
    store.update((tx) => {
      const change = new Change(tx, start + second * 1000);
      const given = blocks.map(([address, seconds]) => ({ address, seconds }));
      keepBlocks(change, given);
      return change.effects.map(({ after }) => after);
    });

  const lasting = async (second: number) => {
    const blocks = await store.view((tx) => lastingBlocks(tx, start + second * 1000));
    return blocks.map(({ address, seconds }) => `${address} ${seconds}`).join(', ');
  };

  /** How many rows the tables hold. */
  const rows = async () =>
    store.view((tx) => [
      [...tx.range(addressBlocks, {})].length,
      [...tx.range(addressBlockEnds, {})].length,
    ]);

  it('last for their time, or for good', async () => {
    const told = await keep(0, ['192.0.2.1', 10], ['192.0.2.2', Infinity]);
    expect(told).to.deep.equal(['"192.0.2.1-10,192.0.2.2-*"']);
    expect(await lasting(4)).to.equal('192.0.2.1 6, 192.0.2.2 Infinity');
    expect(await lasting(10)).to.equal('192.0.2.2 Infinity');
  });

  it('are replaced and ended by later ones', async () => {
    await keep(4, ['192.0.2.1', 60], ['192.0.2.2', 0], ['192.0.2.3', 0]);
    expect(await lasting(10)).to.equal('192.0.2.1 54');
    expect(await rows()).to.deep.equal([1, 1]);
  });

  it('leave nothing behind when they have ended', async () => {
    await keep(64, ['192.0.2.4', Infinity]);
    expect(await lasting(64)).to.equal('192.0.2.4 Infinity');
    expect(await rows()).to.deep.equal([1, 0]);
  });

  it('are so many at most', async () => {
    const addresses = Array.from({ length: blocksMax }, (_, i): [string, number] => [`a${i}`, 9]);
    try {
      await keep(64, ...addresses);
      expect.fail('one too many');
    } catch (error) {
      expect((error as Refusal).reason).to.equal('limit-reached');
    }
    await keep(64, ...addresses.slice(1));
    expect(await rows()).to.deep.equal([blocksMax, blocksMax - 1]);
  });
});
