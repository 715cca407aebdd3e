/** Deletes a Forwarder. */
import { domainAdministrator } from '../../access/need.js';
import { findForwarder } from '../../engine/directory/directory.js';
import { deleteForwarder as remove } from '../../engine/groups/forwarders.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf } from '../targets.js';

export const deleteForwarder = change({
  name: 'DeleteForwarder',
  usage: 'forwarderName',
  summary: 'Deletes a Forwarder.',
  section: 'Forwarder Administration',
  arguments: { forwarderName: objectAddress },
  needs: domainAdministrator('forwarderName', 'CanCreateForwarders'),

  run(context, { forwarderName }) {
    const domain = targetDomainOf(context, forwarderName).id;
    remove(context, findForwarder(context.tx, domain, forwarderName.name));
  },

  example: `
    C: CreateForwarder sales TO postmaster
    S: 200 OK
    C: DeleteForwarder sales
    S: 200 OK
    C: DeleteForwarder sales
    S: 553 forwarder is not found
  `,
});
