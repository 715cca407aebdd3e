/** Deletes a Mailing List. */
import { domainAdministrator } from '../../access/need.js';
import { deleteList as remove } from '../../engine/lists/lists.js';
import { objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetList } from '../targets.js';

export const deleteList = change({
  name: 'DeleteList',
  usage: 'listName',
  summary: 'Deletes a Mailing List with its settings and its subscribers.',
  section: 'Mailing List Administration',
  arguments: { listName: objectAddress },
  needs: domainAdministrator('listName', 'CanCreateLists'),

  run: (context, { listName }) => remove(context, targetList(context, listName)),

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: List news subscribe joe@elsewhere.test
    S: 200 OK
    C: DeleteList news
    S: 200 OK
    C: DeleteList news
    S: 554 Unknown Mailing List
    # A new list of the same name begins empty.
    C: CreateList news for postmaster
    S: 200 OK
    C: ListSubscribers news
    S: 201 ()
  `,
});
