/**
 * Files between the documented ones that are none of them (ruling 15): what an import brought along
 * and nobody understood, and what administrators put there. They stay where they are, and go along
 * with an export and a backup. A link or what others own is told and left out.
 */
import { domainFileNames } from './domain-documents.js';
import { mailboxPart, ofAccount } from './layout.js';
import { removedName } from './removed.js';
import type { SafeTree } from './safe-tree.js';
import { serverFileNames } from './server-documents.js';
import { refusalLine, TreeRefused } from './tree-refused.js';

/** Directories in a base directory of the original product, beside those that the server writes. */
const originals = ['Directory', 'Queue', 'SharedDomains', 'Submitted', 'SystemLogs'];

/** Where the server writes files of its own, and imports put others beside. */
const asides = ['PBXApps.foreign', 'WebSkins.foreign'];

/** Plain files in the base directory that are of the running server. */
const passing = /^(?:ProcessID|password\.key|store\.json|.*\.log.*|.*\.tmp|.*\.new)$/;

/** An Account's own files, in its directory. */
const service = /^account\.(?:settings|info|prefs|dst|web|files)$/;

/** What is written into the `Settings` directory of a Domain. */
const inSettings = [...domainFileNames, 'LISTS', 'PBXApps', 'WebSkins'];

/** Whether a path below the base directory is one where other files may be. */
export function mayHoldForeign(path: string): boolean {
  const [top = '', ...rest] = path.split('/');
  if (rest.length === 0) return !passing.test(top);
  return [...originals, ...asides, 'Accounts', 'Domains', 'Settings'].includes(top);
}

/** Finds such files; `trouble` is told what is left out, and why, in a line. */
export class ForeignFiles {
  constructor(
    private readonly tree: SafeTree,
    private readonly trouble: (line: string) => void,
  ) {}

  /** Paths of those in the directory of an Account, relative to it. */
  *ofAccount(directory: string): Generator<string, void> {
    for (const name of this.#list(directory)) {
      if (service.test(name)) continue;
      if (name === 'account.balances') yield* this.#all(directory, name, ['balances.data']);
      else yield* this.#besideMailboxes(directory, name);
    }
  }

  /** Paths of those in the directory of a Domain, and of no Account, relative to it. */
  *ofDomain(directory: string): Generator<string, void> {
    yield* this.#all(directory, 'Settings', inSettings);
    const outer = this.#list(directory).filter((name) => name !== 'Settings');
    yield* this.#besideAccounts(directory, '', outer);
  }

  /** Paths of those of no Domain; `isDomain` tells whether a path is that of a Domain's directory. */
  *ofServer(isDomain: (path: string) => boolean): Generator<string, void> {
    for (const name of this.#list('')) {
      if (!passing.test(name) && this.#kind(name) === 'file') yield name;
    }
    yield* this.#all('', 'Settings', serverFileNames);
    for (const name of [...originals, ...asides]) yield* this.#all('', name);
    yield* this.#besideDomains('Domains', isDomain);
  }

  *#besideDomains(outer: string, isDomain: (path: string) => boolean): Generator<string, void> {
    for (const name of this.#list(outer)) {
      const path = `${outer}/${name}`;
      if (isDomain(path)) continue;
      if (name.endsWith('.mnt')) yield* this.#besideDomains(path, isDomain);
      else yield* this.#all('', path);
    }
  }

  *#besideAccounts(
    directory: string,
    inner: string,
    names: readonly string[],
  ): Generator<string, void> {
    for (const name of names) {
      const path = inner + name;
      if (ofAccount.test(name)) continue;
      if (!/\.(?:sub|mnt)$/.test(name)) yield* this.#all(directory, path);
      else yield* this.#besideAccounts(directory, `${path}/`, this.#list(`${directory}/${path}`));
    }
  }

  *#besideMailboxes(directory: string, path: string): Generator<string, void> {
    const part = mailboxPart(path);
    if (part === undefined) yield* this.#all(directory, path);
    if (part === undefined || part.format !== undefined) return;
    for (const name of this.#list(`${directory}/${path}`)) {
      yield* this.#besideMailboxes(directory, `${path}/${name}`);
    }
  }

  /** A file, or all files in a directory and below it but for some names directly in it. */
  *#all(directory: string, path: string, but: readonly string[] = []): Generator<string, void> {
    const at = directory === '' ? path : `${directory}/${path}`;
    const kind = this.#kind(at);
    if (kind === 'file') yield path;
    if (kind !== 'directory') return;
    for (const name of this.#list(at)) {
      if (!but.includes(name)) yield* this.#all(directory, `${path}/${name}`);
    }
  }

  #list(path: string): readonly string[] {
    if (this.#kind(path) !== 'directory') return [];
    const names = this.#guarded(() => this.tree.list(path)) ?? [];
    return names.filter((name) => name !== removedName);
  }

  #kind(path: string): 'file' | 'directory' | undefined {
    if (path === '') return 'directory';
    const found = this.#guarded(() => this.tree.stat(path));
    if (found === undefined) return undefined;
    if (found.isFile()) return 'file';
    const isLink = found.isSymbolicLink();
    if (found.isDirectory() || (isLink && path.endsWith('.mnt'))) return 'directory';
    const why = isLink ? 'a link is not followed' : 'no plain file';
    this.trouble(refusalLine(path, why));
    return undefined;
  }

  #guarded<T>(look: () => T): T | undefined {
    try {
      return look();
    } catch (error) {
      if (!(error instanceof TreeRefused)) throw error;
      this.trouble(error.message);
      return undefined;
    }
  }
}
