/** The SHA-2 forms of Unix crypt (`$5$` and `$6$`), after Ulrich Drepper's public specification. */
import { hash } from 'node:crypto';
import { cryptLetters, repeated } from './alphabet.js';

/** Which of the two forms. */
export type ShaCrypt = 'sha256' | 'sha512';

/** The bytes of each group of letters; the specification turns the columns from group to group. */
const letterOrder: Readonly<Record<ShaCrypt, readonly (readonly number[])[]>> = {
  sha256: [...turned(10, 2), [31, 30]],
  sha512: [...turned(21, 1), [63]],
};

/** `count` groups of three bytes `count` apart, each group turned by `step` places against the last. */
function turned(count: number, step: 1 | 2): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, group) =>
    [0, 1, 2].map((place) => ((place + group * step) % 3) * count + group),
  );
}

/** The letters behind the salt. `salt` has at most 16 bytes. Slow: meant for the worker thread. */
export function shaCryptLetters(
  form: ShaCrypt,
  password: Buffer,
  salt: Buffer,
  rounds: number,
): string {
  const digestOf = (...parts: readonly Buffer[]): Buffer =>
    hash(form, Buffer.concat(parts), 'buffer');
  let digest = firstDigest(digestOf, password, salt);
  const passwords = Array.from(password, () => password);
  const p = repeated(digestOf(...passwords), password.length);
  const salts = Array.from({ length: 16 + (digest[0] ?? 0) }, () => salt);
  const s = repeated(digestOf(...salts), salt.length);
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    const parts = [odd ? p : digest];
    if (round % 3 !== 0) parts.push(s);
    if (round % 7 !== 0) parts.push(p);
    parts.push(odd ? digest : p);
    digest = digestOf(...parts);
  }
  return cryptLetters(digest, letterOrder[form]);
}

function firstDigest(
  digestOf: (...parts: readonly Buffer[]) => Buffer,
  password: Buffer,
  salt: Buffer,
): Buffer {
  const other = digestOf(password, salt, password);
  const parts = [password, salt, repeated(other, password.length)];
  for (let bits = password.length; bits > 0; bits >>>= 1) {
    parts.push(bits % 2 === 1 ? other : password);
  }
  return digestOf(...parts);
}
