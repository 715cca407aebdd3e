/** Deletes a Forwarder. */
import { domainAdministrator } from '../../access/need.js';
import { deleteForwarder as remove } from '../../engine/groups/forwarders.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetForwarder } from '../targets.js';

export const deleteForwarder = change({
  name: 'DeleteForwarder',
  usage: 'forwarderName',
  summary: 'Deletes a Forwarder.',
  section: 'Forwarder Administration',
  arguments: { forwarderName: objectAddress },
  needs: domainAdministrator('forwarderName', 'CanCreateForwarders'),

  run: (context, { forwarderName }) => remove(context, targetForwarder(context, forwarderName)),

  example: `
    C: CreateForwarder sales TO postmaster
    S: 200 OK
    C: DeleteForwarder sales
    S: 200 OK
    C: DeleteForwarder sales
    S: 553 forwarder is not found
  `,
});
