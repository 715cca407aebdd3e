import { expect } from 'chai';
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Projection } from '../../../src/base-directory/projection/projection.js';
import { accountLocation } from '../../../src/engine/places/account-place.js';
import { domainById } from '../../../src/engine/directory/directory.js';
import { domainLocation } from '../../../src/engine/places/locations.js';
import type { Store } from '../../../src/store/store.js';
import { accounts, domains } from '../../../src/tables/tables.js';
import { anyLine, happen } from './history.js';
import { Interrupter, Interruption } from './interruption.js';
import { LittleBase } from './little-base.js';

/** Lets things happen whenever the projector looks at what it knows, or notes it. */
function meanwhile(state: Store, happens: () => Promise<void>): Store {
  return {
    view: async (work) => {
      await happens();
      return state.view(work);
    },
    viewInSlices: async (work) => {
      await happens();
      return state.viewInSlices(work);
    },
    update: async (work) => {
      await happens();
      return state.update(work);
    },
    close: () => state.close(),
  };
}

describe('What changes while the projector works', () => {
  /** The Domains and Accounts that are not where their rows say. */
  const strays = async (little: LittleBase): Promise<readonly string[]> => {
    const locations = await little.server.store.view((tx) => [
      ...Array.from(tx.range(domains, {}), ([, row]) => domainLocation(row)),
      ...Array.from(tx.range(accounts, {}), ([, row]) =>
        join(domainLocation(domainById(tx, row.domain)), accountLocation(row)),
      ),
    ]);
    return locations.filter((location) => !existsSync(join(little.base, location)));
  };

  /** Deals with all of the journal; returns false when that was interrupted. */
  const follow = async (projection: Projection): Promise<boolean> => {
    try {
      while (await projection.step());
      return true;
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      return false;
    }
  };

  /**
   * Who asks where an Account is waits until the journal has been dealt with, and for nothing that
   * may wait longer. `then`: the lines that come at each look of the projector, which is killed
   * before its works of the numbers in `kills` and runs to the end after that.
   */
  const expectInPlace = async (
    before: readonly string[],
    then: readonly (readonly string[])[],
    kills: readonly number[],
  ): Promise<void> => {
    const little = await LittleBase.with('one.test');
    try {
      await happen(little, before);
      const coming = [...then];
      for (const at of [...kills, Infinity]) {
        const interrupter = new Interrupter(at);
        const projection = little.projectionWith((state) =>
          meanwhile(interrupter.store(state), () => happen(little, coming.shift() ?? [])),
        );
        interrupter.watch(projection);
        const isThrough = await follow(projection);
        if (isThrough) expect(await strays(little)).to.deep.equal([]);
      }
      expect(little.troubles).to.deep.equal([]);
    } finally {
      little.remove();
    }
  };

  it('is in its place when the journal has been dealt with: a Domain renamed', () =>
    expectInPlace(['create a@one.test'], [[], [], ['redomain one.test two.test']], []));

  it('is in its place when the journal has been dealt with: any history', async () => {
    const coming = fc.array(anyLine, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { maxLength: 12 }),
        fc.array(coming, { maxLength: 20 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 3 }),
        expectInPlace,
      ),
      { numRuns: 1000 },
    );
  });
});
