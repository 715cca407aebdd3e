/** The keyword SHARED: what the members of a cluster have together. This server is in none. */
import { refuse } from '../engine/core/refusal.js';

/** The preparation of commands that may be about what is shared. Refuses with `not-a-cluster`. */
export function requireNotShared(_: unknown, { shared }: { readonly shared: boolean }): undefined {
  if (shared) refuse('not-a-cluster');
  return undefined;
}
