/**
 * What an Account's `.info` file says (storage, section 5.1; rulings 8 and 14): elements of the
 * Account, whose names begin with `#`, and a dictionary for each Mailbox. The file is expendable,
 * so one that cannot be read is as good as none.
 */
import type { MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import { isDictionary, TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import { readPath } from './mailbox-tree.js';
import type { Report } from './report.js';
import { UnreadableFile, type SourceTree } from './source-tree.js';

/** What `.info` says of a Mailbox. */
export interface MailboxInfo {
  /** It holds messages. */
  readonly store: boolean;
  /** It holds other Mailboxes. */
  readonly folder: boolean;
  /** The storage format that was asked for; empty for none. */
  readonly format: string;
  /** The rights granted on it. */
  readonly access: Dictionary;
  readonly boxClass: string;
  /** Seconds; undefined when the file does not say. */
  readonly uidValidity: number | undefined;
  /** What clients put there. */
  readonly elements: Dictionary;
}

/** What `.info` says of an Account. */
export interface AccountInfo {
  /** Milliseconds since 1970; undefined when the file does not say. */
  readonly created: number | undefined;
  readonly statistics: Dictionary;
  /** Preferences, where versions up to 5.3 kept them. */
  readonly viewer: Dictionary;
  readonly mailboxes: ReadonlyMap<MailboxPath, MailboxInfo>;
}

const nothing: Dictionary = new Map();
const noInfo: AccountInfo = {
  created: undefined,
  statistics: nothing,
  viewer: nothing,
  mailboxes: new Map(),
};

/** Elements of a Mailbox that are counted anew or kept in a place of their own. */
const ownElements: ReadonlySet<string> = new Set([
  'Access',
  'BoxClass',
  'BoxFolder',
  'BoxID',
  'BoxMark',
  'BoxStore',
  'BoxType',
  'Class',
  'LastUID',
  'MailboxType',
  'Messages',
  'Size',
  'UIDValidity',
]);

/** Reads the file of a path. `report` gets what cannot be read. */
export function readAccountInfo(tree: SourceTree, path: string, report: Report): AccountInfo {
  let info: Dictionary | undefined;
  try {
    info = tree.dictionary(path);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    report.add('not understood', path, error.message);
  }
  if (info === undefined) return noInfo;
  const mailboxes = new Map<MailboxPath, MailboxInfo>();
  for (const [key, value] of info) {
    if (key.startsWith('#')) continue;
    const box = readPath(key);
    if (box === undefined || !isDictionary(value))
      report.add('dropped', path, `the element ${key}`);
    else mailboxes.set(box, mailboxInfo(value));
  }
  return {
    created: millisecondsOf(info.get('#Created')),
    statistics: dictionaryIn(info, '#Statistics'),
    viewer: dictionaryIn(info, '#Viewer'),
    mailboxes,
  };
}

function mailboxInfo(info: Dictionary): MailboxInfo {
  const uidValidity = numberOf(info.get('UIDValidity'));
  return {
    store: info.get('BoxStore') !== 'NO',
    folder: info.get('BoxFolder') === 'YES',
    format: textIn(info, 'BoxType'),
    access: dictionaryIn(info, 'Access'),
    boxClass: textIn(info, 'BoxClass') || textIn(info, 'Class'),
    uidValidity: uidValidity !== undefined && uidValidity > 0 ? uidValidity : undefined,
    elements: new Map([...info].filter(([key]) => !ownElements.has(key))),
  };
}

function textIn(info: Dictionary, key: string): string {
  const value = info.get(key);
  return typeof value === 'string' ? value : '';
}

function dictionaryIn(info: Dictionary, key: string): Dictionary {
  const value = info.get(key);
  return isDictionary(value) ? value : nothing;
}

function millisecondsOf(value: Value | undefined): number | undefined {
  if (!(value instanceof TimeStamp)) return undefined;
  return value.kind === 'time' || value.kind === 'date' ? value.seconds * 1000 : undefined;
}

function numberOf(value: Value | undefined): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : undefined;
}
