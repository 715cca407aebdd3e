/** A long reply on its way to the thread that makes JSON of it. */
import { replyJson } from './json-calls.js';

/** The task of the thread: the data of a reply, as the bytes of its text. */
export interface LongReply {
  readonly reply: Uint8Array;
}

/** The bytes of the JSON of a reply. */
export function jsonOfLongReply({ reply }: LongReply): Uint8Array {
  const text = Buffer.from(reply.buffer, reply.byteOffset, reply.length).toString('latin1');
  return Buffer.from(JSON.stringify(replyJson({ kind: 'data', text })));
}
