/** The MD5 form of Unix crypt (`$1$`), as FreeBSD introduced it. Only for imports: it is weak. */
import { hash } from 'node:crypto';
import { cryptLetters, repeated } from './alphabet.js';

const rounds = 1000;

const letterOrder = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [11]];

const md5 = (...parts: readonly Buffer[]): Buffer => hash('md5', Buffer.concat(parts), 'buffer');

/** The 22 letters behind `$1$salt$`. `salt` has at most 8 bytes. */
export function md5CryptLetters(password: Buffer, salt: Buffer): string {
  let digest = firstDigest(password, salt);
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    const parts = [odd ? password : digest];
    if (round % 3 !== 0) parts.push(salt);
    if (round % 7 !== 0) parts.push(password);
    parts.push(odd ? digest : password);
    digest = md5(...parts);
  }
  return cryptLetters(digest, letterOrder);
}

function firstDigest(password: Buffer, salt: Buffer): Buffer {
  const zero = Buffer.alloc(1);
  const parts = [password, Buffer.from('$1$'), salt];
  parts.push(repeated(md5(password, salt, password), password.length));
  for (let bits = password.length; bits > 0; bits >>>= 1) {
    parts.push(bits % 2 === 1 ? zero : password.subarray(0, 1));
  }
  return md5(...parts);
}
