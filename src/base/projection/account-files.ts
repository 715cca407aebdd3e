/**
 * The files of one Account on the disk (storage, sections 3.1 and 4): taken from where they are,
 * brought to where they belong, and written. Each step may be done twice: what is done already is
 * left as it is, so a crash between the steps and the note of them does no harm.
 */
import { accountLocation } from '../../engine/account-place.js';
import type { Found } from '../../engine/directory.js';
import { allMailboxes, type Mailbox } from '../../engine/mailboxes.js';
import { effectiveSetting } from '../../engine/settings-chain.js';
import type { Reader } from '../../store/store.js';
import type { AccountRow, Id } from '../../store/tables.js';
import type { Dictionary } from '../../values/value.js';
import { accountDocuments } from '../account-documents.js';
import { accountInfo, type AccountInfo, type MailboxPlace } from '../info-file.js';
import {
  hasDirectory,
  mailboxFile,
  mailboxFolder,
  mailboxFormat,
  mailboxPart,
  formatOfFile,
  type MailboxFormat,
} from '../layout.js';
import type { SafeTree } from '../safe-tree.js';
import type { PlacedAccount } from './state.js';
import { accountWaiting, boxWaiting } from './waiting.js';

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

/** Takes the files of an Account from where they are. */
export function takeAccount(tree: SafeTree, directory: string, id: Id, location: string): void {
  for (const [at, waiting] of partsAt(directory, location, id)) {
    if (tree.stat(waiting) === undefined) tree.move(at, waiting);
  }
}

/** Brings the files of an Account to where they belong. */
export function placeAccount(tree: SafeTree, directory: string, id: Id, location: string): void {
  for (const [at, waiting] of partsAt(directory, location, id)) tree.move(waiting, at);
  tree.remove(accountWaiting(id));
}

/** Removes the files of an Account that is gone, which were taken before. */
export function dropAccount(tree: SafeTree, id: Id, boxes: Iterable<Id>): void {
  tree.remove(accountWaiting(id));
  for (const box of boxes) tree.remove(boxWaiting(id, box));
}

/** Which Mailboxes of an Account have files that must leave their place, by their ids. */
export function boxesThatMove(
  tx: Reader,
  account: Found<AccountRow>,
  placed: PlacedAccount,
): readonly Id[] {
  if (!hasDirectory(account.row.type)) return [];
  const wanted = new Map(storesOf(tx, account).map(({ path, row }) => [row.id, path]));
  return [...placed.boxes].flatMap(([id, file]) =>
    isTaken(file) || mailboxPart(file)?.path === wanted.get(id) ? [] : [id],
  );
}

/** What is noted of a Mailbox whose file was taken from its place: its extension. */
export function takenBox(file = '.mbox'): string {
  return file.slice(file.lastIndexOf('.'));
}

function isTaken(file: string): boolean {
  return file.startsWith('.');
}

/** Takes the files of Mailboxes from where they are. */
export function takeBoxes(
  tree: SafeTree,
  directory: string,
  id: Id,
  { location, boxes }: PlacedAccount,
  moving: readonly Id[],
): void {
  for (const box of moving) {
    const waiting = boxWaiting(id, box);
    if (tree.stat(waiting) === undefined) {
      tree.move(`${directory}/${location}/${boxes.get(box)}`, waiting);
    }
  }
}

/** An Account and where its files are to be. */
export interface Project {
  readonly tree: SafeTree;
  readonly tx: Reader;
  readonly account: Found<AccountRow>;
  /** The directory of its Domain. */
  readonly directory: string;
  /** The file of each Mailbox by its id, as far as they were placed before. */
  readonly boxes: ReadonlyMap<Id, string>;
  /** There are no files of it yet. */
  readonly isNew: boolean;
}

/** Makes the files of Mailboxes be where they belong; tells where that is, by the Mailboxes' ids. */
export function placeBoxes(project: Project): ReadonlyMap<Id, string> {
  const { tree, tx, account, directory, boxes } = project;
  const { id, row } = account;
  const root = `${directory}/${accountLocation(row)}`;
  if (!hasDirectory(row.type)) {
    makeMailbox(tree, root, mailboxFormat(row.type));
    return new Map();
  }
  tree.makeDirectory(root);
  const placed = new Map<Id, string>();
  for (const mailbox of allMailboxes(tx, account)) {
    if (mailbox.row.folder) tree.makeDirectory(`${root}/${mailboxFolder(mailbox.path)}`);
    if (!mailbox.row.store) continue;
    const box = mailbox.row.id;
    const known = boxes.get(box);
    const format = known === undefined ? formatAt(project, root, mailbox) : formatOfFile(known);
    const file = mailboxFile(mailbox.path, format);
    const waiting = boxWaiting(id, box);
    if (known !== undefined && isTaken(known) && tree.stat(waiting) !== undefined) {
      tree.move(waiting, `${root}/${file}`);
    } else {
      makeMailbox(tree, `${root}/${file}`, format);
    }
    placed.set(box, file);
  }
  for (const box of boxes.keys()) if (!placed.has(box)) tree.remove(boxWaiting(id, box));
  return placed;
}

/** The format of a Mailbox that was not placed before: of a file that is there, else as asked for. */
function formatAt(
  { tree, tx, account, isNew }: Project,
  root: string,
  mailbox: Mailbox,
): MailboxFormat {
  const possible = isNew ? [] : (['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'] as const);
  for (const format of possible) {
    if (tree.stat(`${root}/${mailboxFile(mailbox.path, format)}`) !== undefined) return format;
  }
  const { row } = account;
  const usual = effectiveSetting(tx, row.domain, row, 'DefaultMailboxType');
  return mailboxFormat(mailbox.row.format || (typeof usual === 'string' ? usual : ''));
}

function makeMailbox(tree: SafeTree, path: string, format: MailboxFormat): void {
  if (tree.stat(path) !== undefined) return;
  if (format === 'TextMailbox') tree.writeFile(path, '');
  else tree.makeDirectory(path);
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

/** The volatile data of an Account; its file is written when it is stale. `given` are newer elements. */
export function keepInfo(
  tree: SafeTree,
  tx: Reader,
  account: Found<AccountRow>,
  directory: string,
  { location, boxes }: Pick<PlacedAccount, 'location' | 'boxes'>,
  given?: Dictionary,
): AccountInfo {
  const root = `${directory}/${location}`;
  const inDirectory = hasDirectory(account.row.type);
  const file = inDirectory
    ? `${root}/account.info`
    : `${directory}/${location.replace(/\.[^./]+$/, '.info')}`;
  const placeOf = (mailbox: Mailbox): MailboxPlace | undefined => {
    if (!inDirectory) return { file: root, format: mailboxFormat(account.row.type) };
    const box = boxes.get(mailbox.row.id);
    return box === undefined || isTaken(box)
      ? undefined
      : { file: `${root}/${box}`, format: formatOfFile(box) };
  };
  const info = accountInfo(tree, tx, account, file, placeOf, given);
  if (info.stale) {
    if (info.damage !== undefined) tree.remove(file);
    tree.writeFile(file, info.text);
  }
  return info;
}

function storesOf(tx: Reader, account: Found<AccountRow>): readonly Mailbox[] {
  return allMailboxes(tx, account).filter(({ row }) => row.store);
}
