/**
 * Where the messages of Accounts are on the disk now (storage, section 6). The projector moves files
 * some time after the rows changed, so its state tells where they are, or that they wait in
 * `projector/moving`; what it does not know yet is where the rows say. Only reads.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../tables/open-store.js';
import type { Reader, Store } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { formatOfFile } from '../layout.js';
import type { SafeTree } from '../safe-tree.js';
import {
  accountAt,
  domainAt,
  placedAccounts,
  placedDomains,
  stateTables,
  type PlacedAccount,
} from './state.js';
import { stagedAccount, stagedBox, stagedDomain } from './staged.js';

/** Where an Account belongs by its row. Paths are byte strings. */
export interface Home {
  readonly account: Id;
  readonly domain: Id;
  /** The directory of its Domain in the base directory. */
  readonly directory: string;
  /** Relative to that. */
  readonly location: string;
}

/** A file of messages: which Mailbox, and what it is called in its Account's directory by its row. */
export interface BoxFile {
  readonly box: Id;
  readonly file: string;
}

/** The projector's state in a base directory, for reading; undefined when there is none yet. */
export async function openState(root: string): Promise<Store | undefined> {
  const directory = join(root, 'projector');
  if (!existsSync(join(directory, 'data.mdb'))) return undefined;
  return openEmbeddedStore(directory, { tables: stateTables, readOnly: true });
}

/** Finds files by the projector's state. */
export class Whereabouts {
  readonly #tree: SafeTree;
  readonly #placed: Reader | undefined;

  constructor(tree: SafeTree, placed: Reader | undefined) {
    this.#tree = tree;
    this.#placed = placed;
    // Directories may have moved since they were looked at.
    tree.forget();
  }

  /** Where the messages of a Mailbox may be; undefined when what is there is another's. */
  boxNow(home: Home, { box, file }: BoxFile): string | undefined {
    if (!hasOwnDirectory(home.location)) return this.serviceFileNow(home, extensionOf(file));
    const boxes: PlacedAccount['boxes'] =
      this.#placed?.get(placedAccounts, home.account)?.boxes ?? new Map();
    const known = boxes.get(box)?.file ?? '';
    const staged = stagedBox(home.account, box);
    if (this.#tree.stat(staged) !== undefined) {
      return formatOfFile(known) === formatOfFile(file) ? staged : undefined;
    }
    const root = this.#rootNow(home);
    if (root === undefined) return undefined;
    if (known !== '') return `${root}/${stemOf(known)}.${extensionOf(file)}`;
    const isOthers = [...boxes.values()].some((other) => stemOf(other.file) === stemOf(file));
    return isOthers ? undefined : `${root}/${file}`;
  }

  /** Where a service file of an Account may be; undefined when what is there is another's. */
  serviceFileNow(home: Home, extension: string): string | undefined {
    const inDirectory = hasOwnDirectory(home.location);
    const staged = `${stagedAccount(home.account)}/${extension}`;
    if (!inDirectory && this.#tree.stat(staged) !== undefined) return staged;
    const root = this.#rootNow(home, !inDirectory);
    if (root === undefined) return undefined;
    return inDirectory ? `${root}/account.${extension}` : `${stemOf(root)}.${extension}`;
  }

  /** Where the directory of an Account is; undefined when what is there is another's. */
  directoryOf(home: Home): string | undefined {
    return hasOwnDirectory(home.location) ? this.#rootNow(home) : undefined;
  }

  /** Where the directory of a Domain is; undefined when what is there is another's. */
  directoryOfDomain(domain: Id, directory: string): string | undefined {
    return this.#directoryNow(domain, { domain, directory });
  }

  /** Whether a directory is one of a Domain. */
  isDomain(path: string): boolean {
    return this.#placed !== undefined && domainAt(this.#placed, path) !== undefined;
  }

  /** Where the files of an Account are; `loose` ones may wait one by one. */
  #rootNow(home: Home, loose = false): string | undefined {
    const known = this.#placed?.get(placedAccounts, home.account);
    const staged = stagedAccount(home.account);
    if (!loose && this.#tree.stat(staged) !== undefined) return staged;
    if (known !== undefined && known.location !== '') {
      const directory = this.#directoryNow(known.domain, home);
      return directory && `${directory}/${known.location}`;
    }
    const holder = this.#placed && accountAt(this.#placed, home.domain, home.location);
    if (holder !== undefined && holder !== home.account) return undefined;
    const directory = this.#directoryNow(home.domain, home);
    return directory && `${directory}/${home.location}`;
  }

  #directoryNow(domain: Id, home: Pick<Home, 'domain' | 'directory'>): string | undefined {
    const staged = stagedDomain(domain);
    if (this.#tree.stat(staged) !== undefined) return staged;
    const known = this.#placed?.get(placedDomains, domain);
    if (known !== undefined && known.location !== '') return known.location;
    if (domain !== home.domain) return undefined;
    const holder = this.#placed && domainAt(this.#placed, home.directory);
    return holder === undefined || holder === domain ? home.directory : undefined;
  }
}

function hasOwnDirectory(location: string): boolean {
  return /\.[abcm]acnt$/.test(location);
}

function stemOf(file: string): string {
  return file.replace(/\.[^./]+$/, '');
}

function extensionOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1);
}
