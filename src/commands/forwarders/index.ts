/** Forwarder Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { createForwarder } from './create-forwarder.js';
import { findForwarders } from './find-forwarders.js';
import { deleteForwarder, listForwarders, renameForwarder } from './forwarder-names.js';
import { getForwarder } from './get-forwarder.js';

export const commands = chapter('Forwarder Administration', [
  listForwarders,
  createForwarder,
  renameForwarder,
  deleteForwarder,
  getForwarder,
  findForwarders,
]);
