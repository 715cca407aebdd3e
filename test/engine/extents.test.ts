import { expect } from 'chai';
import fc from 'fast-check';
import {
  lengthOf,
  overlaid,
  extentsMax,
  slice,
  withJoined,
  worthJoining,
} from '../../src/engine/file-storage/extents.js';
import type { Extent } from '../../src/tables/storage-file-tables.js';

/** Blobs by name, and the bytes that extents of them make. */
class Shelf {
  readonly #blobs = new Map<string, string>();

  keep(bytes: string): Extent | undefined {
    if (bytes === '') return undefined;
    const blob = `c${this.#blobs.size}`;
    this.#blobs.set(blob, bytes);
    return { blob, offset: 0, length: bytes.length };
  }

  bytesOf(extents: readonly Extent[]): string {
    return extents
      .map(({ blob, offset, length }) =>
        (this.#blobs.get(blob) ?? '').slice(offset, offset + length),
      )
      .join('');
  }
}

const write = fc.record({ at: fc.nat(100), bytes: fc.string({ maxLength: 9 }) });

describe('A file made of extents', () => {
  it('holds what a file that is written in place would hold, and gives every slice of it', () => {
    fc.assert(
      fc.property(fc.array(write), fc.nat(60), fc.nat(60), (writes, start, length) => {
        const shelf = new Shelf();
        let extents: readonly Extent[] = [];
        let naive = '';
        for (const { at, bytes } of writes) {
          const position = Math.min(at, naive.length);
          naive = naive.slice(0, position) + bytes + naive.slice(position + bytes.length);
          extents = overlaid(extents, position, shelf.keep(bytes));
        }
        expect(shelf.bytesOf(extents)).to.equal(naive);
        expect(lengthOf(extents)).to.equal(naive.length);
        expect(extents.every((extent) => extent.length > 0)).to.equal(true);
        const part = slice(extents, start, start + length);
        expect(shelf.bytesOf(part)).to.equal(naive.slice(start, start + length));
      }),
    );
  });

  it('stays the same when extents of it are joined, also after it has grown', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 70 }), (steps) => {
        const shelf = new Shelf();
        const extents = steps.flatMap((bytes) => shelf.keep(bytes) ?? []);
        const worth = worthJoining(extents);
        const by = shelf.keep(shelf.bytesOf(worth));
        if (by === undefined) throw new Error('nothing is worth joining');
        const grown = overlaid(extents, lengthOf(extents), shelf.keep('more'));
        const joined = withJoined(grown, { extents: worth, by });
        expect(shelf.bytesOf(joined)).to.equal(shelf.bytesOf(grown));
        expect(joined.length).to.equal(grown.length - worth.length + 1);
      }),
      { numRuns: 20 },
    );
  });

  it('is left alone by joined extents that are not in it any more', () => {
    const shelf = new Shelf();
    const extents = ['one', 'two', 'three'].flatMap((bytes) => shelf.keep(bytes) ?? []);
    const by = { blob: 'joined', offset: 0, length: 6 };
    const changed = overlaid(extents, 4, shelf.keep('-'));
    expect(withJoined(changed, { extents: extents.slice(0, 2), by })).to.equal(changed);
    expect(withJoined([], { extents: extents.slice(0, 2), by })).to.deep.equal([]);
  });

  it('is joined only when there are many, and not copied whole again and again', () => {
    let extents: readonly Extent[] = [];
    let copied = 0;
    const steps = 20_000;
    for (let step = 0; step < steps; step += 1) {
      const worth = worthJoining(extents);
      if (extents.length < extentsMax) expect(worth).to.deep.equal([]);
      if (worth.length > 0) {
        const length = lengthOf(worth);
        copied += length;
        const by = { blob: `j${step}`, offset: 0, length };
        extents = withJoined(extents, { extents: worth, by });
      }
      extents = overlaid(extents, lengthOf(extents), { blob: `s${step}`, offset: 0, length: 1 });
      expect(extents.length).to.be.at.most(extentsMax);
    }
    expect(lengthOf(extents)).to.equal(steps);
    expect(copied / steps, 'how often each byte was copied').to.be.below(8);
  });
});
