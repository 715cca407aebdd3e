/** The statuses of answers over HTTP, and what each means: for the description and `docs/codes.md`. */
import type { ErrorStatus, Reply } from '../protocol/reply.js';

/** Statuses of answers that say no. */
export type FailureStatus = ErrorStatus | 401;

/** Statuses that are used here. */
export type Status = 200 | FailureStatus;

/** What they mean, in words that hold for every path. */
export const statusMeanings: Readonly<Record<FailureStatus, string>> = {
  400: 'The command is not understood, or is refused.',
  401: 'There is no login, or a wrong one.',
  403: 'The right is missing, or a page of another site asked.',
  404: 'There is no such Domain or object, or no such path.',
  405: 'The path does not have the method (HEAD among them), or a GET wants to change something.',
  409: 'An Account, Group, Forwarder or Mailbox of that name exists.',
  413: 'The body is over `http.bodyMax`, or the line over `limits.lineMax`.',
  415: 'The body is of another content type.',
  421: 'The host name is not one of this server.',
  429: 'There were too many wrong passwords: nothing was tried.',
  500: 'A fault of the server; its log has the details.',
  503:
    'The memory of all connections is full (`limits.bufferBytesMax`), and this one holds most of ' +
    'it. With an empty body: there is no place for another connection (`http.connections`).',
};

/** The status of a reply to a command. It is never 401: the one who gave it is logged in. */
export function statusOf(reply: Reply): Status {
  return reply.kind === 'error' ? reply.httpStatus : 200;
}
