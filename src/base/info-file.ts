/**
 * `account.info` (storage, section 5.1; rulings 8 and 14): what changes without anybody's command -
 * how much is in the Mailboxes, when the user logged in last - and copies of the rights and classes
 * of Mailboxes. The server can do without the file: what it does not say is counted anew.
 */
import { noMessages, type MailboxCounts, type VolatileData } from '../engine/account-files.js';
import { accountById, type Found } from '../engine/directory.js';
import { dictionaryOf, readDocument } from '../engine/documents.js';
import { allMailboxes, type Mailbox } from '../engine/mailboxes.js';
import { totalsOf } from '../engine/storage-files.js';
import type { Reader } from '../store/store.js';
import type { AccountRow } from '../store/tables.js';
import { BadSyntax } from '../values/bad-syntax.js';
import { printFile } from '../values/print-file.js';
import { readFileText } from '../values/read.js';
import { isDictionary, TimeStamp, type Dictionary, type Value } from '../values/value.js';
import type { MailboxFormat } from './layout.js';
import { mailboxMark, scanMailbox } from './mailbox-files.js';
import { TreeRefused, type SafeTree } from './safe-tree.js';

/** Where the messages of a Mailbox are. */
export interface MailboxPlace {
  readonly file: string;
  readonly format: MailboxFormat;
}

/** An Account's volatile data. */
export interface AccountInfo extends VolatileData {
  /** The text of the file. */
  readonly text: string;
  /** Whether the file has another text now. */
  readonly stale: boolean;
  /** The file was there and could not be read: why. */
  readonly damage: string | undefined;
}

const nothing: Dictionary = new Map();

/**
 * The volatile data of an Account: from its file where that still tells the truth, else counted.
 * `placeOf` tells where the messages of a Mailbox are; `given` are elements that are newer than those
 * in the file. Never throws for what is in the files.
 */
export function accountInfo(
  tree: SafeTree,
  tx: Reader,
  { id, row }: Found<AccountRow>,
  file: string,
  placeOf: (mailbox: Mailbox) => MailboxPlace | undefined,
  given: Dictionary = nothing,
): AccountInfo {
  const { old, text: oldText, damage } = readOld(tree, file);
  const counts = new Map<string, MailboxCounts>();
  const told = new Map<string, Value>();
  let used = totalsOf(tx, id, undefined).bytes;
  for (const mailbox of allMailboxes(tx, { id, row: accountById(tx, id) })) {
    const before = old.get(mailbox.path);
    const { mark, ...counted } = countsOf(
      tree,
      placeOf(mailbox),
      isDictionary(before) ? before : nothing,
    );
    counts.set(mailbox.path, counted);
    used += counted.size;
    told.set(mailbox.path, mailboxElements(mailbox, counted, mark));
  }
  const elements = new Map<string, Value>(
    [...old].flatMap(([key, value]) => (key.startsWith('#') ? [[key.slice(1), value]] : [])),
  );
  for (const [key, value] of given) elements.set(key, value);
  elements.set('Created', new TimeStamp('time', Math.floor(row.created / 1000)));
  elements.set('StorageUsed', String(used));
  const statistics = readDocument(tx, id, 'statistics');
  if (statistics.size > 0) elements.set('Statistics', statistics);
  for (const [key, value] of elements) told.set(`#${key}`, value);
  const text = printFile(told);
  return { text, stale: text !== oldText, damage, counts, elements };
}

interface OldFile {
  readonly old: Dictionary;
  readonly text: string | undefined;
  readonly damage: string | undefined;
}

function readOld(tree: SafeTree, file: string): OldFile {
  let text: string | undefined;
  try {
    text = tree.readFile(file);
    if (text === undefined) return { old: nothing, text, damage: undefined };
    const value = readFileText(text);
    if (isDictionary(value)) return { old: value, text, damage: undefined };
    return { old: nothing, text, damage: 'it is no dictionary' };
  } catch (error) {
    if (error instanceof BadSyntax || error instanceof TreeRefused) {
      return { old: nothing, text, damage: error.message };
    }
    throw error;
  }
}

/** What a Mailbox holds: from its old element when its file is as it was then. */
function countsOf(
  tree: SafeTree,
  place: MailboxPlace | undefined,
  before: Dictionary,
): MailboxCounts & { readonly mark: string } {
  const mark = place && safely(() => mailboxMark(tree, place.file, place.format));
  if (place === undefined || mark === undefined) return { ...noMessages, mark: '' };
  const messages = wholeNumber(before.get('Messages'));
  const size = wholeNumber(before.get('Size'));
  const lastUid = wholeNumber(before.get('LastUID'));
  if (
    mark !== '' &&
    before.get('BoxMark') === mark &&
    messages !== undefined &&
    size !== undefined
  ) {
    return { messages, size, lastUid: lastUid ?? messages, mark };
  }
  const found = safely(() => scanMailbox(tree, place.file, place.format)) ?? noMessages;
  return { ...found, lastUid: Math.max(found.lastUid, lastUid ?? 0), mark };
}

/** What cannot be read safely counts as not there. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TreeRefused) return undefined;
    throw error;
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

function wholeNumber(value: Value | undefined): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
