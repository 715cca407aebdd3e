/** Gives a Mailing List a new name. */
import { domainAdministrator } from '../../access/need.js';
import { renameList as rename } from '../../engine/lists/lists.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { newNameIn, targetList } from '../targets.js';

export const renameList = change({
  name: 'RenameList',
  usage: 'listName INTO newName',
  summary: 'Gives a Mailing List a new name in its Domain.',
  section: 'Mailing List Administration',
  arguments: { listName: objectAddress, newName: objectAddress },
  needs: domainAdministrator('listName', 'CanCreateLists'),

  run(context, { listName, newName }) {
    const list = targetList(context, listName);
    rename(context, list, newNameIn(context, list.row.domain, newName));
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: List news subscribe joe@elsewhere.test
    S: 200 OK
    C: CreateGroup everyone {Members=(news);}
    S: 200 OK
    C: RenameList news into bulletin
    S: 200 OK
    # Subscribers are kept, and Groups of the Domain follow.
    C: ListSubscribers bulletin
    S: 201 (joe@elsewhere.test)
    C: GetGroup everyone
    S: 201 {Members=(bulletin);}
    C: RenameList news into letter
    S: 554 Unknown Mailing List
    C: RenameList bulletin into everyone
    S: 523 group with this name already exists
  `,
});
