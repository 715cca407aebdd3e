/** The HTTP status of a reply: what its code says, as far as HTTP has words for it. */
import {
  diskReply,
  failureReply,
  lineTooLongReply,
  readOnlyReply,
  tryLaterReply,
} from '../protocol/replies.js';
import type { Reply } from '../protocol/reply.js';

/** Statuses that are used here. */
export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 429 | 500 | 503;

const byCode: ReadonlyMap<number, Status> = new Map([
  [510, 403],
  [512, 404],
  [513, 404],
  [531, 404],
  [552, 404],
  [553, 404],
  [520, 409],
  [523, 409],
  [524, 409],
  [532, 409],
]);

/** The status of a command's reply. It is never 401: the one who gave the command is logged in. */
export function statusOf(reply: Reply): Status {
  if (reply.kind !== 'error') return 200;
  if (reply === failureReply || reply === diskReply) return 500;
  if (reply === lineTooLongReply) return 413;
  if (reply === tryLaterReply) return 429;
  if (reply === readOnlyReply) return 405;
  return byCode.get(reply.code) ?? 400;
}
