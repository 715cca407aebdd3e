/**
 * What lies in a base directory that only a server with a filled store can have put there, or a mail
 * server before it. Only looks, and stops at the first Account.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ofAccount } from './layout.js';

/** Directories of mail, and how deep below them an Account can be looked for. */
const mailDirectories = ['Accounts', 'Domains'] as const;
const depthMax = 32;

/** Names in a base directory that tell of a store that was there, in the order they are told. */
const ofServer = ['password.key', 'files', 'projector'] as const;

/** What there is: names in the base directory, or an Account's path; empty for a new directory. */
export function tracesIn(base: string): readonly string[] {
  const own = ofServer.filter((name) => existsSync(join(base, name)));
  const account = firstAccount(base);
  return account === undefined ? own : [...own, account];
}

/** The path of some Account's files below a base directory; undefined when there are none. */
export function firstAccount(base: string): string | undefined {
  for (const directory of mailDirectories) {
    const found = accountBelow(base, directory, depthMax);
    if (found !== undefined) return found;
  }
  return undefined;
}

function accountBelow(base: string, directory: string, depth: number): string | undefined {
  const names = namesIn(join(base, directory));
  const account = names.find((name) => ofAccount.test(name));
  if (account !== undefined) return `${directory}/${account}`;
  if (depth === 0) return undefined;
  for (const name of names) {
    if (name === 'Settings' || name.startsWith('.')) continue;
    const found = accountBelow(base, `${directory}/${name}`, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** None for what is no directory, and for one that may not be read. */
function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}
