/** Monitoring: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { getDialogInfo } from './get-dialog-info.js';
import { shutdown } from './shutdown.js';
import { getNextStatName, getStatElement, setStatElement } from './stat-elements.js';

export const commands = chapter('Monitoring', [
  getStatElement,
  setStatElement,
  getNextStatName,
  getDialogInfo,
  shutdown,
]);
