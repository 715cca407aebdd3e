/** Passwords over a key file of their own, let go of after each test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPasswords, type PasswordOptions } from '../../src/passwords/open-passwords.js';
import type { Passwords } from '../../src/passwords/passwords.js';

/** A scrypt cost that takes no time. */
export const cheapScrypt = { ln: 4, r: 8, p: 1 };

const opened: (() => Promise<void>)[] = [];

/** An empty directory that is removed by `letGo`. */
export async function scratchDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cligate-passwords-'));
  opened.push(() => rm(directory, { recursive: true }));
  return directory;
}

/** Opens passwords; the key file is a fresh one unless `options` names another. */
export async function openForTest(options: Partial<PasswordOptions> = {}): Promise<Passwords> {
  const keyFile = options.keyFile ?? join(await scratchDirectory(), 'password.key');
  const passwords = await openPasswords({ scrypt: cheapScrypt, ...options, keyFile });
  opened.push(() => passwords.close());
  return passwords;
}

/** Closes and removes what was opened. */
export async function letGo(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}
