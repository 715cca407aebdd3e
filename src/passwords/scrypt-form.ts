/**
 * Our own strong one-way form: scrypt (RFC 7914) with its cost inside, as
 * `{scrypt}ln=14,r=8,p=5$salt$key`, salt and key in base64. Slow by intention: `derive` is called
 * in the worker thread only.
 */
import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { BoundedMap } from '../memory/bounded-map.js';
import { sameBytes } from './same.js';

/** What scrypt may cost: memory is `128 * 2^ln * r` bytes, time grows with that and with `p`. */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** As strong as OWASP asks for, with 16 MiB of memory; about 0.2 seconds. */
export const usualScryptCost: ScryptCost = { ln: 14, r: 8, p: 5 };

/** Stored forms may ask for no more memory than 256 MiB, and for no more time than 1 GiB of it takes. */
const memoryMax = 256 * 1024 * 1024;
const workMax = 4 * memoryMax;

const saltBytes = 16;
const keyBytes = 32;
const lengthMax = 64;
const shape =
  /^\{scrypt\}ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,3})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})$/;

/** What a text says that has this form. */
export interface Scrypt {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** Reads the form; undefined when the text has another one or asks for too much. */
export function readScrypt(text: string): Scrypt | undefined {
  const [, ln, r, p, saltText = '', keyText = ''] = shape.exec(text) ?? [];
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const salt = Buffer.from(saltText, 'base64');
  const key = Buffer.from(keyText, 'base64');
  const acceptable =
    isAcceptable(cost) &&
    salt.length <= lengthMax &&
    key.length >= keyBytes / 2 &&
    key.length <= lengthMax;
  return acceptable ? { cost, salt, key } : undefined;
}

/** Whether a text has this form, whatever it asks for. */
export function isScryptText(text: string): boolean {
  return shape.test(text);
}

/** Whether a cost is within what a server may be asked to spend on one login. */
export function isAcceptable({ ln, r, p }: ScryptCost): boolean {
  const memory = 128 * 2 ** ln * r;
  return ln >= 1 && r >= 1 && p >= 1 && memory <= memoryMax && memory * p <= workMax;
}

/** Whether two costs are the same. */
export function sameCost(one: ScryptCost, other: ScryptCost): boolean {
  return one.ln === other.ln && one.r === other.r && one.p === other.p;
}

/** Whether a clear password is the one kept. Slow, but with `isOneOfMany` only once for each salt. */
export function matchesScrypt(
  { cost, salt, key }: Scrypt,
  clear: string,
  isOneOfMany: boolean,
): boolean {
  const derived = isOneOfMany
    ? derivedLately(clear, salt, cost, key.length)
    : derive(clear, salt, cost, key.length);
  return sameBytes(derived, key);
}

/** The stored form of a clear password, with this salt (in base64) or a fresh one. Slow. */
export function makeScrypt(clear: string, cost: ScryptCost, saltText?: string): string {
  const salt = saltText === undefined ? randomBytes(saltBytes) : Buffer.from(saltText, 'base64');
  return scryptText(cost, salt, derive(clear, salt, cost, keyBytes));
}

/** A text of this form that no known password fits. */
export function scryptDecoy(cost: ScryptCost): string {
  return scryptText(cost, randomBytes(saltBytes), randomBytes(keyBytes));
}

function scryptText({ ln, r, p }: ScryptCost, salt: Buffer, key: Buffer): string {
  return `{scrypt}ln=${ln},r=${r},p=${p}$${salt.toString('base64')}$${key.toString('base64')}`;
}

/**
 * The keys derived last, by what they were derived from: a password that is tried on many forms with
 * one salt costs once, also when logins of others come between. Few, since they are as good as stored
 * forms.
 */
const lately = new BoundedMap<string, Buffer>(64);

function derivedLately(clear: string, salt: Buffer, cost: ScryptCost, length: number): Buffer {
  const { ln, r, p } = cost;
  const from = createHash('sha256')
    .update(`${ln} ${r} ${p} ${length} ${salt.toString('base64')} `)
    .update(clear, 'latin1')
    .digest('base64');
  const known = lately.get(from);
  if (known !== undefined) return known;
  const key = derive(clear, salt, cost, length);
  lately.set(from, key);
  return key;
}

let derivedSoFar = 0;

/** How many keys this thread derived since it began: each takes its time. */
export function keysDerived(): number {
  return derivedSoFar;
}

function derive(clear: string, salt: Buffer, { ln, r, p }: ScryptCost, length: number): Buffer {
  derivedSoFar += 1;
  const options = { N: 2 ** ln, r, p, maxmem: memoryMax + 128 * r * (p + 4) + 1024 };
  return scryptSync(Buffer.from(clear, 'latin1'), salt, length, options);
}
