/** Tells of a signalling dialog; there are none here. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { number } from '../arguments.js';
import { query } from '../define.js';

export const getDialogInfo = query({
  name: 'GetDialogInfo',
  usage: 'dialogId',
  summary: 'Returns the state of a signalling dialog.',
  arguments: { dialogId: number },
  needs: serverRight('Monitor'),
  works: false,
  deviations: 'This server takes no calls, so no dialog is ever found.',

  run: () => refuse('unknown-element', 'dialog is not found'),

  example: `
    C: GetDialogInfo 123
    S: 501 dialog is not found
  `,
});
