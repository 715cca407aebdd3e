/** Files that can wait until the rest is written: those that tell of many objects. */
import { keysUnder, type Reader } from '../../store/store.js';
import { domains, type Id } from '../../tables/tables.js';
import { lists } from '../../tables/list-tables.js';
import type { SafeTree } from '../safe-tree.js';
import { deferredTask, nothingChanged, type Changed } from './changed.js';
import {
  removeOldLists,
  writeFileSets,
  writeIndexes,
  writeList,
  writeServer,
} from './domain-files.js';
import { deferredTasks, placedDomains } from './state.js';

/** What an Account or a Domain that could not be written is to be looked at for; else undefined. */
export function againOf(key: string): Changed | undefined {
  const { kind, id } = partsOf(key);
  const changed = nothingChanged();
  if (kind === 'account') changed.accounts.add(id);
  else if (kind === 'domain') changed.domains.add(id);
  else return undefined;
  return changed;
}

/** The Accounts that could not be written. */
export function deferredAccounts(placed: Reader): readonly Id[] {
  return Array.from(placed.range(deferredTasks, keysUnder('account/')), ([key]) => partsOf(key).id);
}

/** The Account whose `.info` is to be written; undefined for other deferredTasks. */
export function infoOf(key: string): Id | undefined {
  const { kind, id } = partsOf(key);
  return kind === 'info' ? id : undefined;
}

/**
 * Writes the files of a deferred task; returns false when the directory of its Domain is not in place. The
 * files of what is gone went with it.
 */
export function doDeferredTask(tree: SafeTree, tx: Reader, placed: Reader, key: string): boolean {
  const { kind, id } = partsOf(key);
  if (key === deferredTask.server) {
    writeServer(tree, tx);
    return true;
  }
  if (key === deferredTask.fileSets(0)) {
    writeFileSets(tree, tx, 0, '');
    return true;
  }
  const domain = kind === 'list' ? (tx.get(lists, id)?.domain ?? 0) : id;
  const home = placed.get(placedDomains, domain);
  if (tx.get(domains, domain) === undefined) return true;
  if (home === undefined || home.moving) return false;
  const directory = home.location;
  if (kind === 'indexes') writeIndexes(tree, tx, domain, directory);
  else if (kind === 'lists') removeOldLists(tree, tx, domain, directory);
  else if (kind === 'list') writeList(tree, tx, id, directory);
  else if (kind === 'files') writeFileSets(tree, tx, domain, directory);
  return true;
}

function partsOf(key: string): { readonly kind: string; readonly id: Id } {
  const [kind = '', id] = key.split('/');
  return { kind, id: Number(id) };
}
