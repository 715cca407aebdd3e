/**
 * What clients hear of each reason of the engine (protocol, section 6): the code, the status over
 * HTTP, and the words. The replies, the statuses and `docs/codes.md` all come from here.
 *
 * Phrases are lower case without a final period and free of `: , ; / ' ( ) =`, because one client
 * runs error lines through its data grammar. A few are compared to the letter by clients.
 */
import type { Reason } from '../engine/core/refusal.js';
import type { ErrorReply, ErrorStatus } from './reply.js';

/** A reply that says no. */
export function error(code: number, httpStatus: ErrorStatus, text: string): ErrorReply {
  return { kind: 'error', code, httpStatus, text };
}

/** The usual reply to each refusal; its `detail` replaces the words, never the rest. */
export const refusals: Readonly<Record<Reason, ErrorReply>> = {
  'illegal-name': error(501, 400, 'illegal object name'),
  'unknown-domain': error(512, 404, 'unknown secondary domain name'),
  'unknown-account': error(513, 404, 'unknown user account'),
  'unknown-group': error(552, 404, 'group is not found'),
  'unknown-forwarder': error(553, 404, 'forwarder is not found'),
  'unknown-list': error(554, 404, 'Unknown Mailing List'),
  'unknown-subscriber': error(501, 400, 'subscriber is not found'),
  'unknown-mailbox': error(531, 404, 'mailbox is not found'),
  'unknown-task': error(501, 400, 'named task is not found'),
  'unknown-storage': error(501, 400, 'storage is not found'),
  'unknown-rule': error(501, 400, 'rule is not found'),
  'unknown-alert': error(501, 400, 'alert is not found'),
  'unknown-dataset': error(501, 400, 'dataset is not found'),
  'unknown-entry': error(501, 400, 'entry is not found'),
  'unknown-contact': error(501, 400, 'contact is not found'),
  'unknown-balance': error(501, 400, 'balance is not found'),
  'unknown-reserve': error(501, 400, 'reservation is not found'),
  'unknown-skin': error(501, 400, 'skin is not found'),
  'unknown-file': error(501, 400, 'file is not found'),
  'unknown-environment': error(501, 400, 'application environment is not found'),
  'unknown-session': error(501, 400, 'session is not found'),
  'unknown-pbx-task': error(501, 400, 'real-time task is not found'),
  'unknown-module': error(501, 400, 'module is not found'),
  'unknown-unit': error(501, 400, 'directory unit is not found'),
  'unknown-storage-file': error(541, 404, 'file is not found'),
  'unknown-command': error(500, 400, 'unknown command'),
  'unknown-element': error(501, 400, 'statistics element is not found'),
  'unknown-queue': error(501, 400, 'queue is not found'),
  'domain-exists': error(500, 400, 'domain with this name already exists'),
  'account-exists': error(520, 409, 'account with this name already exists'),
  'group-exists': error(523, 409, 'group with this name already exists'),
  'forwarder-exists': error(524, 409, 'forwarder with this name already exists'),
  'mailbox-exists': error(532, 409, 'mailbox with this name already exists'),
  'list-exists': error(501, 400, 'mailing list with this name already exists'),
  'task-exists': error(501, 400, 'named task with this name already exists'),
  'storage-exists': error(501, 400, 'storage with this name already exists'),
  'skin-exists': error(501, 400, 'skin with this name already exists'),
  'environment-exists': error(501, 400, 'application environment with this name already exists'),
  'unit-exists': error(501, 400, 'directory unit already exists'),
  'storage-file-exists': error(501, 400, 'file or directory already exists'),
  'telnum-exists': error(501, 400, 'telephone number already exists'),
  'telnum-missing': error(501, 400, 'telephone number is not found'),
  'domain-not-empty': error(501, 400, 'domain is not empty'),
  'directory-not-empty': error(501, 400, 'directory is not empty'),
  'mailbox-not-empty': error(501, 400, 'mailbox holds other mailboxes'),
  'inbox-needed': error(501, 400, 'INBOX cannot be removed'),
  'main-domain': error(501, 400, 'not applicable to the main domain'),
  'owns-objects': error(501, 400, 'account owns a mailing list or a named task'),
  'last-master': error(501, 400, 'the last account with the Master right is needed'),
  'no-right': error(510, 403, 'insufficient access rights'),
  'not-on-this-account': error(501, 400, 'not applicable to this account'),
  'wrong-login': error(515, 400, 'incorrect password or account name'),
  'too-many-guesses': error(500, 429, 'too many login attempts try again later'),
  'password-change-refused': error(516, 400, 'password modification is not allowed'),
  'password-too-simple': error(517, 400, 'password is too simple'),
  'password-not-recoverable': error(501, 400, 'password is not available as clear text'),
  'identity-refused': error(501, 400, 'identity is not allowed for this account'),
  'limit-reached': error(501, 400, 'limit is reached'),
  'funds-too-small': error(501, 400, 'free funds are too small'),
  'files-not-written': error(501, 400, 'files are not written yet'),
  unroutable: error(501, 400, 'address cannot be routed'),
  'illegal-value': error(501, 400, 'illegal value'),
  'not-a-cluster': error(500, 400, 'this is not a cluster member'),
  'feature-off': error(501, 400, 'this function is switched off'),
  'unnamed-skin': error(501, 400, 'the unnamed skin must be created first and deleted last'),
  'no-applications': error(501, 400, 'real-time applications are not available'),
  'no-second-factor': error(501, 400, 'session is not waiting for a second factor'),
  'no-sessions': error(501, 400, 'sessions are not available'),
};
