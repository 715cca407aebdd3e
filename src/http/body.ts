/** Reads the body of a request, and counts its bytes while they come. Knows no path. */
import type { IncomingMessage } from 'node:http';
import type { HttpConnection } from './connection.js';

/** Why a body was not read to its end. */
export type Unread = 'too long' | 'no room';

/**
 * The whole body, unless it is over `max` bytes or its memory was needed. Rejects when the client
 * goes away before its end.
 */
export function readBody(
  incoming: IncomingMessage,
  connection: HttpConnection,
  max: number,
): Promise<Buffer | Unread> {
  if (Number(incoming.headers['content-length'] ?? 0) > max) return Promise.resolve('too long');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (result: Buffer | Unread): void => {
      connection.stopReading = undefined;
      incoming.off('data', take);
      // What still comes is read and dropped, so that the answer can be heard.
      if (typeof result === 'string') incoming.resume();
      resolve(result);
    };
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > max) return end('too long');
      chunks.push(chunk);
      connection.hold(chunk.length);
    };
    connection.stopReading = () => end('no room');
    incoming.on('data', take);
    incoming.once('end', () => end(Buffer.concat(chunks)));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the client went away')));
  });
}
