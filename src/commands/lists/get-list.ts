/** Returns the settings of a Mailing List. */
import { listOwnerOrAdministrator } from '../../access/need.js';
import { ownedDictionary } from '../../engine/lists/owned-objects.js';
import { objectAddress } from '../arguments.js';
import { query } from '../define.js';
import { targetList } from '../targets.js';

export const getList = query({
  name: 'GetList',
  usage: 'listName',
  summary: 'Returns the settings of a Mailing List, the name of its owner among them.',
  arguments: { listName: objectAddress },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),
  deviations:
    'Only settings that were given are told, and Owner, because the factory values are not known.',

  run: (context, { listName }) => ownedDictionary(context.tx, targetList(context, listName).row),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateList news for user1
    S: 200 OK
    C: UpdateList news {Store=YES;}
    S: 200 OK
    C: GetList news
    S: 201 {Owner=user1;Store=YES;}
    # The owner is told by its present name.
    C: RenameAccount user1 into user2
    S: 200 OK
    C: GetList news
    S: 201 {Owner=user2;Store=YES;}
    C: GetList postmaster
    S: 554 Unknown Mailing List
  `,
});
