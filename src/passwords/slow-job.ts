/** What the worker thread is asked and what it answers; used on both sides of the thread's border. */
import { makeCrypt, matchesCrypt, readCrypt } from './crypt-form.js';
import { makeScrypt, matchesScrypt, readScrypt, type ScryptCost } from './scrypt-form.js';

/** A piece of slow work. */
export type SlowJob =
  | {
      readonly kind: 'verify';
      readonly stored: string;
      readonly clear: string;
      /** The password is tried on other forms, too, which may have the same salt. */
      readonly isOneOfMany: boolean;
    }
  | {
      readonly kind: 'scrypt';
      readonly clear: string;
      readonly cost: ScryptCost;
      /** In base64; a fresh one when it is undefined. */
      readonly salt: string | undefined;
    }
  | { readonly kind: 'crypt'; readonly clear: string };

/** What comes out: whether it matches, or a stored form. */
export type SlowResult = boolean | string;

/** Does a job. Blocks its thread while it does. */
export function doSlowJob(job: SlowJob): SlowResult {
  if (job.kind === 'scrypt') return makeScrypt(job.clear, job.cost, job.salt);
  if (job.kind === 'crypt') return makeCrypt(job.clear);
  const scrypt = readScrypt(job.stored);
  if (scrypt) return matchesScrypt(scrypt, job.clear, job.isOneOfMany);
  const crypt = readCrypt(job.stored);
  return crypt !== undefined && matchesCrypt(crypt, job.clear);
}
