/**
 * Creating, deleting and renaming Mailboxes (objects, section 9). Whoever acts on behalf of another
 * Account needs its rights; what is refused leaves everything as it was.
 */
import type { MailboxRow } from '../../tables/mailbox-tables.js';
import type { Reader } from '../../store/store.js';
import type { AccountRow } from '../../tables/tables.js';
import { limitOf } from '../settings/account-limits.js';
import type { Change } from '../core/change.js';
import { type FoundAccount, newId } from '../directory/directory.js';
import {
  inbox,
  mailboxPath,
  outerPaths,
  type FacedName,
  type MailboxPath,
  type NewName,
} from './mailbox-names.js';
import { outerOf, requireCreatable, requireRemovable, type OnBehalfOf } from './mailbox-rights.js';
import {
  allMailboxes,
  blank,
  findMailbox,
  hasNested,
  keepMailbox,
  mailboxAt,
  mailboxClass,
  nestedMailboxes,
  type Mailbox,
} from './mailboxes.js';
import { refuse } from '../core/refusal.js';
import { effectiveSetting } from '../settings/settings-chain.js';

/** An Account whose Mailboxes change, and on whose behalf. */
export interface Target {
  readonly account: FoundAccount;
  readonly who: OnBehalfOf;
}

/** Account types that have one Mailbox only. */
const singleMailbox: readonly string[] = ['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'];

/**
 * Creates a Mailbox, or only a folder, and the folders around it that are not there yet. It starts
 * with the rights of what is around it. Refuses with `mailbox-exists`, `limit-reached`, `no-right`,
 * `illegal-value`, or `not-on-this-account` for an Account of one Mailbox.
 */
export function createMailbox(
  change: Change,
  { account, who }: Target,
  { path, folder, format }: NewName,
  boxClass = '',
): void {
  const { tx, now } = change;
  requireManyMailboxes(account);
  if (folder && boxClass !== '') refuse('illegal-value', 'a folder has no mailbox class');
  requireCreatable(tx, account, path, who);
  const present = mailboxAt(tx, account, path);
  if (folder ? present?.folder : present?.store) refuse('mailbox-exists');
  const had = countIfLimited(tx, account);
  const acl = makeOuterFolders(change, account, path);
  const base = present ?? { ...blank, acl };
  const store = { store: true, created: now, boxClass: mailboxClass(boxClass), format };
  const id = base.id === 0 && path !== inbox ? newId(tx) : base.id;
  keepMailbox(change, { account, path }, { ...base, id, ...(folder ? { folder } : store) });
  requireRoom(tx, account, had);
}

/**
 * Deletes a Mailbox, or only its folder when the name says so. What is below it stays, and so does
 * the folder for it, unless `nested`: then everything below it goes too. Refuses with
 * `unknown-mailbox`, `inbox-needed`, `no-right`, or `mailbox-not-empty` for a folder that holds
 * something.
 */
export function deleteMailbox(
  change: Change,
  { account, who }: Target,
  { path, folder }: FacedName,
  nested: boolean,
): void {
  const { tx } = change;
  const mailbox = findMailbox(tx, account, path);
  const { row } = mailbox;
  if (folder && !row.folder) refuse('unknown-mailbox');
  if (path === inbox && !folder) refuse('inbox-needed');
  requireRemovable(tx, mailbox, who);
  if (nested) {
    for (const below of nestedMailboxes(tx, account, path)) {
      requireRemovable(tx, below, who);
    }
    for (const below of nestedMailboxes(tx, account, path)) keepMailbox(change, below, undefined);
  }
  const full = hasNested(tx, account, path);
  if (full && (folder || !row.store)) refuse('mailbox-not-empty');
  if (folder) keepMailbox(change, mailbox, row.store ? { ...row, folder: false } : undefined);
  else keepMailbox(change, mailbox, full ? folderOf(row) : undefined);
}

/** A row without its store: a folder of the same rights. */
function folderOf({ acl }: MailboxRow): MailboxRow {
  return { ...blank, folder: true, acl };
}

