/** Access Rights Administration; the manual has the command that reads rights in another section. */
import { chapter } from '../define.js';
import { getAccountRights } from './get-account-rights.js';
import { setAccountRights } from './set-account-rights.js';

export const commands = [
  ...chapter('Account Administration', [getAccountRights]),
  ...chapter('Access Rights Administration', [setAccountRights]),
];
