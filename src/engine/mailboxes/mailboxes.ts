/**
 * The Mailboxes of an Account as they are (objects, section 9): finding, listing, information
 * records, and the one way to write their rows. A name has two faces, a store of messages and a
 * folder of other names, and at least one of them. INBOX is always there; it has a row only after
 * something about it changed.
 */
import { keysUnder, type Reader } from '../../store/store.js';
import { inAccount, mailboxes, type MailboxRow } from '../../tables/mailbox-tables.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import { noMessages, type MailboxCounts } from '../accounts/account-files.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { dictionaryOf, merged } from '../core/documents.js';
import { inbox, type MailboxPath } from './mailbox-names.js';
import { refuse } from '../core/refusal.js';
import { maskedText } from '../core/secrets.js';
import { effectOn } from '../core/effects.js';
import { theAccount } from '../directory/subjects.js';

/** A Mailbox of an Account. */
export interface Mailbox {
  readonly account: FoundAccount;
  readonly path: MailboxPath;
  readonly row: MailboxRow;
}

/** A name with neither a past nor a face. */
export const blank: MailboxRow = {
  store: false,
  folder: false,
  created: 0,
  boxClass: '',
  format: '',
  acl: '{}',
  info: '{}',
  id: 0,
};

/** What the server itself tells of a Mailbox. */
const counted: readonly string[] = ['LastUID', 'Messages', 'Size', 'UIDValidity'];

/** What an Account has under a path, or undefined when there is nothing. */
export function mailboxAt(
  tx: Reader,
  { id, row }: FoundAccount,
  path: MailboxPath,
): MailboxRow | undefined {
  const kept = tx.get(mailboxes, inAccount(id, path));
  if (kept !== undefined || path !== inbox) return kept;
  return { ...blank, store: true, created: row.created };
}

/** What an Account has under a path. Refuses with `unknown-mailbox`. */
export function findMailbox(tx: Reader, account: FoundAccount, path: MailboxPath): Mailbox {
  const row = mailboxAt(tx, account, path) ?? refuse('unknown-mailbox');
  return { account, path, row };
}

/** A Mailbox that can hold messages. Refuses with `unknown-mailbox`. */
export function findStore(tx: Reader, account: FoundAccount, path: MailboxPath): Mailbox {
  const mailbox = findMailbox(tx, account, path);
  if (!mailbox.row.store) refuse('unknown-mailbox', 'mailbox is a folder only');
  return mailbox;
}

/** Everything that an Account has, INBOX first, the others by name. */
export function allMailboxes(tx: Reader, account: FoundAccount): readonly Mailbox[] {
  return [...eachMailbox(tx, account)];
}

/** As `allMailboxes`, one after another. */
export function* eachMailbox(tx: Reader, account: FoundAccount): Generator<Mailbox, void> {
  yield findMailbox(tx, account, inbox);
  for (const mailbox of mailboxesIn(tx, account, keysUnder(`${account.id}/`))) {
    if (mailbox.path !== inbox) yield mailbox;
  }
}

/** Everything below a Mailbox, by name. */
export function nestedMailboxes(
  tx: Reader,
  account: FoundAccount,
  path: MailboxPath,
): readonly Mailbox[] {
  return [...mailboxesIn(tx, account, keysUnder(inAccount(account.id, `${path}/`)))];
}

/** Whether there is anything below a Mailbox. */
export function hasNested(tx: Reader, account: FoundAccount, path: MailboxPath): boolean {
  const span = { ...keysUnder(inAccount(account.id, `${path}/`)), limit: 1 };
  return [...mailboxesIn(tx, account, span)].length > 0;
}

function* mailboxesIn(
  tx: Reader,
  account: FoundAccount,
  span: { readonly start: string; readonly end: string; readonly limit?: number },
): Generator<Mailbox, void> {
  const prefixLength = inAccount(account.id, '').length;
  for (const [key, row] of tx.range(mailboxes, span)) {
    yield { account, path: key.slice(prefixLength) as MailboxPath, row };
  }
}

/** The information record of a Mailbox. */
export function mailboxInfo({ row }: Mailbox, counts: MailboxCounts = noMessages): Dictionary {
  const info = new Map<string, Value>([
    ...dictionaryOf(row.info),
    ['Class', row.boxClass],
    ['Messages', BigInt(counts.messages)],
    ['Size', BigInt(counts.size)],
    ['LastUID', BigInt(counts.lastUid)],
    ['UIDValidity', BigInt(Math.floor(row.created / 1000))],
  ]);
  if (row.format !== '') info.set('MailboxType', row.format);
  return info;
}

/**
 * Merges given elements into the information record of a Mailbox; `default` removes one, and `Class`
 * is its class. Refuses with `illegal-value` what the server itself counts.
 */
export function updateInfo(change: Change, mailbox: Mailbox, given: Dictionary): void {
  const { row } = mailbox;
  for (const key of [...counted, 'MailboxType']) {
    if (given.has(key)) refuse('illegal-value', 'mailbox element cannot be modified');
  }
  const info = new Map(
    merged(new Map([...dictionaryOf(row.info), ['Class', row.boxClass]]), given),
  );
  const boxClass = mailboxClass(info.get('Class') ?? '');
  info.delete('Class');
  keepMailbox(change, mailbox, { ...row, boxClass, info: print(info) });
}

/** Gives a Mailbox another class; an empty one means none. Refuses with `illegal-value`. */
export function setClass(change: Change, mailbox: Mailbox, boxClass: string): void {
  keepMailbox(change, mailbox, { ...mailbox.row, boxClass: mailboxClass(boxClass) });
}

/** A class as it may be kept. Refuses with `illegal-value`. */
export function mailboxClass(given: Value): string {
  if (typeof given === 'string' && /^[^\0-\x1f\x7f]{0,100}$/.test(given)) return given;
  return refuse('illegal-value', 'illegal mailbox class');
}

/**
 * Writes what is under a path, or removes it when there shall be nothing, and tells the journal. The
 * same again changes nothing.
 */
export function keepMailbox(
  change: Change,
  { account, path }: Omit<Mailbox, 'row'>,
  next: MailboxRow | undefined,
): void {
  const { tx } = change;
  const before = mailboxAt(tx, account, path);
  if (textOf(before) === textOf(next)) return;
  const key = inAccount(account.id, path);
  const told = effectOn(theAccount(tx, account), 'mailbox', {
    part: path,
    before: before && describe(before),
    after: next && describe(next),
  });
  if (next === undefined) change.remove(mailboxes, key, told);
  else change.put(mailboxes, key, next, told);
}

function textOf(row: MailboxRow | undefined): string | undefined {
  return row && mailboxes.encode(row);
}

/** A Mailbox as the journal tells of it: its faces and what it has, no more. */
function describe({ store, folder, boxClass, format, acl, info }: MailboxRow): string {
  const faces = [...(store ? ['store'] : []), ...(folder ? ['folder'] : [])];
  const told = new Map<string, Value>([...dictionaryOf(info), ['Faces', faces]]);
  if (boxClass !== '') told.set('Class', boxClass);
  if (format !== '') told.set('MailboxType', format);
  if (acl !== '{}') told.set('Access', dictionaryOf(acl));
  return maskedText(told);
}
