/**
 * The Mailboxes of an Account as they lie on the disk (storage, sections 4.1 and 4.3): `Box.mbox`,
 * `Box.mdir` or `Box.mslc` with the messages, `Box.folder` with what is below. Names are IMAP names.
 */
import type { MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import { mailboxPart, type MailboxFormat, type MailboxPart } from '../layout.js';
import { joined, type EntryKind, type SourceTree } from './source-tree.js';

/** A Mailbox on the disk: its messages, what is below it, or both. */
export interface FoundMailbox {
  readonly format: MailboxFormat | undefined;
  readonly folder: boolean;
}

/** The Mailboxes of an Account, and what in its directory is none. */
export interface MailboxTree {
  readonly mailboxes: ReadonlyMap<MailboxPath, FoundMailbox>;
  /** Files and directories with messages, below the tree's root. */
  readonly files: readonly string[];
  /** Everything else, below the tree's root. */
  readonly others: readonly string[];
}

/** How deep folders are walked: deeper ones have paths that are too long for a Mailbox anyway. */
const depthMax = 100;

/** Walks the directory of an Account. Names in `skipped` are no Mailboxes. */
export function scanMailboxes(
  tree: SourceTree,
  directory: string,
  skipped: (name: string) => boolean,
): MailboxTree {
  const mailboxes = new Map<MailboxPath, FoundMailbox>();
  const files: string[] = [];
  const others: string[] = [];
  const walk = (path: string, depth: number): void => {
    for (const { name, kind } of tree.list(path)) {
      if (depth === 0 && skipped(name)) continue;
      const whole = joined(path, name);
      const part = mailboxPart(whole.slice(directory.length + 1));
      const known = part && mailboxes.get(part.path);
      const inner = kind === 'directory' && part?.format === undefined && depth < depthMax;
      if (part !== undefined && isKept(part, kind) && known?.format === undefined) {
        mailboxes.set(part.path, { format: part.format, folder: known?.folder === true });
        files.push(whole);
      } else if (part !== undefined && inner) {
        mailboxes.set(part.path, { format: known?.format, folder: true });
        walk(whole, depth + 1);
      } else {
        others.push(whole);
      }
    }
  };
  walk(directory, 0);
  return { mailboxes, files, others };
}

/** The path that an IMAP name in modified UTF-7 or in UTF-8 means; undefined when it can be none. */
export function readPath(name: string): MailboxPath | undefined {
  return mailboxPart(`${name}.folder`)?.path;
}

/** Whether a file or directory holds messages as its name says. */
function isKept({ format }: MailboxPart, kind: EntryKind): boolean {
  return format !== undefined && kind === (format === 'TextMailbox' ? 'file' : 'directory');
}
