/**
 * The key under which reversible passwords are sealed: a file of its own in the base directory
 * (ruling 18 has it go along with exports). Knows nothing of what the key is used for.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The key's length in bytes. */
const keyBytes = 32;

/** What the file holds: the key as hexadecimal digits and a line end. */
const keyText = /^([0-9a-f]{64})\n?$/;

/** Whoever may do more with the file than its owner. */
const groupAndWorld = 0o077;

/** The key file cannot be used; the message says why and what to do, in one line. */
export class KeyFileRefused extends Error {}

/**
 * Reads the key, or makes the file when there is none and `mayCreate` allows it. Throws
 * `KeyFileRefused` when the file is missing, damaged, not a plain file or open to others.
 */
export async function readOrMakeKey(path: string, mayCreate: boolean): Promise<Buffer> {
  const known = await readKey(path);
  if (known) return known;
  if (!mayCreate) {
    throw new KeyFileRefused(
      `password key file ${path} is missing: restore it, because passwords were sealed under it`,
    );
  }
  await makeKey(path);
  const made = await readKey(path);
  if (!made) throw new KeyFileRefused(`password key file ${path} cannot be made`);
  return made;
}

async function readKey(path: string): Promise<Buffer | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new KeyFileRefused(`password key file ${path} cannot be opened`, { cause: error });
  }
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new KeyFileRefused(`password key file ${path} is not a plain file`);
    if ((facts.mode & groupAndWorld) !== 0) {
      throw new KeyFileRefused(`password key file ${path} is open to others: give it mode 0600`);
    }
    const digits = keyText.exec(await file.readFile('latin1'))?.[1];
    if (digits === undefined) {
      throw new KeyFileRefused(`password key file ${path} is damaged: restore it from a backup`);
    }
    return Buffer.from(digits, 'hex');
  } finally {
    await file.close();
  }
}

/**
 * Writes a fresh key under a name of its own, then gives it the right name, which fails when that
 * name is taken meanwhile. So the file is whole or absent, and two starts at once end with one key.
 */
async function makeKey(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`;
  const file = await open(draft, 'wx', 0o600);
  try {
    try {
      await file.writeFile(`${randomBytes(keyBytes).toString('hex')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft);
  }
  await syncDirectory(dirname(path));
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
