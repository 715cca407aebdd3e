/** Gives a Forwarder a new name. */
import { domainAdministrator } from '../../access/need.js';
import { renameForwarder as rename } from '../../engine/groups/forwarders.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { newNameIn, targetDomainOf, targetForwarder } from '../targets.js';

export const renameForwarder = change({
  name: 'RenameForwarder',
  usage: 'oldForwarderName INTO newForwarderName',
  summary: 'Gives a Forwarder a new name in its Domain.',
  section: 'Forwarder Administration',
  arguments: { oldForwarderName: objectAddress, newForwarderName: objectAddress },
  needs: domainAdministrator(['oldForwarderName', 'newForwarderName'], 'CanCreateForwarders'),
  deviations:
    'A new name without a Domain means the old one; a Forwarder cannot move to another Domain.',

  run(context, { oldForwarderName, newForwarderName }) {
    const domain = targetDomainOf(context, oldForwarderName).id;
    const newName = newNameIn(context, domain, newForwarderName);
    rename(context, targetForwarder(context, oldForwarderName), newName);
  },

  example: `
    C: CreateForwarder sales TO postmaster
    S: 200 OK
    C: RenameForwarder sales into info
    S: 200 OK
    C: GetForwarder info
    S: 201 postmaster
    C: RenameForwarder sales into shop
    S: 553 forwarder is not found
    C: RenameForwarder info into postmaster
    S: 520 account with this name already exists
  `,
});
