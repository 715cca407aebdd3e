import { expect } from 'chai';
import fc from 'fast-check';
import {
  lengthOf,
  overlaid,
  piecesMax,
  slice,
  withJoined,
  worthJoining,
} from '../../src/engine/file-storage/pieces.js';
import type { Piece } from '../../src/tables/storage-file-tables.js';

/** Contents by name, and the bytes that pieces of them make. */
class Shelf {
  readonly #contents = new Map<string, string>();

  keep(bytes: string): Piece | undefined {
    if (bytes === '') return undefined;
    const content = `c${this.#contents.size}`;
    this.#contents.set(content, bytes);
    return { content, offset: 0, length: bytes.length };
  }

  bytesOf(pieces: readonly Piece[]): string {
    return pieces
      .map(({ content, offset, length }) =>
        (this.#contents.get(content) ?? '').slice(offset, offset + length),
      )
      .join('');
  }
}

const write = fc.record({ at: fc.nat(100), bytes: fc.string({ maxLength: 9 }) });

describe('A file made of pieces', () => {
  it('holds what a file that is written in place would hold, and gives every slice of it', () => {
    fc.assert(
      fc.property(fc.array(write), fc.nat(60), fc.nat(60), (writes, start, length) => {
        const shelf = new Shelf();
        let pieces: readonly Piece[] = [];
        let naive = '';
        for (const { at, bytes } of writes) {
          const position = Math.min(at, naive.length);
          naive = naive.slice(0, position) + bytes + naive.slice(position + bytes.length);
          pieces = overlaid(pieces, position, shelf.keep(bytes));
        }
        expect(shelf.bytesOf(pieces)).to.equal(naive);
        expect(lengthOf(pieces)).to.equal(naive.length);
        expect(pieces.every((piece) => piece.length > 0)).to.equal(true);
        const part = slice(pieces, start, start + length);
        expect(shelf.bytesOf(part)).to.equal(naive.slice(start, start + length));
      }),
    );
  });

  it('stays the same when pieces of it are joined, also after it has grown', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 70 }), (steps) => {
        const shelf = new Shelf();
        const pieces = steps.flatMap((bytes) => shelf.keep(bytes) ?? []);
        const worth = worthJoining(pieces);
        const by = shelf.keep(shelf.bytesOf(worth));
        if (by === undefined) throw new Error('nothing is worth joining');
        const grown = overlaid(pieces, lengthOf(pieces), shelf.keep('more'));
        const joined = withJoined(grown, { pieces: worth, by });
        expect(shelf.bytesOf(joined)).to.equal(shelf.bytesOf(grown));
        expect(joined.length).to.equal(grown.length - worth.length + 1);
      }),
      { numRuns: 20 },
    );
  });

  it('is left alone by joined pieces that are not in it any more', () => {
    const shelf = new Shelf();
    const pieces = ['one', 'two', 'three'].flatMap((bytes) => shelf.keep(bytes) ?? []);
    const by = { content: 'joined', offset: 0, length: 6 };
    const changed = overlaid(pieces, 4, shelf.keep('-'));
    expect(withJoined(changed, { pieces: pieces.slice(0, 2), by })).to.equal(changed);
    expect(withJoined([], { pieces: pieces.slice(0, 2), by })).to.deep.equal([]);
  });

  it('is joined only when there are many, and not copied whole again and again', () => {
    let pieces: readonly Piece[] = [];
    let copied = 0;
    const steps = 20_000;
    for (let step = 0; step < steps; step += 1) {
      const worth = worthJoining(pieces);
      if (pieces.length < piecesMax) expect(worth).to.deep.equal([]);
      if (worth.length > 0) {
        const length = lengthOf(worth);
        copied += length;
        const by = { content: `j${step}`, offset: 0, length };
        pieces = withJoined(pieces, { pieces: worth, by });
      }
      pieces = overlaid(pieces, lengthOf(pieces), { content: `s${step}`, offset: 0, length: 1 });
      expect(pieces.length).to.be.at.most(piecesMax);
    }
    expect(lengthOf(pieces)).to.equal(steps);
    expect(copied / steps, 'how often each byte was copied').to.be.below(8);
  });
});
