/** Group Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { createGroup } from './create-group.js';
import { getGroup } from './get-group.js';
import { deleteGroup, listGroups, renameGroup } from './group-names.js';
import { setGroup } from './set-group.js';

export const commands = chapter('Group Administration', [
  listGroups,
  createGroup,
  renameGroup,
  deleteGroup,
  getGroup,
  setGroup,
]);
