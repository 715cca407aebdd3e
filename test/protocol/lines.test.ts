/** Cutting bytes into lines (protocol, section 1). */
import { expect } from 'chai';
import fc from 'fast-check';
import { LineCutter, lineTooLong } from '../../src/protocol/lines.js';
import { LineBytes } from '../../src/syntax/line-bytes.js';

/** All that a cutter gives for chunks of a byte string; `too long` ends it. */
function cut(chunks: readonly string[], max = 100): string[] {
  const cutter = new LineCutter();
  const lines: string[] = [];
  for (const chunk of chunks) {
    cutter.push(Buffer.from(chunk, 'latin1'));
    for (let line = cutter.next(max); line !== undefined; line = cutter.next(max)) {
      if (line === lineTooLong) return [...lines, 'too long'];
      lines.push(typeof line === 'string' ? line : LineBytes.textOf(line.pieces));
    }
  }
  return lines;
}

describe('Lines', () => {
  for (const [title, chunks, lines] of [
    ['end with LF', ['a\nb\n'], ['a', 'b']],
    ['end with CR LF', ['a\r\nb\r\n'], ['a', 'b']],
    ['lose one CR only', ['a\r\r\n'], ['a\r']],
    ['may end with LF CR', ['a\n\rb\n\r\n\r'], ['a', 'b', '']],
    ['may end with LF CR in pieces', ['a\n', '\r', 'b', '\n\r'], ['a', 'b']],
    ['lose one CR at their beginning only', ['\r\ra\n\r\r\n'], ['\ra', '']],
    ['keep a CR inside', ['a\rb\n'], ['a\rb']],
    ['keep blanks at their end', ['PASS a \t\n'], ['PASS a \t']],
    ['may be empty', ['\n\r\n\n'], ['', '', '']],
    ['may be cut anywhere', ['a', 'b\r', '\nc', '\n'], ['ab', 'c']],
    ['are bytes', ['\xc3\xbc\xff\0\n'], ['\xc3\xbc\xff\0']],
    ['without an end are none', ['a\nDeleteDomain b'], ['a']],
  ] as const) {
    it(title, () => expect(cut(chunks)).to.deep.equal(lines));
  }

  for (const [title, chunks, lines] of [
    ['as long as the limit pass', ['123\n', '456\r\n'], ['123', '456']],
    ['as long as the limit pass with CR before', ['\r123\n', '\r', '456', '\n'], ['123', '456']],
    ['as long as the limit pass in pieces', ['12', '3', '\r', '\n'], ['123']],
    ['over the limit are told', ['1\n1234\n'], ['1', 'too long']],
    ['over the limit are told before their end', ['1\n12', '34'], ['1', 'too long']],
    ['over the limit are told with CR LF', ['1234\r\n'], ['too long']],
    ['over the limit are told in pieces', ['12', '34\n'], ['too long']],
  ] as const) {
    it(title, () => expect(cut(chunks, 3)).to.deep.equal(lines));
  }

  it('obey the limit of the moment they are asked for', () => {
    const cutter = new LineCutter();
    cutter.push(Buffer.from('123\n123456\n'));
    expect(cutter.next(3)).to.equal('123');
    expect(cutter.next(6)).to.equal('123456');
  });

  it('that are long come in pieces, with the same bytes however they came', () => {
    const text = 'abc\rdefghijklmnopqrstuvwxyz'.repeat(12_000);
    const ways = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ways, fc.constantFrom('\n', '\r\n', '\n\r'), (lengths, end) => {
        const bytes = `first${end}${text}${end}last${end}`;
        const chunks: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const length = lengths[turn % lengths.length] ?? 1;
          chunks.push(bytes.slice(at, at + Math.max(length, 2000)));
          at += Math.max(length, 2000);
        }
        expect(cut(chunks, text.length).slice(0, 3)).to.deep.equal(['first', text, 'last']);
        expect(cut(chunks, text.length - 1)).to.deep.equal(['first', 'too long']);
      }),
      { numRuns: 30 },
    );
  });

  it('that are long have pieces of their own, none of them large', () => {
    const cutter = new LineCutter();
    for (const letter of ['a', 'b', 'c']) cutter.push(Buffer.alloc(100_000, letter));
    expect(cutter.next(1_000_000)).to.equal(undefined);
    cutter.push(Buffer.from('\n'));
    const line = cutter.next(1_000_000);
    if (!(line instanceof LineBytes)) return expect.fail('the line is not in pieces');
    expect(line.pieces.every(({ length }) => length <= 65_536)).to.equal(true);
    expect(new Set(line.pieces.map(({ buffer }) => buffer)).size).to.equal(line.pieces.length);
    expect(cutter.bytes).to.equal(0);
    return undefined;
  });

  it('come out alike however the bytes are cut', () => {
    const bytes = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(40)), (text, cuts) => {
        const places = [...cuts, 0, text.length].sort((a, b) => a - b);
        const chunks = places.slice(1).map((place, index) => text.slice(places[index], place));
        const expected = text
          .split('\n')
          .slice(0, -1)
          .map((line) => line.replace(/\r$/, '').replace(/^\r/, ''));
        expect(cut(chunks)).to.deep.equal(expected);
      }),
    );
  });

  it('of many megabytes cost time in proportion, also byte by byte', () => {
    const cutter = new LineCutter();
    const byte = Buffer.from('x');
    for (let count = 0; count < 1_000_000; count += 1) {
      cutter.push(byte);
      if (cutter.next(2_000_000) !== undefined) throw new Error('a line without an end');
    }
    cutter.push(Buffer.from('\n'));
    expect(cutter.next(2_000_000)).to.have.lengthOf(1_000_000);
  });
});
