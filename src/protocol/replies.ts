/**
 * Every code and every word that the server says (protocol, section 6), and the bytes of a reply.
 * The engine gives reasons, never codes; this is the only file that knows them.
 *
 * Phrases are lower case without a final period and free of `: , ; / ' ( ) =`, because one client
 * runs error lines through its data grammar. A few are compared to the letter by clients.
 */
import type { Reason, Refusal } from '../engine/core/refusal.js';
import { clipped, trimmed } from '../values/letters.js';
import type { Reply } from './reply.js';

/** A reply that says no. */
export type ErrorReply = Extract<Reply, { kind: 'error' }>;

function error(code: number, text: string): ErrorReply {
  return { kind: 'error', code, text };
}

function ok(text: string): Reply {
  return { kind: 'ok', text };
}

/** Success without output (section 5). */
export const okReply: Reply = { kind: 'ok' };
/** The one text of every successful login: a client's grammar has a token for just this (section 3). */
export const loginReply = ok('login OK, proceed');
/** NEWPASS succeeded (section 3). */
export const passwordUpdatedReply = ok('Password updated');
/** The answer to QUIT (section 3). */
export const closedReply = ok('CommuniGate Pro PWD connection closed');
/** The answer to STLS, before the handshake (section 4.5). */
export const startTlsReply = ok('please start a TLS connection');

/** The one answer to every failed login, whatever the reason (section 4.7). */
export const wrongLoginReply = error(515, 'incorrect password or account name');
/** Nothing was found out about the password: it may be right. The connection is closed after it. */
export const tryLaterReply = error(500, 'too many login attempts try again later');
/** No such verb or command. */
export const unknownCommandReply = error(500, 'unknown command');
/** A command line, PASS or NEWPASS before its time. */
export const notLoggedInReply = error(500, 'please log in first');
/** PASS without USER before it. */
export const noNameReply = error(500, 'please send the USER first');
/** A verb with an argument missing or too many. */
export const wrongParametersReply = error(500, 'incorrect command parameters');
/** A line over the limit; the connection is closed after it. */
export const lineTooLongReply = error(500, 'line is too long');
/** A line with a zero byte, which no string may hold. */
export const zeroByteReply = error(500, 'line contains a zero byte');
/** AUTH with a mechanism that is not here. */
export const unknownMechanismReply = error(500, 'authentication method is not supported');
/** `*` in the middle of AUTH. */
export const authCancelledReply = error(500, 'authentication cancelled');
/** What a client sent in AUTH is not base64, or not what the mechanism can read. */
export const authMalformedReply = error(500, 'failed to read an authentication response');
/** STLS without a certificate, or when TLS is on already. */
export const noTlsReply = error(500, 'TLS is not available');
/** STLS under TLS. */
export const tlsActiveReply = error(500, 'TLS is active already');
/** Our fault; the log has the details. */
export const failureReply = error(501, 'internal error');
/** The disk refused the change, and nothing of it was kept; the log has the details. */
export const diskReply = error(501, 'disk is full or broken');
/** Too much is being read already; the same line may be sent again. */
export const busyReply = error(501, 'server is busy - try again later');
/** Greeting: every channel is taken. */
export const tooManyConnectionsReply = error(500, 'too many connections');
/** Greeting: one address has too many connections. */
export const tooManyFromAddressReply = error(500, 'too many connections from your address');
/** Greeting: the address is blocked for a time (section 4.7). */
export const addressBlockedReply = error(500, 'too many failed logins');
/** The memory for what comes in and goes out is full, and this connection holds most of it. */
export const noRoomReply = error(500, 'too much at once please try again later');
/** HTTP: a path that is not there. */
export const noSuchPageReply = error(500, 'there is no such page');
/** HTTP: a method that the path does not have. */
export const wrongMethodReply = error(500, 'method is not allowed');
/** HTTP: a GET, which any page can make a browser send, wants to change something. */
export const readOnlyReply = error(500, 'only POST may change anything');
/** HTTP: a host name that is not ours. */
export const unexpectedHostReply = error(500, 'host name is not expected');
/** HTTP: a body of a type that the path does not take. */
export const wrongTypeReply = error(500, 'content type is not supported');
/** HTTP: a page of another site made the browser ask. */
export const foreignPageReply = error(500, 'not for pages of other sites');
/** HTTP: a body over the limit. */
export const bodyTooLongReply = error(500, 'body is too long');

