/**
 * The files of one Account on the disk (storage, sections 3.1 and 4): taken from where they are,
 * brought to where they belong, and written. Each step may be done twice: what is done already is
 * left as it is, so a crash between the steps and the note of them does no harm.
 */
import { accountLocation } from '../../engine/account-place.js';
import type { Found } from '../../engine/directory.js';
import { allMailboxes } from '../../engine/mailboxes.js';
import type { Reader } from '../../store/store.js';
import type { AccountRow, Id } from '../../store/tables.js';
import { accountDocuments } from '../account-documents.js';
import { hasDirectory, mailboxFolder } from '../layout.js';
import type { SafeTree } from '../safe-tree.js';
import { accountWaiting, boxWaiting, type Waiting } from './waiting.js';

/** The extensions of the files of an Account without a directory of its own. */
const looseExtensions = [
  'mbox',
  'mdir',
  'mslc',
  'settings',
  'info',
  'prefs',
  'dst',
  'balances',
] as const;

/** The files of an Account at a place: where they are, and what they are called while they move. */
function* partsAt(directory: string, location: string, id: Id): Generator<[string, string], void> {
  const waiting = accountWaiting(id);
  if (/\.[abcm]acnt$/.test(location)) {
    yield [`${directory}/${location}`, waiting];
    return;
  }
  const stem = location.replace(/\.[^./]+$/, '');
  for (const extension of looseExtensions) {
    yield [`${directory}/${stem}.${extension}`, `${waiting}/${extension}`];
  }
}

/**
 * Takes the files of an Account from where they are. `isHere`: what is there although it waits
 * already was copied to another file system, but not removed before that was interrupted.
 */
export function takeAccount(
  tree: SafeTree,
  directory: string,
  id: Id,
  location: string,
  isHere: boolean,
): void {
  for (const [at, waiting] of partsAt(directory, location, id)) {
    if (tree.stat(waiting) === undefined) tree.move(at, waiting);
    else if (isHere) tree.remove(at);
  }
}

/** Brings the files of an Account to where they belong. */
export function placeAccount(tree: SafeTree, directory: string, id: Id, location: string): void {
  for (const [at, waiting] of partsAt(directory, location, id)) tree.move(waiting, at);
  tree.remove(accountWaiting(id));
}

/** Removes the files of an Account that is gone, which were taken before. */
export function dropAccount(tree: SafeTree, id: Id, { accounts, boxes }: Waiting): void {
  if (accounts.has(id)) tree.remove(accountWaiting(id));
  for (const box of boxes.get(id) ?? []) tree.remove(boxWaiting(id, box));
}

/** An Account and where its files are. */
export interface Project {
  readonly tree: SafeTree;
  readonly tx: Reader;
  readonly account: Found<AccountRow>;
  /** The directory of its Domain. */
  readonly directory: string;
  /** There are no files of it yet. */
  readonly isNew: boolean;
}

/** Removes folders of Mailboxes that are not wanted any more, when there is nothing in them. */
export function removeEmptyFolders({ tree, tx, account, directory }: Project): void {
  if (!hasDirectory(account.row.type)) return;
  const root = `${directory}/${accountLocation(account.row)}`;
  const wanted = new Set(
    allMailboxes(tx, account).flatMap(({ path, row }) => (row.folder ? [mailboxFolder(path)] : [])),
  );
  const look = (inner: string): void => {
    for (const name of tree.list(inner === '' ? root : `${root}/${inner}`)) {
      if (!name.endsWith('.folder')) continue;
      const folder = inner === '' ? name : `${inner}/${name}`;
      look(folder);
      const isEmpty = tree.list(`${root}/${folder}`).length === 0;
      if (isEmpty && !wanted.has(folder)) tree.remove(`${root}/${folder}`);
    }
  };
  look('');
}

/** Writes the service files of an Account but for `.info`. */
export function writeDocuments({ tree, tx, account, directory, isNew }: Project): void {
  for (const { path, text } of accountDocuments(tx, account)) {
    if (text !== undefined) tree.writeFile(`${directory}/${path}`, text);
    else if (!isNew) tree.remove(`${directory}/${path}`);
  }
}
