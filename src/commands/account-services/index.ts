/** Account Services: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { balance } from './balance.js';
import { dataset, removeAccountSubset } from './datasets.js';
import { roster } from './roster.js';

export const commands: readonly Command[] = [removeAccountSubset, dataset, roster, balance];
