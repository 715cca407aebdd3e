/** Lists, renames and deletes Forwarders. */
import { domainAdministrator } from '../../access/need.js';
import { forwarderObjects } from '../../engine/groups/forwarders.js';
import { domainListing } from '../domain-listing.js';
import { namedObjectCommands } from '../named-objects.js';
import { targetForwarder } from '../targets.js';

export const listForwarders = domainListing({
  name: 'ListForwarders',
  summary: 'Lists the names of the Forwarders of a Domain, your own if none is named.',
  list: (tx, domain) => forwarderObjects.names(tx, domain),
  example: `
    C: CreateForwarder sales TO postmaster
    S: 200 OK
    C: CreateForwarder info TO "friend@elsewhere.test"
    S: 200 OK
    C: ListForwarders
    S: 201 (info,sales)
    C: ListForwarders elsewhere.test
    S: 512 unknown secondary domain name
  `,
});

export const [renameForwarder, deleteForwarder] = namedObjectCommands(
  {
    word: 'Forwarder',
    objects: forwarderObjects,
    find: targetForwarder,
    oldName: 'oldForwarderName',
    newName: 'newForwarderName',
    toRename: domainAdministrator(['oldForwarderName', 'newForwarderName'], 'CanCreateForwarders'),
    name: 'forwarderName',
    toDelete: domainAdministrator('forwarderName', 'CanCreateForwarders'),
  },
  {
    rename: {
      summary: 'Gives a Forwarder a new name in its Domain.',
      deviations:
        'A new name without a Domain means the old one; a Forwarder cannot move to another Domain.',
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
    },
    remove: {
      summary: 'Deletes a Forwarder.',
      example: `
        C: CreateForwarder sales TO postmaster
        S: 200 OK
        C: DeleteForwarder sales
        S: 200 OK
        C: DeleteForwarder sales
        S: 553 forwarder is not found
      `,
    },
  },
);
