/** Acts on a mobile device; there are none here. */
import { domainAdministrator } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { accountName, dictionary } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

export const updateAirSyncInfo = change({
  name: 'UpdateAirSyncInfo',
  usage: 'accountName parameters',
  summary: 'Acts on one mobile device of an Account.',
  arguments: { accountName, parameters: dictionary },
  needs: domainAdministrator('accountName'),
  works: false,
  deviations: 'Mobile devices do not reach this server, so none is ever found.',

  run(context, values) {
    targetAccount(context, values.accountName);
    return refuse('unknown-element', 'device is not found');
  },

  example: `
    C: UpdateAirSyncInfo postmaster {""=ApplABC123;op=doWipe;}
    S: 501 device is not found
    C: UpdateAirSyncInfo nobody {}
    S: 513 unknown user account
  `,
});
