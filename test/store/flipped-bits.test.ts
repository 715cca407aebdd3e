/**
 * The data file is damaged: whoever opens the store hears of it, or everything is as it was. What is
 * read is compared row by row, and looked for key by key, also where nothing is.
 */
import { expect } from 'chai';
import { DamagedStore, pageBytes, randomNumbers, type Opening } from './damaged-store.js';

/** How many bits are flipped, one after the other; 20,000 before a release. */
const flips = Number(process.env['CLIGATE_FLIPS'] ?? 100);
const seedOfFlips = Number(process.env['CLIGATE_FLIPS_SEED'] ?? 1);

/** Each how manyth bit of the meta pages is flipped: 1 before a release. */
const metaStep = Number(process.env['CLIGATE_FLIPS_META_STEP'] ?? 61);

/** How much of a meta page is in use. */
const metaBytes = 168;

/** How much of a leaf is its head, and how much of a row. */
const leafHead = 24;
const rowHead = 8;

const openings: readonly Opening[] = ['careful', 'audited'];

describe('A flipped bit of the data file', () => {
  let store: DamagedStore;
  const random = randomNumbers(seedOfFlips);

  before(async () => {
    store = await DamagedStore.of(random, 'small');
  });
  after(() => store.remove());

  const places: [string, () => number][] = [
    ['in any page', () => random(store.usedBytes * 8)],
    ['in a meta page', () => random(2) * pageBytes * 8 + random(176 * 8)],
  ];
  for (const [where, placeOf] of places) {
    it(`${where} is told, or changes nothing`, async () => {
      const seen = { told: 0, harmless: 0 };
      for (let flip = 0; flip < flips / places.length; flip += 1) {
        const bit = placeOf();
        const opening = flip % 2 === 0 ? 'careful' : 'audited';
        const wasTold = await store.isTold(`bit ${bit}`, store.flipped(bit), opening);
        seen[wasTold ? 'told' : 'harmless'] += 1;
      }
      if (flips > 100) console.log(`      ${JSON.stringify(seen)}`);
      expect(seen.told, 'told').to.be.greaterThan(0);
      expect(seen.harmless, 'harmless').to.be.greaterThan(0);
    });
  }

  it('is told, or changes nothing, whichever bit of the meta pages it is', async () => {
    const seen = { told: 0, harmless: 0 };
    for (let bit = 0; bit < 2 * metaBytes * 8; bit += metaStep) {
      const page = bit < metaBytes * 8 ? 0 : 1;
      const place = page * (pageBytes - metaBytes) * 8 + bit;
      for (const opening of openings) {
        const wasTold = await store.isTold(`bit ${place}`, store.flipped(place), opening);
        seen[wasTold ? 'told' : 'harmless'] += 1;
      }
    }
    if (metaStep === 1) console.log(`      ${JSON.stringify(seen)}`);
    expect(seen.told, 'told').to.be.greaterThan(0);
  });

  it('is told, or changes nothing, whichever bit of the heads of a leaf and a row it is', async () => {
    const leaf = store.leafAt();
    const row = leaf + leafHead + store.whole.readUInt16LE(leaf + leafHead);
    for (const [at, bytes, step] of [
      [leaf, leafHead, Math.min(metaStep, 7)],
      [row, rowHead, 1],
    ] as const) {
      for (let bit = at * 8; bit < (at + bytes) * 8; bit += step) {
        await store.isTold(`bit ${bit}`, store.flipped(bit), 'audited');
      }
    }
  });

  it('in a key that stays in order is told by whoever looks for it', async () => {
    for (const bit of store.bitsOfKeys(8)) {
      for (const opening of openings) {
        expect(await store.isTold(`bit ${bit}`, store.flipped(bit), opening)).to.equal(true);
      }
    }
  });

  it('is no worse than an end of the file at any page', async () => {
    const pages = store.usedBytes / pageBytes;
    for (let cut = 1; cut <= pages; cut += Math.ceil((pages * 12) / flips)) {
      for (const opening of openings) {
        await store.isTold(`${cut} pages`, store.whole.subarray(0, cut * pageBytes), opening);
      }
    }
  });
});

describe('A flipped bit of a large data file', () => {
  let store: DamagedStore;
  const random = randomNumbers(seedOfFlips);

  before(async () => {
    store = await DamagedStore.of(random, 'large');
    expect(store.usedBytes / pageBytes).to.be.greaterThan(1000);
  });
  after(() => store.remove());

  it('is told at once or by the audit, or changes nothing', async () => {
    const seen = { told: 0, harmless: 0 };
    for (let flip = 0; flip < flips / 16; flip += 1) {
      const bit = random(store.usedBytes * 8);
      const wasTold = await store.isTold(`bit ${bit}`, store.flipped(bit), 'audited');
      seen[wasTold ? 'told' : 'harmless'] += 1;
    }
    if (flips > 100) console.log(`      ${JSON.stringify(seen)}`);
    expect(seen.told + seen.harmless).to.equal(Math.ceil(flips / 16));
  });
});