/**
 * Gives a Mailbox another name. What is below it stays, and so does the folder for it, unless
 * `nested`: then everything below it comes along. A new INBOX takes the place of the old one.
 * Rights go with the Mailbox. Refuses with `unknown-mailbox`, `mailbox-exists`, `limit-reached`,
 * `no-right`, `illegal-value` for a new name inside what moves, `mailbox-not-empty` for a folder
 * that shall not take along what it holds, or `not-on-this-account`.
 */
export function renameMailbox(
  change: Change,
  { account, who }: Target,
  from: MailboxPath,
  to: MailboxPath,
  nested: boolean,
): void {
  const { tx } = change;
  requireManyMailboxes(account);
  const mailbox = findMailbox(tx, account, from);
  const below = nestedMailboxes(tx, account, from);
  for (const moved of nested ? [mailbox, ...below] : [mailbox]) requireRemovable(tx, moved, who);
  requireCreatable(tx, account, to, who);
  const full = below.length > 0;
  if (full && !nested && !mailbox.row.store) refuse('mailbox-not-empty');
  const taken = mailboxAt(tx, account, to);
  const mayMerge = mailbox.row.store && taken?.store === false && !(nested && full);
  if (taken !== undefined && !mayMerge) refuse('mailbox-exists');
  if (to.startsWith(`${from}/`) && (nested || !mailbox.row.store)) {
    refuse('illegal-value', 'a mailbox cannot move into itself');
  }

  const had = countIfLimited(tx, account);
  const staysFull = full && !nested;
  keepMailbox(change, mailbox, leftBehind(change, mailbox, staysFull));
  if (nested) for (const inner of below) keepMailbox(change, inner, undefined);
  makeOuterFolders(change, account, to);
  const folder = (mailbox.row.folder && !staysFull) || taken?.folder === true;
  keepMailbox(change, { account, path: to }, { ...mailbox.row, folder });
  if (nested) {
    for (const { path, row } of below) {
      const moved = mailboxPath(`${to}${path.slice(from.length)}`); // it may have become too long
      keepMailbox(change, { account, path: moved }, row);
    }
  }
  requireRoom(tx, account, had);
}

/** What a renamed Mailbox leaves under its old name. */
function leftBehind(
  { tx, now }: Change,
  { path, row }: Mailbox,
  folder: boolean,
): MailboxRow | undefined {
  if (path === inbox) return { ...blank, id: newId(tx), store: true, folder, created: now };
  return folder ? folderOf(row) : undefined;
}

/** Makes folders of all names around a path; gives the rights that a new name there starts with. */
function makeOuterFolders(change: Change, account: FoundAccount, path: MailboxPath): string {
  const { tx } = change;
  const acl = outerOf(tx, account, path)?.row.acl ?? blank.acl;
  for (const outer of outerPaths(path)) {
    const row = mailboxAt(tx, account, outer) ?? { ...blank, acl };
    keepMailbox(change, { account, path: outer }, { ...row, folder: true });
  }
  return acl;
}

/** Whether an Account has a type that may have Mailboxes beside INBOX. */
export function hasManyMailboxes({ type }: AccountRow): boolean {
  return !singleMailbox.includes(type);
}

function requireManyMailboxes({ row }: FoundAccount): void {
  if (!hasManyMailboxes(row)) refuse('not-on-this-account');
}

/** How many names an Account has; 0 when no limit asks for it. */
function countIfLimited(tx: Reader, account: FoundAccount): number {
  return limitFor(tx, account) === Infinity ? 0 : allMailboxes(tx, account).length;
}

/** Refuses with `limit-reached` when an Account has got more names than `MaxMailboxes` allows. */
function requireRoom(tx: Reader, account: FoundAccount, had: number): void {
  const has = countIfLimited(tx, account);
  if (has > had && has > limitFor(tx, account)) refuse('limit-reached');
}

function limitFor(tx: Reader, { row }: FoundAccount): number {
  return limitOf(effectiveSetting(tx, row.domain, row, 'MaxMailboxes'));
}
