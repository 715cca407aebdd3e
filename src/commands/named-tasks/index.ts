/** Named Task Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { createNamedTask } from './create-named-task.js';
import { getNamedTask } from './get-named-task.js';
import { listAccountNamedTasks, listDomainNamedTasks } from './list-named-tasks.js';
import { deleteNamedTask, renameNamedTask } from './named-task-names.js';
import { updateNamedTask } from './update-named-task.js';

export const commands = chapter('Named Task Administration', [
  listDomainNamedTasks,
  listAccountNamedTasks,
  createNamedTask,
  renameNamedTask,
  deleteNamedTask,
  getNamedTask,
  updateNamedTask,
]);
