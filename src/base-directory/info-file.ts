/**
 * `account.info` (storage, section 5.1; rulings 8 and 14): what changes without anybody's command -
 * how much is in the Mailboxes, when the user logged in last - and copies of the rights and classes
 * of Mailboxes. The server can do without the file: what it does not say is counted anew.
 */
import {
  noMessages,
  type MailboxCounts,
  type VolatileData,
} from '../engine/accounts/account-files.js';
import type { FoundAccount } from '../engine/directory/directory.js';
import { dictionaryOf, readDocument } from '../engine/core/documents.js';
import { allMailboxes, type Mailbox } from '../engine/mailboxes/mailboxes.js';
import { totalsOf } from '../engine/file-storage/storage-files.js';
import type { Reader } from '../store/store.js';
import { TimeStamp, type Dictionary, type Value } from '../values/value.js';
import type { MailboxFormat } from './layout.js';
import { mailboxMark, scanMailbox } from './mailbox-files.js';
import { infoText, readOldInfo } from './old-info.js';
import { readDamage } from './read-damage.js';
import type { SafeTree } from './safe-tree.js';
import { uidMax } from './separator-lines.js';

/** Where the messages of a Mailbox are. */
export interface MailboxPlace {
  readonly file: string;
  readonly format: MailboxFormat;
}

/** Where the volatile data of an Account are. */
export interface InfoPlace {
  readonly file: string;
  /** The file was written before: what is there now is ours, or it is damage. */
  readonly isKept: boolean;
  /** Where the messages of a Mailbox are; undefined while they are in no place. */
  readonly placeOf: (mailbox: Mailbox) => MailboxPlace | undefined;
}

/** An Account's volatile data. */
export interface AccountInfo extends VolatileData {
  /** The text of the file. */
  readonly text: string;
  /** Whether the file has another text now. */
  readonly stale: boolean;
  /** The file could not be believed: a line with its path and the reason. */
  readonly damage: string | undefined;
  /** Mailboxes that could not be read: a line for each, as above. */
  readonly unread: readonly string[];
}

/**
 * How large an `.info` file may be, in bytes: so much without Mailboxes, and so much for each beside
 * what is kept of it. Reading a text of a megabyte that means to do harm takes half a second.
 */
export const infoBytesMax = 1024 * 1024;
const boxBytesMax = 1024;

const nothing: Dictionary = new Map();

/**
 * The volatile data of an Account: from its file where that still tells the truth, else counted.
 * `given` are elements that are newer than those in the file. Never throws for what is in the files:
 * what cannot be read is told as damage, and a mailbox that cannot be read holds what was counted
 * last.
 */
export function accountInfo(
  tree: SafeTree,
  tx: Reader,
  account: FoundAccount,
  { file, isKept, placeOf }: InfoPlace,
  given: Dictionary = nothing,
): AccountInfo {
  const { id, row } = account;
  const mailboxes = allMailboxes(tx, account);
  const bytesMax = mailboxes.reduce((bytes, mailbox) => bytes + boxBytes(mailbox), infoBytesMax);
  const old = readOldInfo(tree, { file, account: id, isKept, bytesMax });
  const unread: string[] = [];
  const counts = new Map<string, MailboxCounts>();
  const told = new Map<string, Value>();
  let used = totalsOf(tx, id).bytes;
  for (const mailbox of mailboxes) {
    const { mark, ...counted } = countsOf(tree, placeOf(mailbox), old.boxOf(mailbox), unread);
    counts.set(mailbox.path, counted);
    used += counted.size;
    told.set(mailbox.path, mailboxElements(mailbox, counted, mark));
  }
  const elements = new Map<string, Value>([
    ...old.elements,
    ...given,
    ['Created', new TimeStamp('time', Math.floor(row.created / 1000))],
    ['StorageUsed', String(used)],
  ]);
  const statistics = readDocument(tx, id, 'statistics');
  if (statistics.size > 0) elements.set('Statistics', statistics);
  for (const [key, value] of elements) told.set(`#${key}`, value);
  const text = infoText(told, id);
  return { text, stale: text !== old.text, damage: old.damage, unread, counts, elements };
}

function boxBytes({ path, row }: Mailbox): number {
  return boxBytesMax + 4 * path.length + row.acl.length + row.info.length;
}

/** What a Mailbox holds: from its old element when its file is as it was then. */
function countsOf(
  tree: SafeTree,
  place: MailboxPlace | undefined,
  before: Dictionary,
  unread: string[],
): MailboxCounts & { readonly mark: string } {
  const known = {
    messages: wholeNumber(before, 'Messages') ?? 0,
    size: wholeNumber(before, 'Size') ?? 0,
    lastUid: wholeNumber(before, 'LastUID', uidMax) ?? 0,
  };
  if (place === undefined) return { ...known, mark: '' };
  const { file, format } = place;
  try {
    const mark = mailboxMark(tree, file, format);
    if (mark === undefined) return { ...noMessages, lastUid: known.lastUid, mark: '' };
    if (mark !== '' && before.get('BoxMark') === mark) return { ...known, mark };
    const found = scanMailbox(tree, file, format);
    return { ...found, lastUid: Math.max(found.lastUid, known.lastUid), mark };
  } catch (error) {
    unread.push(readDamage(file, error));
    return { ...known, mark: '' };
  }
}

function mailboxElements(
  { row }: Mailbox,
  { messages, size, lastUid }: MailboxCounts,
  mark: string,
): Dictionary {
  const told = new Map<string, Value>(dictionaryOf(row.info));
  if (row.acl !== '{}') told.set('Access', dictionaryOf(row.acl));
  if (row.boxClass !== '') told.set('BoxClass', row.boxClass);
  if (row.format !== '') told.set('BoxType', row.format);
  if (row.id !== 0) told.set('BoxID', String(row.id));
  if (row.folder) told.set('BoxFolder', 'YES');
  if (!row.store) return told.set('BoxStore', 'NO');
  if (mark !== '') told.set('BoxMark', mark);
  told.set('LastUID', String(lastUid));
  told.set('Messages', String(messages));
  told.set('Size', String(size));
  return told.set('UIDValidity', String(Math.floor(row.created / 1000)));
}

function wholeNumber(
  box: Dictionary,
  key: string,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const value = box.get(key);
  const text = typeof value === 'bigint' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) return undefined;
  return Number(text) <= max ? Number(text) : undefined;
}
