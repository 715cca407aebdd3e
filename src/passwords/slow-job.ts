/** What the worker thread is asked and what it answers; used on both sides of the thread's border. */
import { makeCrypt, matchesCrypt, readCrypt } from './crypt-form.js';
import { makeScrypt, matchesScrypt, readScrypt, type ScryptCost } from './scrypt-form.js';

/** A piece of slow work. */
export type SlowJob =
  | { readonly kind: 'verify'; readonly stored: string; readonly clear: string }
  | { readonly kind: 'scrypt'; readonly clear: string; readonly cost: ScryptCost }
  | { readonly kind: 'crypt'; readonly clear: string };

/** What comes out: whether it matches, or a stored form. */
export type SlowResult = boolean | string;

/** A job on its way to the thread. */
export interface Asked {
  readonly number: number;
  readonly job: SlowJob;
}

/** An answer on its way back; undefined when the job failed. */
export interface Answered {
  readonly number: number;
  readonly result: SlowResult | undefined;
}

/** Does a job. Blocks its thread while it does. */
export function doSlowJob(job: SlowJob): SlowResult {
  if (job.kind === 'scrypt') return makeScrypt(job.clear, job.cost);
  if (job.kind === 'crypt') return makeCrypt(job.clear);
  const scrypt = readScrypt(job.stored);
  if (scrypt) return matchesScrypt(scrypt, job.clear);
  const crypt = readCrypt(job.stored);
  return crypt !== undefined && matchesCrypt(crypt, job.clear);
}