const refusals: Readonly<Record<Reason, ErrorReply>> = {
  'illegal-name': error(501, 'illegal object name'),
  'unknown-domain': error(512, 'unknown secondary domain name'),
  'unknown-account': error(513, 'unknown user account'),
  'unknown-group': error(552, 'group is not found'),
  'unknown-forwarder': error(553, 'forwarder is not found'),
  'unknown-list': error(554, 'Unknown Mailing List'),
  'unknown-subscriber': error(501, 'subscriber is not found'),
  'unknown-mailbox': error(531, 'mailbox is not found'),
  'unknown-task': error(501, 'named task is not found'),
  'unknown-storage': error(501, 'storage is not found'),
  'unknown-rule': error(501, 'rule is not found'),
  'unknown-alert': error(501, 'alert is not found'),
  'unknown-dataset': error(501, 'dataset is not found'),
  'unknown-entry': error(501, 'entry is not found'),
  'unknown-contact': error(501, 'contact is not found'),
  'unknown-balance': error(501, 'balance is not found'),
  'unknown-reserve': error(501, 'reservation is not found'),
  'unknown-skin': error(501, 'skin is not found'),
  'unknown-file': error(501, 'file is not found'),
  'unknown-environment': error(501, 'application environment is not found'),
  'unknown-session': error(501, 'session is not found'),
  'unknown-pbx-task': error(501, 'real-time task is not found'),
  'unknown-module': error(501, 'module is not found'),
  'unknown-unit': error(501, 'directory unit is not found'),
  'unknown-storage-file': error(541, 'file is not found'),
  'unknown-command': unknownCommandReply,
  'unknown-element': error(501, 'statistics element is not found'),
  'unknown-queue': error(501, 'queue is not found'),
  'domain-exists': error(500, 'domain with this name already exists'),
  'account-exists': error(520, 'account with this name already exists'),
  'group-exists': error(523, 'group with this name already exists'),
  'forwarder-exists': error(524, 'forwarder with this name already exists'),
  'mailbox-exists': error(532, 'mailbox with this name already exists'),
  'list-exists': error(501, 'mailing list with this name already exists'),
  'task-exists': error(501, 'named task with this name already exists'),
  'storage-exists': error(501, 'storage with this name already exists'),
  'skin-exists': error(501, 'skin with this name already exists'),
  'environment-exists': error(501, 'application environment with this name already exists'),
  'unit-exists': error(501, 'directory unit already exists'),
  'storage-file-exists': error(501, 'file or directory already exists'),
  'telnum-exists': error(501, 'telephone number already exists'),
  'telnum-missing': error(501, 'telephone number is not found'),
  'domain-not-empty': error(501, 'domain is not empty'),
  'directory-not-empty': error(501, 'directory is not empty'),
  'mailbox-not-empty': error(501, 'mailbox holds other mailboxes'),
  'inbox-needed': error(501, 'INBOX cannot be removed'),
  'main-domain': error(501, 'not applicable to the main domain'),
  'owns-objects': error(501, 'account owns a mailing list or a named task'),
  'last-master': error(501, 'the last account with the Master right is needed'),
  'no-right': error(510, 'insufficient access rights'),
  'not-on-this-account': error(501, 'not applicable to this account'),
  'wrong-login': wrongLoginReply,
  'too-many-guesses': tryLaterReply,
  'password-change-refused': error(516, 'password modification is not allowed'),
  'password-too-simple': error(517, 'password is too simple'),
  'password-not-recoverable': error(501, 'password is not available as clear text'),
  'identity-refused': error(501, 'identity is not allowed for this account'),
  'limit-reached': error(501, 'limit is reached'),
  'funds-too-small': error(501, 'free funds are too small'),
  'files-not-written': error(501, 'files are not written yet'),
  unroutable: error(501, 'address cannot be routed'),
  'illegal-value': error(501, 'illegal value'),
  'not-a-cluster': error(500, 'this is not a cluster member'),
  'feature-off': error(501, 'this function is switched off'),
  'unnamed-skin': error(501, 'the unnamed skin must be created first and deleted last'),
  'no-applications': error(501, 'real-time applications are not available'),
  'no-second-factor': error(501, 'session is not waiting for a second factor'),
  'no-sessions': error(501, 'sessions are not available'),
};

/** The usual replies to refusals, for the table of codes. */
export function usualRefusals(): readonly ErrorReply[] {
  return Object.values(refusals);
}

/** The code and the words of a refusal; its `detail` replaces the usual words. */
export function refusalReply({ reason, detail }: Refusal): ErrorReply {
  const usual = refusals[reason];
  return detail === undefined ? usual : error(usual.code, oneLine(detail));
}

/** The reply to a line that could not be understood (`BadSyntax`). */
export function syntaxReply(message: string): ErrorReply {
  return error(500, oneLine(message));
}

/** Texts that may quote the client stay one line, and a short one. */
const errorTextMax = 512;

function oneLine(text: string): string {
  const line = trimmed(clipped(text, errorTextMax).replaceAll(/[\0-\x1f\x7f]+/g, ' '));
  return line === '' ? wrongParametersReply.text : line;
}

/** The bytes of the reply to USER, which never tells whether there is such an account (section 3). */
export const passPleaseBytes = '300 please send the PASS\r\n';

/** The bytes that ask for the next step of a SASL exchange (section 4.3). */
export function continuationBytes(data: Buffer): string {
  return data.length === 0 ? '300 go ahead\r\n' : `300 ${data.toString('base64')}\r\n`;
}

/** The bytes of a reply, as a byte string, for a session with the INLINE mode on or off (section 5). */
export function bytesOfReply(reply: Reply, inline: boolean): string {
  switch (reply.kind) {
    case 'ok':
      return reply.text === undefined ? '200 OK\r\n' : `200 ${reply.text}\r\n`;
    case 'data':
      return inline ? `201 ${reply.text}\r\n` : `200 data follow\r\n${reply.text}\r\n`;
    case 'error':
      return `${reply.code} ${reply.text}\r\n`;
  }
}

/** The code that a reply is sent with. */
export function codeOf(reply: Reply, inline: boolean): number {
  switch (reply.kind) {
    case 'ok':
      return 200;
    case 'data':
      return inline ? 201 : 200;
    case 'error':
      return reply.code;
  }
}
