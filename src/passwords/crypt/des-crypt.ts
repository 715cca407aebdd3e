/**
 * The oldest form of Unix crypt (crypt(3)): DES (FIPS 46-3) 25 times over a block of zeros, under the
 * first eight letters of the password, with the salt exchanging bits of the expansion. Only for
 * imports: it is weak. Bits are held one a byte; tables number them from 1, the highest first.
 */
import { alphabet } from './alphabet.js';

/** "Permuted choice 1": the bits of the key that are used, half by half. */
const keyChoice = [
  ...[57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18],
  ...[10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36],
  ...[63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22],
  ...[14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4],
];

/** "Permuted choice 2": the bits of the turned halves that are the key of a round. */
const roundChoice = [
  ...[14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4],
  ...[26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30, 40],
  ...[51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32],
];

/** How far both halves of the key turn before each round. */
const turns = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];

/** How the bits that the substitutions give are mixed. */
const mixing = [
  ...[16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10],
  ...[2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25],
];

/** The eight substitutions: four rows of sixteen numbers each, a hexadecimal digit for a number. */
const substitutions = [
  'e4d12fb83a6c59070f74e2d1a6cb9538' + '41e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b5' + '0e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1' + 'd6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9' + 'a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986' + '421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b38' + '9ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f86' + '14bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e92' + '7b419ce206adf35821e74a8dfc90356b',
];

/** The bits that each substitution takes in: six, one of each neighbour among them. */
const expansion = Array.from(
  { length: 48 },
  (_, place) => ((4 * Math.floor(place / 6) + (place % 6) + 31) % 32) + 1,
);

/** The order of the bits at the end. */
const finalOrder = Array.from({ length: 64 }, (_, place) => {
  const [row, column] = [place >> 3, place & 7];
  return (column % 2 === 0 ? 40 : 8) - row + 8 * (column >> 1);
});

const half = 28;
const iterations = 25;
const passwordLetters = 8;

/** The 11 letters behind a salt of two letters of crypt's alphabet. */
export function desCryptLetters(password: Buffer, salt: string): string {
  const keys = roundKeys(password);
  const taken = salted(salt);
  let left: Uint8Array = new Uint8Array(32);
  let right: Uint8Array = new Uint8Array(32);
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    for (const key of keys)
      [left, right] = [right, mixedWith(left, substituted(right, key, taken))];
    [left, right] = [right, left];
  }
  return lettersOfBits(chosen([...left, ...right], finalOrder));
}

/** The bits at these places. */
function chosen(bits: ArrayLike<number>, places: readonly number[]): Uint8Array {
  return Uint8Array.from(places, (place) => bits[place - 1] ?? 0);
}

/** The 16 keys: seven bits of each letter, the highest place of a byte first. */
function roundKeys(password: Buffer): readonly Uint8Array[] {
  const bits = new Uint8Array(64);
  for (const [index, letter] of password.subarray(0, passwordLetters).entries()) {
    for (let bit = 0; bit < 7; bit += 1) bits[index * 8 + bit] = (letter >> (6 - bit)) & 1;
  }
  let halves = [...chosen(bits, keyChoice)];
  return turns.map((turn) => {
    halves = [...turned(halves.slice(0, half), turn), ...turned(halves.slice(half), turn)];
    return chosen(halves, roundChoice);
  });
}

function turned(bits: readonly number[], places: number): readonly number[] {
  return [...bits.slice(places), ...bits.slice(0, places)];
}

/** The expansion; each bit of the salt that is set exchanges a bit of its first half with one of the second. */
function salted(salt: string): readonly number[] {
  const places = [...expansion];
  for (let bit = 0; bit < 12; bit += 1) {
    const value = alphabet.indexOf(salt.charAt(Math.floor(bit / 6)));
    if (((value >> (bit % 6)) & 1) === 0) continue;
    [places[bit], places[bit + 24]] = [places[bit + 24] ?? 0, places[bit] ?? 0];
  }
  return places;
}

/** The function of a round: expanded, under the key, substituted and mixed. */
function substituted(bits: Uint8Array, key: Uint8Array, taken: readonly number[]): Uint8Array {
  const expanded = mixedWith(chosen(bits, taken), key);
  const found: number[] = [];
  for (const [box, numbers] of substitutions.entries()) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = expanded.subarray(box * 6, box * 6 + 6);
    const number = parseInt(numbers.charAt(a * 32 + f * 16 + b * 8 + c * 4 + d * 2 + e), 16);
    found.push(number >> 3, (number >> 2) & 1, (number >> 1) & 1, number & 1);
  }
  return chosen(found, mixing);
}

function mixedWith(bits: Uint8Array, others: Uint8Array): Uint8Array {
  return bits.map((bit, place) => bit ^ (others[place] ?? 0));
}

/** Six bits a letter, the highest first; two bits of zero make the last one whole. */
function lettersOfBits(bits: Uint8Array): string {
  let letters = '';
  for (let place = 0; place < bits.length; place += 6) {
    let value = 0;
    for (let bit = 0; bit < 6; bit += 1) value = value * 2 + (bits[place + bit] ?? 0);
    letters += alphabet.charAt(value);
  }
  return letters;
}
