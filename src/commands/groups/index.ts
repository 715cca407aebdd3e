/** Group Administration: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { createGroup } from './create-group.js';
import { getGroup } from './get-group.js';
import { deleteGroup, listGroups, renameGroup } from './group-names.js';
import { setGroup } from './set-group.js';

export const commands: readonly Command[] = [
  listGroups,
  createGroup,
  renameGroup,
  deleteGroup,
  getGroup,
  setGroup,
];
