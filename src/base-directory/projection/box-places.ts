/**
 * Where the messages of an Account's Mailboxes are on the disk (storage, section 4.1). They follow
 * their Mailbox through every renaming. Each step may be done twice.
 */
import type { FoundAccount } from '../../engine/directory/directory.js';
import type { MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import { allMailboxes, type Mailbox } from '../../engine/mailboxes/mailboxes.js';
import { effectiveSetting } from '../../engine/settings/settings-chain.js';
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import {
  formatOfFile,
  hasDirectory,
  mailboxFile,
  mailboxFolder,
  mailboxFormat,
  mailboxPart,
  type MailboxFormat,
} from '../layout.js';
import type { SafeTree } from '../safe-tree.js';
import type { PlacedBox } from './state.js';
import { stagedBox } from './staged.js';

/** Mailboxes by their ids. */
type Boxes = ReadonlyMap<Id, PlacedBox>;

/** The Mailboxes of an Account, and where they are. */
export interface BoxPlaces {
  readonly tree: SafeTree;
  readonly tx: Reader;
  readonly account: FoundAccount;
  /** The Account's directory, where it is now. */
  readonly root: string;
  /** There is no such directory yet. */
  readonly isNew: boolean;
  readonly boxes: Boxes;
  /** Those whose messages wait. */
  readonly staged: ReadonlySet<Id>;
  /** Whether the journal tells that the Mailbox of a path went from there. */
  readonly hasLeft: (path: MailboxPath) => boolean;
}

/** Takes messages from where they must not stay; returns where those of each Mailbox are to be. */
export function stageBoxes(places: BoxPlaces): Boxes {
  const { tree, tx, account, root, boxes, staged } = places;
  if (!hasDirectory(account.row.type)) return boxes;
  const wanted = new Map<Id, Mailbox>();
  for (const mailbox of allMailboxes(tx, account)) {
    if (mailbox.row.store) wanted.set(mailbox.row.id, mailbox);
  }
  const next = new Map<Id, PlacedBox>();
  const stays = new Set<string>();
  for (const [id, box] of boxes) {
    const mailbox = wanted.get(id);
    if (mailbox === undefined && box.file !== '' && !maySetAside(places, box)) {
      next.set(id, box);
      stays.add(box.file);
      continue;
    }
    const file = mailbox === undefined ? '' : mailboxFile(mailbox.path, formatOfFile(box.file));
    const isWaiting = staged.has(id);
    const from = `${root}/${box.file}`;
    if (file !== box.file && box.file !== '' && !isWaiting) {
      if (file === '') tree.setAside(from);
      else tree.move(from, stagedBox(account.id, id));
    }
    // What was copied to another file system, but not removed before the copying was interrupted.
    if (isWaiting && !box.moving) tree.setAside(from);
    next.set(id, { file, moving: box.moving || isWaiting || file !== box.file });
  }
  for (const [id, mailbox] of wanted) {
    if (next.has(id)) continue;
    const file = mailboxFile(mailbox.path, formatAt(places, mailbox));
    // Nothing tells that what is there may go: this one has no messages until somebody looks.
    if (stays.has(file)) continue;
    next.set(id, { file, moving: true });
  }
  return next;
}

/**
 * Makes messages be where they belong; returns where they are, and whether all are where the store
 * says now.
 */
export function placeBoxes(places: BoxPlaces): { boxes: Boxes; isComplete: boolean } {
  const { tree, tx, account, root, boxes, staged } = places;
  if (!hasDirectory(account.row.type)) {
    makeMailbox(places, root, mailboxFormat(account.row.type));
    return { boxes, isComplete: true };
  }
  const placed = new Map(boxes);
  let isComplete = true;
  tree.makeDirectory(root);
  for (const { path, row } of allMailboxes(tx, account)) {
    if (row.folder) tree.makeDirectory(`${root}/${mailboxFolder(path)}`);
    if (!row.store) continue;
    const box = boxes.get(row.id);
    const format = formatOfFile(box?.file ?? '');
    const isWaiting = staged.has(row.id);
    const isToCome = isWaiting && box?.moving === false;
    if (box === undefined || isToCome || box.file !== mailboxFile(path, format)) {
      isComplete = false;
      continue;
    }
    const file = `${root}/${box.file}`;
    if (isWaiting) tree.move(stagedBox(account.id, row.id), file);
    else makeMailbox(places, file, format);
    if (box.moving) placed.set(row.id, { file: box.file, moving: false });
  }
  for (const [id, { file }] of boxes) {
    if (file !== '') continue;
    if (staged.has(id)) {
      tree.setAside(stagedBox(account.id, id), { as: `${root}/${id}` });
    }
    placed.delete(id);
  }
  return { boxes: placed, isComplete };
}

/** Whether the journal tells that the Mailbox of a file is deleted. */
function maySetAside({ hasLeft }: BoxPlaces, { file }: PlacedBox): boolean {
  const part = mailboxPart(file);
  return part !== undefined && hasLeft(part.path);
}

/** The format of a Mailbox that was not placed before: of a file that is there, else as asked for. */
function formatAt({ tree, tx, account, root, isNew }: BoxPlaces, mailbox: Mailbox): MailboxFormat {
  const possible = isNew ? [] : (['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'] as const);
  for (const format of possible) {
    if (tree.stat(`${root}/${mailboxFile(mailbox.path, format)}`) !== undefined) return format;
  }
  const { row } = account;
  const usual = effectiveSetting(tx, row.domain, row, 'DefaultMailboxType');
  return mailboxFormat(mailbox.row.format || (typeof usual === 'string' ? usual : ''));
}

function makeMailbox({ tree, isNew }: BoxPlaces, path: string, format: MailboxFormat): void {
  if (format === 'TextMailbox') tree.makeFile(path);
  else if (isNew || tree.stat(path) === undefined) tree.makeDirectory(path);
}
