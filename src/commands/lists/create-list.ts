/** Creates a Mailing List. */
import { domainAdministrator } from '../../access/need.js';
import { listObjects } from '../../engine/lists/lists.js';
import { objectAddress, ownerAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf } from '../targets.js';

export const createList = change({
  name: 'CreateList',
  usage: 'listName FOR accountName',
  summary: 'Creates a Mailing List that an Account of the same Domain owns.',
  arguments: { listName: objectAddress, accountName: ownerAddress },
  needs: domainAdministrator('listName', 'CanCreateLists'),
  deviations:
    'An owner without a Domain is an Account of the Domain of the list. No mailboxes are made in ' +
    'the Account of the owner. While the list is there, no object can take the name of one of its ' +
    'service addresses, such as news-on or news-request.',

  run(context, { listName, accountName }) {
    listObjects.create(context, targetDomainOf(context, listName).id, listName.name, accountName);
  },

  example: `
    C: CreateList news@example.test for postmaster
    S: 200 OK
    C: GetList news
    S: 201 {Owner=postmaster;}
    C: CREATELIST News FOR postmaster
    S: 501 mailing list with this name already exists
    C: CreateList postmaster for postmaster
    S: 520 account with this name already exists
    C: CreateList crew for nobody
    S: 513 unknown user account
    # The service addresses of a list belong to it.
    C: CreateAccount news-request
    S: 501 mailing list with this service address already exists
    # An Account that owns a list cannot be deleted.
    C: CreateAccount user1
    S: 200 OK
    C: CreateList crew for user1
    S: 200 OK
    C: DeleteAccount user1
    S: 501 account owns a mailing list or a named task
  `,
});
