/**
 * The reversible form, which stands where the original product has A-crpt (storage, section 5.2):
 * AES-256-GCM under the key of the key file, as `{AES}` and base64 of nonce, tag and ciphertext.
 * The clear text is filled up with zero bytes, so that the length of the password does not show.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';

/** What every sealed text begins with. */
const sealedMark = '{AES}';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Clear texts are filled up to a multiple of so many bytes. */
const blockBytes = 32;

/** Random bytes for so many nonces are asked for at once, because asking is what takes time. */
const noncesAtOnce = 512;

/** Whether a text says that it is sealed, under whatever key. */
export function isSealed(text: string): boolean {
  return text.startsWith(sealedMark);
}

/** Seals and opens passwords under one key. */
export class Seal {
  readonly #key: KeyObject;
  readonly #nonces = Buffer.alloc(nonceBytes * noncesAtOnce);
  #noncesUsed = this.#nonces.length;
  /** Tells keys apart without telling the key: 16 hexadecimal digits. */
  readonly keyCheck: string;

  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
    this.keyCheck = Buffer.from(hkdfSync('sha256', key, '', 'key check', 8)).toString('hex');
  }

  /** The sealed text of a clear password. */
  seal(clear: string): string {
    const nonce = this.#nonce();
    const cipher = createCipheriv(algorithm, this.#key, nonce);
    const filled = Buffer.alloc(Math.ceil((clear.length + 1) / blockBytes) * blockBytes);
    filled.write(clear, 'latin1');
    const sealed = cipher.update(filled);
    cipher.final(); // adds nothing in this mode but the tag
    return sealedMark + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** A nonce that was never used. */
  #nonce(): Buffer {
    if (this.#noncesUsed === this.#nonces.length) {
      randomFillSync(this.#nonces);
      this.#noncesUsed = 0;
    }
    this.#noncesUsed += nonceBytes;
    return this.#nonces.subarray(this.#noncesUsed - nonceBytes, this.#noncesUsed);
  }

  /** The clear password; undefined when the text was not sealed under this key. */
  open(text: string): string | undefined {
    if (!isSealed(text)) return undefined;
    const all = Buffer.from(text.slice(sealedMark.length), 'base64');
    if (all.length < nonceBytes + tagBytes + blockBytes) return undefined;
    if (all.toString('base64') !== text.slice(sealedMark.length)) return undefined;
    const decipher = createDecipheriv(algorithm, this.#key, all.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes));
    const filled = decipher.update(all.subarray(nonceBytes + tagBytes));
    try {
      decipher.final();
    } catch {
      return undefined; // the tag does not fit: another key, or not ours
    }
    return filled.toString('latin1', 0, filled.indexOf(0));
  }
}
