/**
 * What it costs to verify a password in a slow form, estimated from what the stored form says, in
 * milliseconds of a machine of today. Exact enough to keep one Account from taking the thread that
 * verifies the passwords of all.
 */
import { readCrypt } from './crypt-form.js';
import { readScrypt, type ScryptCost } from './scrypt-form.js';

const msPerMebibyte = 1.5;
const msPerThousandRounds = 4;
const oldCryptMs = 4;

/** The milliseconds that verifying a stored form takes; 0 when it has none of the slow forms. */
export function verifyingMs(stored: string): number {
  const scrypt = readScrypt(stored);
  if (scrypt !== undefined) return scryptMs(scrypt.cost);
  const crypt = readCrypt(stored);
  if (crypt === undefined) return 0;
  return crypt.rounds === 0 ? oldCryptMs : (crypt.rounds / 1000) * msPerThousandRounds;
}

function scryptMs({ ln, r, p }: ScryptCost): number {
  return ((128 * 2 ** ln * r * p) / (1024 * 1024)) * msPerMebibyte;
}

/**
 * Keeps verifications that cost more than usual from taking more than their share of the time.
 * Times are milliseconds of a clock that never goes back.
 */
export class DearWork {
  #nextAt = 0;

  /** `share`: how much of the time they may take, from 0 (none) to 1. */
  constructor(
    private readonly share: number,
    private readonly now: () => number,
  ) {}

  /** Whether such a verification may begin; if so its cost is noted. */
  take(ms: number): boolean {
    const now = this.now();
    if (now < this.#nextAt || this.share === 0) return false;
    this.#nextAt = now + ms / this.share;
    return true;
  }
}
