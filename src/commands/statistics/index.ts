/** Statistics: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { getAccountStat, resetAccountStat } from './account-stat.js';
import { getDomainStat, resetDomainStat } from './domain-stat.js';

export const commands = chapter('Statistics', [
  getAccountStat,
  resetAccountStat,
  getDomainStat,
  resetDomainStat,
]);
