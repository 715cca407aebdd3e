/** What the commands about the Directory have in common. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';

/** Section and rights of every command of the chapter. */
export const common = {
  section: 'Directory Administration',
  needs: serverRight('Directory'),
} as const;

/** In what every command differs from the original. */
export const withoutDirectory =
  'What is set is kept, and has no effect, because there is no Directory here. SHARED is refused, ' +
  'because this server is no member of a cluster.';

/** SHARED means the units that the members of a cluster share. Refuses with `not-a-cluster`. */
export function requireNotShared(shared: boolean): void {
  if (shared) refuse('not-a-cluster');
}
