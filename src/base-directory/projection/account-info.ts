/**
 * The `.info` file of an Account in its place (storage, section 5.1): read, counted where it does not
 * tell the truth any more, and written.
 */
import type { FoundAccount } from '../../engine/directory/directory.js';
import type { Mailbox } from '../../engine/mailboxes/mailboxes.js';
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import { accountInfo, type AccountInfo, type MailboxPlace } from '../info-file.js';
import { formatOfFile, hasDirectory, mailboxFormat } from '../layout.js';
import type { SafeTree } from '../safe-tree.js';
import { deferredTask } from './changed.js';
import type { PlacedAccount } from './state.js';

/** What keeping `.info` files works on. */
export interface InfoParts {
  readonly tree: SafeTree;
  /** The store. */
  readonly tx: Reader;
  /**
   * Runs a work on the files of something and gives what it tells; false when they are not what they
   * should be.
   */
  readonly guarded: (what: string, work: () => boolean) => boolean;
  /** Whether the last work on the files of something was refused. */
  readonly isRefused: (what: string) => boolean;
  /** Called with the damages that an Account's files have now. */
  readonly damaged: (account: Id, damages: readonly string[]) => void;
}

/** Where the files of an Account are. */
export interface AccountPlace extends Pick<PlacedAccount, 'location' | 'boxes'> {
  /** The directory of its Domain. */
  readonly directory: string;
  /** All its files were written before. */
  readonly isKept: boolean;
}

/**
 * The volatile data of an Account; its file is written when it is stale. `isWritten` is false when
 * that is refused because of what is there. `given` are elements that are newer.
 */
export function keepInfo(
  { tree, tx, guarded, isRefused, damaged }: InfoParts,
  account: FoundAccount,
  at: AccountPlace,
  given?: Dictionary,
): { readonly info: AccountInfo; readonly isWritten: boolean } {
  const { boxes } = at;
  const root = `${at.directory}/${at.location}`;
  const inDirectory = hasDirectory(account.row.type);
  const file = inDirectory ? `${root}/account.info` : root.replace(/\.[^./]+$/, '.info');
  const placeOf = (mailbox: Mailbox): MailboxPlace | undefined => {
    if (!inDirectory) return { file: root, format: mailboxFormat(account.row.type) };
    const box = boxes.get(mailbox.row.id);
    return box === undefined || box.moving
      ? undefined
      : { file: `${root}/${box.file}`, format: formatOfFile(box.file) };
  };
  const what = deferredTask.info(account.id);
  const isKept = at.isKept && !isRefused(what);
  const info = accountInfo(tree, tx, account, { file, isKept, placeOf }, given);
  const { damage, unread } = info;
  damaged(account.id, damage === undefined ? unread : [`${damage}; it is made anew`, ...unread]);
  const isWritten = guarded(what, () => {
    // In chunks, because the old text may be one that cannot be read to be compared.
    if (info.stale) tree.writeFile(file, [info.text]);
    return true;
  });
  // What is wrong with the file later is another damage.
  if (isWritten) damaged(account.id, unread);
  return { info, isWritten };
}
