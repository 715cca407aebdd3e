/** Statistics: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { getAccountStat, resetAccountStat } from './account-stat.js';
import { getDomainStat, resetDomainStat } from './domain-stat.js';

export const commands: readonly Command[] = [
  getAccountStat,
  resetAccountStat,
  getDomainStat,
  resetDomainStat,
];
