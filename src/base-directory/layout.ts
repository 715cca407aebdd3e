/**
 * Names and paths (storage, sections 3 and 4): where the files of a Domain, an Account and a Mailbox
 * are, and which Mailbox a file is. Paths are relative, with `/` between the parts, and byte strings.
 * Only computes; knows no file.
 */
import { accountLocation } from '../engine/places/account-place.js';
import { mailboxPath, type MailboxPath } from '../engine/mailboxes/mailbox-names.js';
import { Refusal } from '../engine/core/refusal.js';
import type { AccountRow, AccountType } from '../tables/tables.js';
import { bytesOf, textOf } from '../values/text.js';

/** What tells where an Account is. */
export type Located = Pick<AccountRow, 'place' | 'name' | 'type'>;

const singleMailbox: readonly AccountType[] = ['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'];

/** Whether an Account of a type keeps everything in a directory of its own. */
export function hasDirectory(type: AccountType): boolean {
  return !singleMailbox.includes(type);
}

/**
 * Names in a Domain's directory that are of an Account: its directory, or its files where it has
 * none. The groups are the Account's name and the extension of a directory.
 */
export const ofAccount = /^(.+)\.(?:([abcm]acnt)|mbox|mdir|mslc|settings|info|prefs|dst|balances)$/;

/** One of an Account's service files, relative to its Domain's directory. */
export function serviceFile(account: Located, extension: string): string {
  return hasDirectory(account.type)
    ? `${accountLocation(account)}/account.${extension}`
    : `${account.place}${account.name}.${extension}`;
}

/** The formats of Mailboxes by the extension of their file or directory. */
export const mailboxFormats = {
  mbox: 'TextMailbox',
  mdir: 'MailDirMailbox',
  mslc: 'SlicedMailbox',
} as const satisfies Readonly<Record<string, AccountType>>;

/** How the messages of a Mailbox are kept. */
export type MailboxFormat = (typeof mailboxFormats)[keyof typeof mailboxFormats];

const extensions: ReadonlyMap<string, string> = new Map(
  Object.entries(mailboxFormats).map(([extension, format]) => [format, extension]),
);

/** What an unknown format means: the usual one. */
export function mailboxFormat(asked: string): MailboxFormat {
  return Object.values(mailboxFormats).find((format) => format === asked) ?? 'TextMailbox';
}

/** The format that a file's extension tells: the usual one when it tells none. */
export function formatOfFile(file: string): MailboxFormat {
  const extension = file.slice(file.lastIndexOf('.') + 1);
  return (
    Object.entries(mailboxFormats).find(([known]) => known === extension)?.[1] ?? 'TextMailbox'
  );
}

/** The file or directory of a Mailbox's messages, relative to its Account's directory. */
export function mailboxFile(path: MailboxPath, format: MailboxFormat): string {
  return `${withoutExtension(path)}.${extensions.get(format)}`;
}

/** The directory of what is below a Mailbox, relative to its Account's directory. */
export function mailboxFolder(path: MailboxPath): string {
  return `${withoutExtension(path)}.folder`;
}

function withoutExtension(path: MailboxPath): string {
  return path.split('/').map(levelName).join('.folder/');
}

/** A file that is a Mailbox's messages, or a directory of what is below it. */
export interface MailboxPart {
  readonly path: MailboxPath;
  /** Undefined for the directory of what is below. */
  readonly format: MailboxFormat | undefined;
}

/** What a path relative to an Account's directory is; undefined for what is no part of a Mailbox. */
export function mailboxPart(file: string): MailboxPart | undefined {
  const [, stem = '', extension = ''] = /^(.+)\.(mbox|mdir|mslc|folder)$/.exec(file) ?? [];
  if (stem === '') return undefined;
  try {
    const path = mailboxPath(stem.split('.folder/').map(levelOf).join('/'));
    const format =
      extension === 'folder' ? undefined : mailboxFormats[extension as keyof typeof mailboxFormats];
    return { path, format };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The longest name of a level in modified UTF-7: with its extension it still fits on a disk. */
const levelNameMax = 240;

/**
 * A level of a Mailbox's path as a file is called: an IMAP name in modified UTF-7 (storage, section
 * 4.1), in which a point at the beginning is written as any other special sign. Where that gets too
 * long for a disk, `&!` and its bytes in the same base64, which are nothing in modified UTF-7.
 */
function levelName(level: string): string {
  const name = textOf(level)
    .replaceAll('&', '&-')
    .replace(/^\.|[^\x20-\x7e]+/g, (special) => {
      return `&${base64Of(Buffer.from(special, 'utf16le').swap16())}-`;
    });
  return name.length <= levelNameMax ? name : `&!${base64Of(Buffer.from(level, 'latin1'))}-`;
}

function levelOf(name: string): string {
  const long = /^&!([A-Za-z0-9+,]+)-$/.exec(name)?.[1];
  if (long !== undefined) return bytesIn(long).toString('latin1');
  return name.replace(/&([A-Za-z0-9+,]*)-/g, (whole, base64: string) => {
    if (base64 === '') return '&';
    const bytes = bytesIn(base64);
    if (bytes.length === 0 || bytes.length % 2 !== 0) return whole;
    return bytesOf(bytes.swap16().toString('utf16le'));
  });
}

function base64Of(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '').replaceAll('/', ',');
}

function bytesIn(base64: string): Buffer {
  return Buffer.from(base64.replaceAll(',', '/'), 'base64');
}
