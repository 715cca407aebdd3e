/**
 * Which directories of a tree are Domains (storage, section 2; rulings 12 and 13), and what at its
 * top and beside the Domains is none.
 */
import { asDomainName, type DomainName } from '../../engine/core/names.js';
import { scanDomain } from '../reading/account-scan.js';
import { fileAreas } from '../reading/domain-files.js';
import { Report } from '../reading/report.js';
import { joined, linkIsLeft, type SourceTree } from '../reading/source-tree.js';
import { storeNoteName } from '../store-note.js';
import type { FoundDomain } from './domain-source.js';

/** What a tree holds beside the files of the server itself. */
export interface FoundDomains {
  /** The Main Domain first, if there is one. */
  readonly domains: readonly FoundDomain[];
  /** Storage mount points of Domains, without `.mnt`. */
  readonly mountPoints: readonly string[];
  /** Paths of what is not understood. */
  readonly unknown: readonly string[];
}

/** The directory of the Main Domain. */
export const mainDirectory = 'Accounts';
const otherDirectory = 'Domains';

/** What is read in a way of its own, and what a running server keeps for itself only. */
const known: ReadonlySet<string> = new Set([
  mainDirectory,
  otherDirectory,
  'Settings',
  'ProcessID',
  ...fileAreas.keys(),
]);

/** What this server keeps beside the documented files. */
const own: ReadonlySet<string> = new Set([
  'store',
  'files',
  'projector',
  'importing',
  'password.key',
  storeNoteName,
]);

/** Looks for Domains; the Main Domain's directory counts when `mainName` is known. */
export function findDomains(
  tree: SourceTree,
  mainName: DomainName | undefined,
  report: Report,
): FoundDomains {
  const domains = new Map<DomainName, FoundDomain>();
  const mountPoints: string[] = [];
  const unknown: string[] = [];
  const add = (domain: FoundDomain): void => {
    const other = domains.get(domain.name);
    if (other === undefined) domains.set(domain.name, domain);
    else report.add('left', domain.directory, `the domain is in ${other.directory} too`);
  };
  if (mainName !== undefined && tree.isDirectory(mainDirectory)) {
    add({ name: mainName, main: true, directory: mainDirectory, storage: '' });
  }
  const walk = (path: string, storage: string): void => {
    for (const { name, kind } of tree.list(path, storage === '')) {
      const directory = joined(path, name);
      const domain = asDomainName(name);
      if (kind === 'link') {
        report.add('left', directory, linkIsLeft(directory));
      } else if (kind === 'directory' && storage === '' && name.endsWith('.mnt')) {
        const point = name.slice(0, -'.mnt'.length);
        mountPoints.push(point);
        walk(directory, point);
      } else if (kind === 'directory' && domain !== undefined && isDomain(tree, directory)) {
        add({ name: domain, main: false, directory, storage });
      } else {
        unknown.push(directory);
      }
    }
  };
  walk(otherDirectory, '');
  for (const { name, kind } of tree.list('')) {
    if (kind === 'link' && known.has(name)) report.add('left', name, linkIsLeft(name));
    if (!known.has(name) && !own.has(name)) unknown.push(name);
  }
  return { domains: [...domains.values()], mountPoints, unknown };
}

/** A `Settings` directory or an Account makes a directory a Domain. */
function isDomain(tree: SourceTree, directory: string): boolean {
  if (tree.isDirectory(joined(directory, 'Settings'))) return true;
  return scanDomain(tree, directory, new Report()).accounts.size > 0;
}
