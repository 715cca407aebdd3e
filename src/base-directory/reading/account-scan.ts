/**
 * Which Accounts a Domain's directory holds, and what in it is none (storage, sections 3.1, 4 and
 * 6; rulings 11 to 13 and 15): Accounts lie at any depth below `.sub` and `.mnt` directories, as a
 * directory of their own or as files with their name before the point.
 */
import { typeExtensions } from '../../engine/places/account-place.js';
import { asObjectName, type ObjectName } from '../../engine/core/names.js';
import type { AccountType } from '../../tables/tables.js';
import { hasDirectory } from '../layout.js';
import type { Report } from './report.js';
import { joined, linkIsLeft, UnreadableFile, type SourceTree } from './source-tree.js';

/** An Account as it was found. */
export interface FoundAccount {
  readonly name: ObjectName;
  readonly type: AccountType;
  /** The directory below the Domain's, empty or ending in `/`. */
  readonly place: string;
  /** The name as it is written on the disk, which may have capitals. */
  readonly written: string;
}

/** What a Domain's directory holds. */
export interface DomainScan {
  readonly accounts: ReadonlyMap<ObjectName, FoundAccount>;
  /** Storage mount points directly in the directory, without `.mnt`. */
  readonly mountPoints: readonly string[];
  /** Paths of what is neither an Account nor a part of one, below the tree's root. */
  readonly unknown: readonly string[];
}

/** The directories of multi-mailbox Accounts by their extension. */
const directoryTypes: ReadonlyMap<string, AccountType> = new Map(
  (['MultiMailbox', 'AGrade', 'BGrade', 'CGrade'] as const).map((type) => [
    typeExtensions[type],
    type,
  ]),
);

/** The mailboxes of single-mailbox Accounts by their extension, in the order in which they count. */
const mailboxTypes: readonly (readonly [string, AccountType])[] = [
  ['mbox', 'TextMailbox'],
  ['mdir', 'MailDirMailbox'],
  ['mslc', 'SlicedMailbox'],
];

/** Files of a single-mailbox Account beside its mailbox. */
const serviceExtensions: ReadonlySet<string> = new Set([
  'settings',
  'info',
  'prefs',
  'dst',
  'balances',
  'rpopids',
  'roaming',
]);

/** Files of one name in one directory. */
interface Family {
  readonly written: string;
  readonly extensions: Set<string>;
}

/** Walks the directory of a Domain. `report` gets links, and Accounts that are there twice. */
export function scanDomain(tree: SourceTree, directory: string, report: Report): DomainScan {
  const scan = new Scan(tree, directory, report);
  scan.walk('');
  return scan;
}

class Scan implements DomainScan {
  readonly accounts = new Map<ObjectName, FoundAccount>();
  readonly mountPoints: string[] = [];
  readonly unknown: string[] = [];

  constructor(
    private readonly tree: SourceTree,
    private readonly directory: string,
    private readonly report: Report,
  ) {}

  /** Walks one directory: `place` is empty or ends in `/`. */
  walk(place: string): void {
    const top = place === '';
    const path = top ? this.directory : joined(this.directory, place.slice(0, -1));
    const families = new Map<string, Family>();
    const inner: string[] = [];
    for (const { name, kind } of this.tree.entries(path, top)) {
      const whole = joined(path, name);
      const dot = name.lastIndexOf('.');
      const extension = name.slice(dot + 1);
      const stem = name.slice(0, dot);
      if (kind === 'link' || kind === 'other') {
        this.report.add('left', whole, kind === 'link' ? linkIsLeft(whole) : 'no plain file');
      } else if (top && name === 'Settings' && kind === 'directory') {
        continue;
      } else if (kind === 'directory' && dot > 0 && (extension === 'sub' || extension === 'mnt')) {
        inner.push(name);
      } else if (dot > 0 && isOfAccount(extension, kind)) {
        const family = families.get(stem) ?? { written: stem, extensions: new Set() };
        families.set(stem, family);
        family.extensions.add(extension);
      } else {
        this.unknown.push(whole);
      }
    }
    for (const family of families.values()) this.#add(place, path, family);
    for (const name of inner.sort()) {
      if (top && name.endsWith('.mnt')) this.mountPoints.push(name.slice(0, -'.mnt'.length));
      this.walk(`${place}${name}/`);
    }
  }

  #add(place: string, path: string, { written, extensions }: Family): void {
    const leave = (extension: string): void => {
      this.unknown.push(joined(path, `${written}.${extension}`));
    };
    const name = asObjectName(written);
    if (name === undefined) {
      extensions.forEach(leave);
      return;
    }
    const found: AccountType[] = [];
    for (const [extension, type] of directoryTypes) {
      if (extensions.delete(extension)) found.push(type);
    }
    const mailbox = mailboxTypes.find(([extension]) => extensions.has(extension));
    if (mailbox !== undefined || extensions.has('settings')) {
      const [extension, type] = mailbox ?? (['', 'TextMailbox'] as const);
      extensions.delete(extension);
      for (const service of serviceExtensions) extensions.delete(service);
      found.push(type);
    }
    extensions.forEach(leave);
    for (const type of found) this.#keep({ name, type, place, written });
  }

  /** Two directories for one Account: a readable settings file wins, else the first path (ruling 11). */
  #keep(account: FoundAccount): void {
    const other = this.accounts.get(account.name);
    if (other === undefined) {
      this.accounts.set(account.name, account);
      return;
    }
    const sorted = [other, account].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
    const winner = sorted.find((one) => this.#isReadable(one)) ?? sorted[0] ?? account;
    this.accounts.set(account.name, winner);
    const loser = winner === other ? account : other;
    this.report.add(
      'left',
      joined(this.directory, pathOf(loser)),
      `the account is in ${pathOf(winner)} too`,
    );
  }

  #isReadable(account: FoundAccount): boolean {
    try {
      return this.tree.dictionary(serviceFile(this.directory, account, 'settings')) !== undefined;
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  }
}

/** Where an Account is below its Domain's directory, as it is written there. */
export function pathOf({ place, written, type }: FoundAccount): string {
  return `${place}${written}.${typeExtensions[type]}`;
}

/** The path of one of an Account's service files below the tree's root. */
export function serviceFile(directory: string, account: FoundAccount, extension: string): string {
  return hasDirectory(account.type)
    ? joined(directory, `${pathOf(account)}/account.${extension}`)
    : joined(directory, `${account.place}${account.written}.${extension}`);
}

function isOfAccount(extension: string, kind: 'file' | 'directory'): boolean {
  if (directoryTypes.has(extension)) return kind === 'directory';
  if (extension === 'mbox') return kind === 'file';
  if (extension === 'mdir' || extension === 'mslc' || extension === 'balances') {
    return kind === 'directory';
  }
  return serviceExtensions.has(extension) && (kind === 'file' || extension === 'rpopids');
}
