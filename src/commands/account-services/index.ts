/** Account Services: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { balance } from './balance.js';
import { dataset, removeAccountSubset } from './datasets.js';
import { roster } from './roster.js';

export const commands = chapter('Account Services', [
  removeAccountSubset,
  dataset,
  roster,
  balance,
]);
