import { expect } from 'chai';
import fc from 'fast-check';
import {
  changeElement,
  customElement,
  customElementAfter,
} from '../../src/engine/server/stat-elements.js';
import { LittleServer } from './little-server.js';

describe('Custom statistics elements', () => {
  let server: LittleServer;
  beforeEach(async () => (server = await LittleServer.with()));

  const change = (name: string, amount: bigint, how: 'add' | 'set') =>
    server.change((context) => changeElement(context, name, amount, how));
  const value = (name: string) => server.view((tx) => customElement(tx, name)?.value);

  it('are there once they were set, whatever the letter case', async () => {
    expect(await value('CustomHits')).to.equal(undefined);
    expect(await change('CustomHits', 3n, 'add')).to.equal(3n);
    expect(await change('customhits', 4n, 'add')).to.equal(7n);
    expect(await value('CUSTOMHITS')).to.equal(7n);
    const first = await server.view((tx) => customElementAfter(tx, '')?.name);
    expect(first).to.equal('CustomHits');
  });

  for (const name of ['', 'hits', 'Custom hits', 'Custom/1', `Custom${'x'.repeat(121)}`]) {
    it(`cannot be called ${JSON.stringify(name.slice(0, 20))}`, async () => {
      expect(await change(name, 1n, 'set')).to.equal('unknown-element');
    });
  }

  it('are numbers of 64 bits that run over', async () => {
    await change('CustomA', 2n ** 63n - 1n, 'set');
    expect(await change('CustomA', 1n, 'add')).to.equal(-(2n ** 63n));
  });

  it('tell the journal what changed, and nothing when nothing did', async () => {
    await change('CustomA', 5n, 'set');
    expect(server.effects.map(({ field, before, after }) => [field, before, after])).to.deep.equal([
      ['statistics element CustomA', undefined, '#5'],
    ]);
    await change('CustomA', 0n, 'add');
    expect(server.effects).to.deep.equal([]);
  });

  it('are no more than a thousand', async () => {
    await server.change((context) => {
      for (let count = 0; count < 1000; count += 1)
        changeElement(context, `Custom${count}`, 1n, 'set');
    });
    expect(await change('CustomMore', 1n, 'set')).to.equal('limit-reached');
    expect(await change('Custom7', 1n, 'add')).to.equal(2n);
  });

  it('are walked each once, in the order of their names', () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.stringMatching(/^[a-z0-9._-]{0,8}$/)), async (ends) => {
        const fresh = await LittleServer.with();
        await fresh.change((context) => {
          for (const end of ends) changeElement(context, `custom${end}`, 1n, 'set');
        });
        const walked = await fresh.view((tx) => {
          const names: string[] = [];
          for (let name = ''; ; names.push(name)) {
            const next = customElementAfter(tx, name);
            if (next === undefined) return names;
            name = next.name;
          }
        });
        expect(walked).to.deep.equal(ends.map((end) => `custom${end}`).sort());
      }),
      { numRuns: 50 },
    ));
});
