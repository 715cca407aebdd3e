/** Forwarder Administration: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { createForwarder } from './create-forwarder.js';
import { deleteForwarder } from './delete-forwarder.js';
import { findForwarders } from './find-forwarders.js';
import { getForwarder } from './get-forwarder.js';
import { listForwarders } from './list-forwarders.js';
import { renameForwarder } from './rename-forwarder.js';

export const commands: readonly Command[] = [
  listForwarders,
  createForwarder,
  renameForwarder,
  deleteForwarder,
  getForwarder,
  findForwarders,
];
