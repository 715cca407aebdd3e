import { expect } from 'chai';
import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { domainToASCII } from 'node:url';
import {
  asciiLower,
  asciiUpper,
  clipped,
  domainKey,
  folded,
  foldedAddress,
  sameWord,
  trimmed,
} from '../../src/values/letters.js';
import { bytesOf, textOf } from '../../src/values/text.js';

const anyBytes = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1'));
const anyText = fc.string({ unit: 'binary' }).map(bytesOf);
const isValid = (bytes: string): boolean => isUtf8(Buffer.from(bytes, 'latin1'));

describe('Folding of letters', () => {
  const cases: readonly (readonly [given: string, folded: string])[] = [
    ['', ''],
    ['Main.TEST', 'main.test'],
    ['EXÜMPLE', 'exümple'],
    ['EXU\u0308MPLE', 'exümple'],
    ['ДОМЕН', 'домен'],
    ['Voilà', 'voilà'],
    // By characters, not by their neighbours, as domain names are mapped.
    ['ΣΑΣ', 'σασ'],
    // No other letters than those of the other case: these are different names.
    ['Straße', 'straße'],
    ['中文', '中文'],
  ];
  for (const [given, expected] of cases) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(given)}`, () => {
      expect(textOf(folded(bytesOf(given)))).to.equal(expected);
    });
  }

  it('keeps valid UTF-8 valid, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const fold of [folded, domainKey, foldedAddress]) {
          const once: string = fold(text);
          expect(isValid(once)).to.equal(isValid(text));
          expect(fold(once)).to.equal(once);
        }
      }),
    );
  });

  it('leaves other bytes than A-Z alone in what is not UTF-8, and in words', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const lower = Buffer.from(bytes, 'latin1').map((b) => (b >= 65 && b <= 90 ? b + 32 : b));
        const expected = Buffer.from(lower).toString('latin1');
        expect(asciiLower(bytes)).to.equal(expected);
        if (!isValid(bytes)) expect(folded(bytes)).to.equal(expected);
        expect(asciiLower(asciiUpper(bytes))).to.equal(expected);
        expect(sameWord(bytes, asciiUpper(bytes))).to.equal(true);
      }),
    );
  });

  it('gives one key to all spellings of a domain', () => {
    const label = fc
      .array(fc.constantFrom(...Array.from('abcxyz089éüàñøåžčдомен中文')), {
        minLength: 1,
        maxLength: 9,
      })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), (labels) => {
        const name = labels.join('.');
        const ascii = labels.map((each) => domainToASCII(`${each}.x`).slice(0, -2)).join('.');
        const spellings = [name.toUpperCase(), name.normalize('NFD'), ascii, ascii.toUpperCase()];
        for (const spelling of spellings) {
          expect(textOf(domainKey(bytesOf(spelling))), spelling).to.equal(name);
        }
      }),
    );
  });

  const addresses: readonly (readonly [given: string, key: string])[] = [
    ['Jörg@XN--EXMPLE-4YA.test', 'jörg@exümple.test'],
    ['JÖRG%xn--exmple-4ya.test', 'jörg%exümple.test'],
    ['a%xn--exmple-4ya@xn--exmple-4ya', 'a%xn--exmple-4ya@exümple'],
    ['xn--exmple-4ya', 'xn--exmple-4ya'],
    ['x@xn--nothing-', 'x@xn--nothing-'],
    ['x@[10.0.0.1]', 'x@[10.0.0.1]'],
    ['null', 'null'],
  ];
  for (const [given, key] of addresses) {
    it(`takes ${given} for ${key}`, () => {
      expect(textOf(foldedAddress(bytesOf(given)))).to.equal(key);
    });
  }
});

describe('Blanks and ends of texts', () => {
  it('are those of ASCII: no byte of a letter is taken away', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('', ' ', '\t', '\r\n  '), (text, blanks) => {
        const result = trimmed(blanks + text + blanks);
        expect(isValid(result)).to.equal(isValid(text));
        expect(blanks + text + blanks).to.contain(result);
        expect(result)
          .to.match(/^(?:[^ \t-\r][^]*)?$/)
          .and.to.match(/^(?:[^]*[^ \t-\r])?$/);
      }),
    );
    expect(trimmed(bytesOf(' voilà '))).to.equal(bytesOf('voilà'));
  });

  it('do not cut letters', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, max) => {
        const cut = clipped(text, max);
        expect(isValid(cut)).to.equal(isValid(text));
        expect(text.startsWith(cut)).to.equal(true);
        expect(cut.length).to.be.at.most(max);
        if (text.length > max) expect(cut.length).to.be.above(max - 4);
      }),
    );
  });
});
