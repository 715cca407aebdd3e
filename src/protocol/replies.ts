/**
 * What the server says beside the refusals of `reasons.ts`, in the same manner (protocol, section 6),
 * and the bytes of a reply.
 */
import type { Refusal } from '../engine/core/refusal.js';
import { clipped, trimmed } from '../values/letters.js';
import { error, refusals } from './reasons.js';
import type { ErrorReply, Reply } from './reply.js';

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
export const wrongLoginReply = refusals['wrong-login'];
/** Nothing was found out about the password: it may be right. The connection is closed after it. */
export const tryLaterReply = refusals['too-many-guesses'];
/** No such verb or command. */
export const unknownCommandReply = refusals['unknown-command'];
/** A command line, PASS or NEWPASS before its time. */
export const notLoggedInReply = error(500, 400, 'please log in first');
/** PASS without USER before it. */
export const noNameReply = error(500, 400, 'please send the USER first');
/** A verb with an argument missing or too many. */
export const wrongParametersReply = error(500, 400, 'incorrect command parameters');
/** A line over the limit; the connection is closed after it. */
export const lineTooLongReply = error(500, 413, 'line is too long');
/** A line with a zero byte, which no string may hold. */
export const zeroByteReply = error(500, 400, 'line contains a zero byte');
/** AUTH with a mechanism that is not here. */
export const unknownMechanismReply = error(500, 400, 'authentication method is not supported');
/** `*` in the middle of AUTH. */
export const authCancelledReply = error(500, 400, 'authentication cancelled');
/** What a client sent in AUTH is not base64, or not what the mechanism can read. */
export const authMalformedReply = error(500, 400, 'failed to read an authentication response');
/** STLS without a certificate, or when TLS is on already. */
export const noTlsReply = error(500, 400, 'TLS is not available');
/** STLS under TLS. */
export const tlsActiveReply = error(500, 400, 'TLS is active already');
/** Our fault; the log has the details. */
export const failureReply = error(501, 500, 'internal error');
/** The disk refused the change, and nothing of it was kept; the log has the details. */
export const diskReply = error(501, 500, 'disk is full or broken');
/** Too much is being read already; the same line may be sent again. */
export const busyReply = error(501, 400, 'server is busy - try again later');
/** Greeting: every channel is taken. */
export const tooManyConnectionsReply = error(500, 400, 'too many connections');
/** Greeting: one address has too many connections. */
export const tooManyFromAddressReply = error(500, 400, 'too many connections from your address');
/** Greeting: the address is blocked for a time (section 4.7). */
export const addressBlockedReply = error(500, 400, 'too many failed logins');
/** The memory for what comes in and goes out is full, and this connection holds most of it. */
export const noRoomReply = error(500, 503, 'too much at once please try again later');
/** HTTP: a path that is not there. */
export const noSuchPageReply = error(500, 404, 'there is no such page');
/** HTTP: a method that the path does not have. */
export const wrongMethodReply = error(500, 405, 'method is not allowed');
/** HTTP: a GET, which any page can make a browser send, wants to change something. */
export const readOnlyReply = error(500, 405, 'only POST may change anything');
/** HTTP: a host name that is not ours. */
export const unexpectedHostReply = error(500, 421, 'host name is not expected');
/** HTTP: a body of a type that the path does not take. */
export const wrongTypeReply = error(500, 415, 'content type is not supported');
/** HTTP: a page of another site made the browser ask. */
export const foreignPageReply = error(500, 403, 'not for pages of other sites');
/** HTTP: a body over the limit. */
export const bodyTooLongReply = error(500, 413, 'body is too long');

/** The reply to a refusal; its `detail` replaces the usual words. */
export function refusalReply({ reason, detail }: Refusal): ErrorReply {
  const usual = refusals[reason];
  return detail === undefined ? usual : { ...usual, text: oneLine(detail) };
}

/** The reply to a line that could not be understood (`BadSyntax`). */
export function syntaxReply(message: string): ErrorReply {
  return error(500, 400, oneLine(message));
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
