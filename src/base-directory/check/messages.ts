/**
 * Whether the messages of an Account can be read, what is told of them is so, and no other messages
 * lie in its directory (storage, sections 4.1 and 5).
 */
import type { FoundAccount } from '../../engine/directory/directory.js';
import { allMailboxes, type Mailbox } from '../../engine/mailboxes/mailboxes.js';
import type { Reader } from '../../store/store.js';
import { accountInfo, type MailboxPlace } from '../info-file.js';
import { formatOfFile, hasDirectory, mailboxFormat, mailboxPart, serviceFile } from '../layout.js';
import { scanMailbox } from '../mailbox-files.js';
import type { PlacedAccount } from '../projection/state.js';
import { parentOf } from '../tree-paths.js';
import type { ComparingTree } from './comparing-tree.js';

/** What a repair does about wrong numbers. */
export const countedAnew = 'count them anew';

/** Looks at the messages of an Account. `directory` is that of its Domain. */
export function lookAtMessages(
  tree: ComparingTree,
  tx: Reader,
  account: FoundAccount,
  directory: string,
  { location, boxes }: PlacedAccount,
): void {
  const root = `${directory}/${location}`;
  const isDirectory = hasDirectory(account.row.type);
  const placeOf = ({ row }: Mailbox): MailboxPlace | undefined => {
    if (!isDirectory) return { file: root, format: mailboxFormat(account.row.type) };
    const file = boxes.get(row.id)?.file ?? '';
    return file === '' ? undefined : { file: `${root}/${file}`, format: formatOfFile(file) };
  };
  const info = `${directory}/${serviceFile(account.row, 'info')}`;
  // Where the directory is missing, the file needs no words of its own.
  const isKept = tree.stat(parentOf(info)) !== undefined;
  const told = accountInfo(tree, tx, account, { file: info, isKept, placeOf });
  if (told.damage !== undefined) {
    const reason = told.damage.slice(told.damage.indexOf(': ') + 2);
    tree.differs(info, `is damaged: ${reason}`, 'rebuild it');
  }
  for (const mailbox of allMailboxes(tx, account)) {
    const at = placeOf(mailbox);
    if (!mailbox.row.store || at === undefined || tree.stat(at.file) === undefined) continue;
    const { messages, size } = scanMailbox(tree, at.file, at.format);
    if (size > 0 && messages === 0) tree.differs(at.file, 'has no message that can be read');
    const counted = told.counts.get(mailbox.path);
    if (counted === undefined || (counted.messages === messages && counted.size === size)) continue;
    const wrong = `has ${messages} messages of ${size} bytes, and ${info} says ${counted.messages}`;
    tree.differs(at.file, `${wrong} of ${counted.size} bytes`, countedAnew);
  }
  if (isDirectory) lookForOthers(tree, root, new Set([...boxes.values()].map(({ file }) => file)));
}

/** Looks for files of messages that are no Mailbox's. */
function lookForOthers(tree: ComparingTree, root: string, known: ReadonlySet<string>): void {
  const look = (inner: string): void => {
    for (const name of tree.list(inner === '' ? root : `${root}/${inner}`)) {
      const file = inner === '' ? name : `${inner}/${name}`;
      const part = mailboxPart(file);
      if (part === undefined || known.has(file)) continue;
      if (part.format !== undefined) tree.differs(`${root}/${file}`, 'belongs to no Mailbox');
      else if (tree.stat(`${root}/${file}`)?.isDirectory() === true) look(file);
    }
  };
  look('');
}
