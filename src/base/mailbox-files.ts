/**
 * The files in which messages lie (storage, section 5.3): what is in one, found by reading it. Text
 * mailboxes are files in the BSD style whose separator lines may end in `uid=12 flags=S`; a message
 * without such a field has the UID after the one before it. Nothing here changes a mailbox.
 */
import { closeSync, fstatSync, readSync, type Stats } from 'node:fs';
import { noMessages, type MailboxCounts } from '../engine/account-files.js';
import type { MailboxFormat } from './layout.js';
import type { SafeTree } from './safe-tree.js';

/** How much of a file is in memory at a time. */
const chunkBytes = 1024 * 1024;

/** How much of a separator line is looked at. */
const separatorBytes = 1000;

/** Where a MailDir keeps messages, besides the directory itself. */
const messageDirectories = ['cur', 'new'];

/**
 * What tells that a mailbox is as it was: changes of messages change it. Undefined when there is no
 * mailbox.
 */
export function mailboxMark(tree: SafeTree, path: string): string | undefined {
  const found = tree.stat(path);
  if (found === undefined) return undefined;
  const inner = found.isDirectory()
    ? messageDirectories.map((name) => tree.stat(`${path}/${name}`))
    : [];
  return [found, ...inner].map((one) => (one === undefined ? '' : markOf(one))).join(' ');
}

function markOf({ size, mtimeMs, ino }: Stats): string {
  return `${size}.${Math.floor(mtimeMs)}.${ino}`;
}

/** Counts what is in a mailbox; nothing when it is not there. Throws `TreeRefused`. */
export function scanMailbox(tree: SafeTree, path: string, format: MailboxFormat): MailboxCounts {
  switch (format) {
    case 'TextMailbox':
      return scanText(tree, path, noMessages);
    case 'SlicedMailbox':
      return filesIn(tree, path).reduce((counts, file) => scanText(tree, file, counts), noMessages);
    case 'MailDirMailbox':
      return scanDirectory(tree, path);
  }
}

function scanDirectory(tree: SafeTree, path: string): MailboxCounts {
  const places = [path, ...messageDirectories.map((name) => `${path}/${name}`)];
  let { messages, size } = noMessages;
  for (const file of places.flatMap((place) => filesIn(tree, place))) {
    messages += 1;
    size += tree.stat(file)?.size ?? 0;
  }
  return { messages, size, lastUid: messages };
}

/** The plain files directly in a directory, without hidden ones. */
function filesIn(tree: SafeTree, path: string): readonly string[] {
  return tree
    .list(path)
    .filter((name) => !name.startsWith('.'))
    .map((name) => `${path}/${name}`)
    .filter((file) => tree.stat(file)?.isFile() === true);
}

/** Counts the messages of a text file on top of others. */
function scanText(tree: SafeTree, path: string, before: MailboxCounts): MailboxCounts {
  const file = tree.open(path);
  if (file === undefined) return before;
  try {
    const counting = new SeparatorCount(before);
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const length = readSync(file, chunk, 0, chunkBytes, null);
      if (length === 0) break;
      counting.take(chunk.subarray(0, length));
    }
    counting.end();
    return {
      messages: counting.messages,
      size: before.size + fstatSync(file).size,
      lastUid: counting.lastUid,
    };
  } finally {
    closeSync(file);
  }
}

const lineFeed = 0x0a;

/** Looks for separator lines: `From ` at the beginning of the file or behind an empty line. */
class SeparatorCount {
  messages: number;
  lastUid: number;
  /** What is known of the line under way. */
  #line = '';
  #isAfterEmptyLine = true;

  constructor({ messages, lastUid }: MailboxCounts) {
    this.messages = messages;
    this.lastUid = lastUid;
  }

  take(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#extend(chunk, start, end);
      this.end();
      start = end + 1;
    }
    this.#extend(chunk, start, chunk.length);
  }

  /** The line is over. */
  end(): void {
    if (this.#isAfterEmptyLine && this.#line.startsWith('From ')) {
      this.messages += 1;
      const uid = Number(/ uid=(\d{1,10})(?: |\r|$)/.exec(this.#line)?.[1] ?? 0);
      this.lastUid = uid > this.lastUid ? uid : this.lastUid + 1;
    }
    this.#isAfterEmptyLine = this.#line === '' || this.#line === '\r';
    this.#line = '';
  }

  /** Lines that can be no separators are not looked at. */
  #extend(chunk: Buffer, start: number, end: number): void {
    const room = (this.#isAfterEmptyLine ? separatorBytes : 2) - this.#line.length;
    if (room > 0) this.#line += chunk.toString('latin1', start, Math.min(end, start + room));
  }
}
