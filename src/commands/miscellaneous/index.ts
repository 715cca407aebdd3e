/** The commands of the manual's section "Miscellaneous" that concern no one object. */
import type { Command } from '../define.js';
import { echo } from './echo.js';
import { getCurrentTime } from './get-current-time.js';
import { getVersion } from './get-version.js';
import { help } from './help.js';
import { listCliCommands } from './list-cli-commands.js';
import { noop } from './noop.js';

export const commands: readonly Command[] = [
  listCliCommands,
  noop,
  echo,
  getVersion,
  getCurrentTime,
  help,
];
