/**
 * The files in which messages lie (storage, section 5.3): what is in one, found by reading it. Text
 * mailboxes and the slices of sliced ones are files in the BSD style; a MailDir has a file for each
 * message. Nothing here changes a mailbox.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, readSync, type Stats } from 'node:fs';
import { noMessages, type MailboxCounts } from '../engine/accounts/account-files.js';
import type { MailboxFormat } from './layout.js';
import type { SafeTree } from './safe-tree.js';
import { SeparatorCount } from './separator-lines.js';

/** How much of a file is in memory at a time: at most, and of the smallest one. */
const chunkBytes = 1024 * 1024;
const smallestChunkBytes = 4096;

/** Where a MailDir keeps messages. One without both keeps them in the directory itself. */
const messageDirectories = ['cur', 'new'];

/** Files of mail programs beside the messages. */
const helper = /^(?:\.|courierimap|dovecot|maildir)/;

/**
 * How many slices are looked at one by one, the last ones by their names, where mail is added: a
 * question about a mailbox is not to take long, and no mailbox should have more.
 */
const slicesMarked = 1000;

/**
 * How old the time of a directory has to be, in milliseconds, so that another change cannot have the
 * same one: file systems' clocks tick some 250 times a second, and some of them every two seconds.
 */
const settledMs = 2000;

/**
 * What tells that a mailbox is as it was: other messages make another mark. Undefined when there is
 * no mailbox, empty when it changed a moment ago, so that nothing tells. A message of a MailDir that
 * is written over in its place changes no mark: who delivers or flags mail there makes a new file or
 * a new name, which the directory's time shows, and looking at each message is what a mark saves.
 */
export function mailboxMark(
  tree: SafeTree,
  path: string,
  format: MailboxFormat,
): string | undefined {
  const found = tree.stat(path);
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return markOf(found);
  const inner = messageDirectoriesOf(tree, path, format).map((place) => tree.stat(place));
  const directories = [found, ...inner].filter((one) => one !== undefined);
  if (directories.some(({ mtimeMs }) => mtimeMs > Date.now() - settledMs)) return '';
  const marks = directories.map(markOf);
  if (format === 'SlicedMailbox') marks.push(markOfSlices(tree, path));
  return marks.join(' ');
}

function markOf({ size, mtimeMs, ino }: Stats): string {
  return `${size}.${Math.floor(mtimeMs)}.${ino}`;
}

/** Slices grow in their place, which their directory does not show. */
function markOfSlices(tree: SafeTree, path: string): string {
  const hash = createHash('sha256');
  for (const file of filesIn(tree, path).slice(-slicesMarked)) {
    const found = tree.stat(file);
    if (found !== undefined) hash.update(`${file.slice(path.length)} ${markOf(found)}\n`, 'latin1');
  }
  return hash.digest('base64url').slice(0, 22);
}

/** Counts what is in a mailbox; nothing when it is not there. Throws what a tree throws. */
export function scanMailbox(tree: SafeTree, path: string, format: MailboxFormat): MailboxCounts {
  switch (format) {
    case 'TextMailbox':
      return scanText(tree, path, noMessages);
    case 'SlicedMailbox':
      return filesIn(tree, path)
        .filter((file) => tree.stat(file)?.isFile() === true)
        .reduce((counts, file) => scanText(tree, file, counts), noMessages);
    case 'MailDirMailbox':
      return scanDirectory(tree, path);
  }
}

function scanDirectory(tree: SafeTree, path: string): MailboxCounts {
  const inner = messageDirectoriesOf(tree, path, 'MailDirMailbox');
  const places = inner.length > 0 ? inner : [path];
  let { messages, size } = noMessages;
  for (const file of places.flatMap((place) => filesIn(tree, place))) {
    const found = tree.stat(file);
    if (found?.isFile() !== true) continue;
    messages += 1;
    size += found.size;
  }
  return { messages, size, lastUid: messages };
}

function messageDirectoriesOf(
  tree: SafeTree,
  path: string,
  format: MailboxFormat,
): readonly string[] {
  if (format !== 'MailDirMailbox') return [];
  return messageDirectories
    .map((name) => `${path}/${name}`)
    .filter((place) => tree.stat(place)?.isDirectory() === true);
}

/** What is directly in a directory and may be a message or a slice. */
function filesIn(tree: SafeTree, path: string): readonly string[] {
  return tree
    .list(path)
    .filter((name) => !helper.test(name))
    .map((name) => `${path}/${name}`);
}

/** Counts the messages of a text file on top of others. */
function scanText(tree: SafeTree, path: string, before: MailboxCounts): MailboxCounts {
  if ((tree.stat(path)?.size ?? 0) === 0) return before;
  const file = tree.open(path);
  if (file === undefined) return before;
  try {
    const counting = new SeparatorCount(before);
    let size = before.size;
    // A large chunk for each of many empty files would keep the garbage collector busy.
    const wanted = Math.max(fstatSync(file).size, smallestChunkBytes);
    const chunk = Buffer.allocUnsafe(Math.min(wanted, chunkBytes));
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, null);
      if (length === 0) break;
      counting.take(chunk.subarray(0, length));
      size += length;
    }
    counting.end();
    return { messages: counting.messages, size, lastUid: counting.lastUid };
  } finally {
    closeSync(file);
  }
}
