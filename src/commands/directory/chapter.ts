/** What the commands about the Directory have in common. */
import { serverRight } from '../../access/need.js';
import { requireNotShared } from '../shared.js';

/** What every command of the chapter says, and what it refuses first. */
export const common = {
  needs: serverRight('Directory'),
  deviations:
    'What is set is kept, and has no effect, because there is no Directory here. SHARED is refused, ' +
    'because this server is no member of a cluster.',
  prepare: requireNotShared,
} as const;
