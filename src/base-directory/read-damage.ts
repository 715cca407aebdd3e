/** Why files cannot be read: what is told of them, and what is no fault of theirs. */
import { BadSyntax } from '../values/bad-syntax.js';
import { codeOf, refusalLine, TreeRefused } from './tree-refused.js';

/** Reasons that lie in this process, which could not read anything else now either. */
const ownReasons: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/**
 * One line with the path of a file and the reason why it could not be read: what is in it, what is
 * in its place, or the disk below it. Throws what is about something else.
 */
export function readDamage(path: string, error: unknown): string {
  const isRefused = error instanceof TreeRefused;
  const code = codeOf(isRefused ? error.cause : error);
  if (ownReasons.has(code)) throw error;
  if (isRefused) return error.message;
  if (!(error instanceof Error) || (code === undefined && !(error instanceof BadSyntax))) {
    throw error;
  }
  return refusalLine(path, error.message);
}
