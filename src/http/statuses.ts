/**
 * The HTTP status of a reply: what its code says, as far as HTTP has words for it. `docs/codes.md` is
 * made from it.
 */
import * as replies from '../protocol/replies.js';
import type { Reply } from '../protocol/reply.js';

/** Statuses that are used here. */
export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 429 | 500 | 503;

const byCode: ReadonlyMap<number, Status> = new Map([
  [510, 403],
  [512, 404],
  [513, 404],
  [531, 404],
  [541, 404],
  [552, 404],
  [553, 404],
  [554, 404],
  [520, 409],
  [523, 409],
  [524, 409],
  [532, 409],
]);

/** Replies whose code says too little. */
const byReply: ReadonlyMap<Reply, Status> = new Map<Reply, Status>([
  [replies.failureReply, 500],
  [replies.diskReply, 500],
  [replies.lineTooLongReply, 413],
  [replies.bodyTooLongReply, 413],
  [replies.tryLaterReply, 429],
  [replies.noRoomReply, 503],
  [replies.readOnlyReply, 405],
  [replies.wrongMethodReply, 405],
  [replies.noSuchPageReply, 404],
  [replies.unexpectedHostReply, 421],
  [replies.wrongTypeReply, 415],
  [replies.foreignPageReply, 403],
]);

/** The status of a reply to a command. It is never 401: the one who gave it is logged in. */
export function statusOf(reply: Reply): Status {
  if (reply.kind !== 'error') return 200;
  return byReply.get(reply) ?? byCode.get(reply.code) ?? 400;
}
