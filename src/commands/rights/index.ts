/** Access Rights Administration: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { getAccountRights } from './get-account-rights.js';
import { setAccountRights } from './set-account-rights.js';

export const commands: readonly Command[] = [getAccountRights, setAccountRights];
