/**
 * Names of Mailboxes (objects, section 9): paths of UTF-8 text with `/` between the levels. The
 * only place where a string becomes one. The name INBOX, also as the outermost level of a path, may
 * be written in any letter case; all others are compared by their bytes.
 */
import { isUtf8 } from 'node:buffer';
import { asciiLower } from '../../values/letters.js';
import { refuse } from '../core/refusal.js';

/** The path of a Mailbox in its Account. */
export type MailboxPath = string & { readonly mailboxPath: unique symbol };

/** A name as clients give it where a `/` at the end means the folder and not the store. */
export interface FacedName {
  readonly path: MailboxPath;
  readonly folder: boolean;
}

/** A name for a new Mailbox; `format` is the storage format that its suffix asked for, or empty. */
export interface NewName extends FacedName {
  readonly format: string;
}

/** The Mailbox that every Account has. */
export const inbox = 'INBOX' as MailboxPath;

/** The most bytes of a path. */
export const pathBytesMax = 500;

/** The most bytes of a level: levels shall be names of files, too. */
const levelBytesMax = 128;

/** The storage formats by the suffixes that select them. */
const formats: ReadonlyMap<string, string> = new Map([
  ['.mbox', 'TextMailbox'],
  ['.mdir', 'MailDirMailbox'],
  ['.mslc', 'SlicedMailbox'],
]);

/** Reads the path of a Mailbox. Refuses with `illegal-name`. */
export function mailboxPath(text: string): MailboxPath {
  if (text.length > pathBytesMax || !isUtf8(Buffer.from(text, 'latin1'))) return illegal();
  if (/[\0-\x1f\x7f]/.test(text) || text.startsWith('~')) return illegal();
  const levels = text.split('/');
  for (const level of levels) {
    if (level === '' || level === '.' || level === '..') return illegal();
    if (level.length > levelBytesMax) return illegal();
  }
  return withInboxFolded(text) as MailboxPath;
}

/** Reads a path that may end in `/`. Refuses with `illegal-name`. */
export function facedName(text: string): FacedName {
  const folder = text.endsWith('/');
  return { path: mailboxPath(folder ? text.slice(0, -1) : text), folder };
}

/** Reads the name of a new Mailbox: the suffix of a format is no part of it. Refuses with `illegal-name`. */
export function newName(text: string): NewName {
  const suffix = /\.[a-z]+$/i.exec(text)?.[0] ?? '';
  const format = formats.get(asciiLower(suffix));
  if (format === undefined) return { ...facedName(text), format: '' };
  return { path: mailboxPath(text.slice(0, -suffix.length)), folder: false, format };
}

/** The paths around a Mailbox, the outermost first: `A` and `A/B` for `A/B/C`. */
export function outerPaths(path: MailboxPath): readonly MailboxPath[] {
  const outer: MailboxPath[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    outer.push(path.slice(0, at) as MailboxPath);
  }
  return outer;
}

/** A path or a filter with its outermost level INBOX in capitals. */
export function withInboxFolded(text: string): string {
  return text.replace(/^inbox(?=\/|$)/i, inbox);
}

function illegal(): never {
  return refuse('illegal-name', 'illegal mailbox name');
}
