/** The commands of the manual's section "Directory Administration". */
import { chapter } from '../define.js';
import { createDirectoryUnit } from './create-directory-unit.js';
import { deleteDirectoryUnit } from './delete-directory-unit.js';
import { getDirectoryAccessRights, setDirectoryAccessRights } from './directory-access-rights.js';
import { getDirectoryUnit, setDirectoryUnit } from './directory-unit-settings.js';
import { listDirectoryUnits } from './list-directory-units.js';
import { relocateDirectoryUnit } from './relocate-directory-unit.js';

export const commands = chapter('Directory Administration', [
  listDirectoryUnits,
  createDirectoryUnit,
  relocateDirectoryUnit,
  deleteDirectoryUnit,
  getDirectoryUnit,
  setDirectoryUnit,
  getDirectoryAccessRights,
  setDirectoryAccessRights,
]);
