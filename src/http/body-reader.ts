/**
 * Reads bodies of requests and makes JSON of replies: short ones at once, long ones in a thread, so
 * that none keeps the others waiting. Knows no request.
 */
import { ReadingThread, TooMuchToRead } from '../threads/reading-thread.js';
import { startThread } from '../threads/start-thread.js';
import type { TextLimits } from '../values/parse.js';
import { callOf, readLongBody, type LongBody } from './long-body.js';
import type { Call } from './commands.js';
import type { LongReply } from './long-reply.js';

/** Bodies up to this many bytes are read, and replies are made to JSON, at once. */
const atOnceMax = 16 * 1024;
/** The memory of the thread: JSON that is no use at all takes some fifty times its length. */
const threadMegabytes = 1024;

/** The reader of a listener. */
export class BodyReader {
  readonly #thread: ReadingThread<LongBody | LongReply>;

  /** `waitingBytesMax` limits the long bodies that are read or wait for it. */
  constructor(waitingBytesMax: () => number) {
    const resourceLimits = { maxOldGenerationSizeMb: threadMegabytes };
    this.#thread = new ReadingThread(
      () => startThread(import.meta.url, './body-thread.js', { name: 'bodies', resourceLimits }),
      waitingBytesMax,
    );
  }

  /**
   * The call in a form with the parameter `command`, which may be in the query as well, or in JSON.
   * Throws `BadSyntax`, or rejects with it or with `TooMuchToRead`. The body is used up.
   */
  read(body: Buffer, as: LongBody['as'], query: string, limits: TextLimits): Call | Promise<Call> {
    const { length } = body;
    if (length <= atOnceMax) return callOf(readLongBody({ body, as, query, limits }));
    const memory = body.buffer instanceof ArrayBuffer && body.buffer.byteLength === length;
    const transfer = memory ? [body.buffer] : [];
    return this.#thread.read({ body, as, query, limits }, length, transfer).then(callOf);
  }

  /**
   * The JSON of data that a reply holds, in bytes; undefined when it is short, and when so much is
   * being read that the caller had better make it itself.
   */
  async longJson(text: string): Promise<Uint8Array | undefined> {
    if (text.length <= atOnceMax) return undefined;
    try {
      const json = await this.#thread.read({ reply: Buffer.from(text, 'latin1') }, text.length);
      if (json instanceof Uint8Array) return json;
      throw new Error('a reply was made to no JSON');
    } catch (error) {
      if (error instanceof TooMuchToRead) return undefined;
      throw error;
    }
  }

  /** Ends the thread. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}
