/** Mailbox Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { createMailbox } from './create-mailbox.js';
import { deleteMailbox } from './delete-mailbox.js';
import { listMailboxes } from './list-mailboxes.js';
import { getMailboxACL, getMailboxRights, setMailboxACL } from './mailbox-acl.js';
import { getMailboxInfo, setMailboxClass, updateMailboxInfo } from './mailbox-info.js';
import {
  getMailboxAliases,
  getMailboxSubscription,
  setMailboxAliases,
  setMailboxSubscription,
} from './mailbox-lists.js';
import { renameMailbox } from './rename-mailbox.js';

export const commands = chapter('Mailbox Administration', [
  listMailboxes,
  createMailbox,
  deleteMailbox,
  renameMailbox,
  getMailboxInfo,
  updateMailboxInfo,
  getMailboxACL,
  setMailboxACL,
  getMailboxRights,
  setMailboxClass,
  getMailboxSubscription,
  setMailboxSubscription,
  getMailboxAliases,
  setMailboxAliases,
]);
