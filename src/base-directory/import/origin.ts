/** Who the journal says has imported something. */
import type { Origin } from '../../engine/core/journal.js';

export const importOrigin: Origin = {
  actor: 'cligate',
  actorId: 0,
  address: '',
  door: 'program',
  command: 'import',
};
