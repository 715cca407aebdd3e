/** The note of a store, outside of it. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  noteNewestPosition,
  readStoreNote,
  StoreNoteDamaged,
  storeNoteName,
  writeStoreNote,
  type StoreNote,
} from '../../src/base-directory/store-note.js';

const anyNote: fc.Arbitrary<StoreNote> = fc.record({
  id: fc.string({ minLength: 1 }),
  format: fc.nat(),
  isNew: fc.boolean(),
  newestPosition: fc.option(fc.maxSafeNat(), { nil: undefined }),
});

describe('The note of a store', () => {
  let base: string;
  beforeEach(() => (base = mkdtempSync(join(tmpdir(), 'cligate-note-'))));
  afterEach(() => rmSync(base, { recursive: true }));

  it('says what was written, is its owner’s only, and leaves nothing beside', async () => {
    expect(readStoreNote(base)).to.equal(undefined);
    await fc.assert(
      fc.asyncProperty(anyNote, async (note) => {
        await writeStoreNote(base, note);
        expect(readStoreNote(base)).to.deep.equal(note);
        expect(readdirSync(base)).to.deep.equal([storeNoteName]);
        expect(statSync(join(base, storeNoteName)).mode & 0o777).to.equal(0o600);
      }),
      { numRuns: 30 },
    );
  });

  it('is never believed by half', async () => {
    await writeStoreNote(base, { id: 'a1', format: 2, isNew: true, newestPosition: 12 });
    const whole = `{"id":"a1","format":2,"isNew":true,"newestPosition":12}`;
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(join(base, storeNoteName), whole.slice(0, length));
      expect(() => readStoreNote(base), whole.slice(0, length)).to.throw(StoreNoteDamaged);
    }
  });

  it('keeps the newest position only', async () => {
    await noteNewestPosition(base, 3);
    expect(readStoreNote(base)).to.equal(undefined);
    await writeStoreNote(base, { id: 'a1', format: 2, isNew: false, newestPosition: undefined });
    for (const [given, kept] of [
      [0, 0],
      [7, 7],
      [5, 7],
      [8, 8],
    ] as const) {
      await noteNewestPosition(base, given);
      expect(readStoreNote(base)?.newestPosition).to.equal(kept);
    }
  });
});
