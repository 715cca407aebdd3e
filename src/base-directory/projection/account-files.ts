/**
 * The files of one Account on the disk (storage, sections 3.1 and 4): taken from where they are,
 * brought to where they belong, and written. Each step may be done twice: what is done already is
 * left as it is, so a crash between the steps and the note of them does no harm.
 */
import { accountLocation } from '../../engine/places/account-place.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import { allMailboxes } from '../../engine/mailboxes/mailboxes.js';
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { accountDocuments } from '../account-documents.js';
import { hasDirectory, mailboxFolder } from '../layout.js';
import type { SafeTree } from '../safe-tree.js';
import { stagedAccount, stagedBox, type Staged } from './staged.js';

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
  const staged = stagedAccount(id);
  if (/\.[abcm]acnt$/.test(location)) {
    yield [`${directory}/${location}`, staged];
    return;
  }
  const stem = location.replace(/\.[^./]+$/, '');
  for (const extension of looseExtensions) {
    yield [`${directory}/${stem}.${extension}`, `${staged}/${extension}`];
  }
}

/**
 * Takes the files of an Account from where they are. `isHere`: what is there although it waits
 * already was copied to another file system, but not removed before that was interrupted. It is moved
 * aside, for it could be something else.
 */
export function stageAccount(
  tree: SafeTree,
  directory: string,
  id: Id,
  location: string,
  isHere: boolean,
): void {
  for (const [at, staged] of partsAt(directory, location, id)) {
    if (tree.stat(staged) === undefined) tree.move(at, staged);
    else if (isHere) tree.setAside(at);
  }
}

/** Brings the files of an Account to where they belong. */
export function placeAccount(tree: SafeTree, directory: string, id: Id, location: string): void {
  for (const [at, staged] of partsAt(directory, location, id)) tree.move(staged, at);
  tree.removeEmpty(stagedAccount(id));
}

/** Moves the files of an Account aside, from where they are and where they wait. */
export function dropAccount(
  tree: SafeTree,
  directory: string,
  { id, location, forEver = false }: Dropped,
  { accounts, boxes }: Staged,
): void {
  if (location !== '') {
    for (const [at, staged] of partsAt(directory, location, id)) {
      tree.setAside(at, { forEver });
      tree.setAside(staged, { as: at, forEver });
    }
  }
  const as = location === '' ? stagedAccount(id) : `${directory}/${location}`;
  if (accounts.has(id)) tree.setAside(stagedAccount(id), { as, forEver });
  for (const box of boxes.get(id) ?? []) {
    tree.setAside(stagedBox(id, box), { as: `${as}/${box}`, forEver });
  }
}

/** An Account whose files are moved aside. */
export interface Dropped {
  readonly id: Id;
  /** Where they were; empty when nobody knows. */
  readonly location: string;
  /** Nothing tells that they may go. */
  readonly forEver?: boolean;
}

/** An Account and where its files are. */
export interface Project {
  readonly tree: SafeTree;
  readonly tx: Reader;
  readonly account: FoundAccount;
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
      if (!wanted.has(folder)) tree.removeEmpty(`${root}/${folder}`);
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
