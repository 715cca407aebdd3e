/** Failures as one line for an operator. */
import { StoreFailure } from './store.js';
import { systemCodeOf } from './system-code.js';

/** The one line that an operator gets. What the system said of the store's files belongs to it. */
export function lineOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ''] = message.split('\n', 1);
  const isOfSystem = error instanceof StoreFailure && systemCodeOf(error.cause) !== '';
  return isOfSystem ? `${line}: ${lineOf(error.cause)}` : line;
}
