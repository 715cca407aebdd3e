/** Lists, renames and deletes Mailing Lists. */
import { domainAdministrator } from '../../access/need.js';
import { listObjects } from '../../engine/lists/lists.js';
import { domainListing } from '../domain-listing.js';
import { namedObjectCommands } from '../named-objects.js';
import { targetList } from '../targets.js';

export const listLists = domainListing({
  name: 'ListLists',
  summary: 'Lists the names of the Mailing Lists of a Domain, your own if none is named.',
  list: (tx, domain) => listObjects.names(tx, domain),
  example: `
    C: ListLists
    S: 201 ()
    C: CreateList news for postmaster
    S: 200 OK
    C: CreateList crew for postmaster
    S: 200 OK
    C: ListLists example.test
    S: 201 (crew,news)
    C: ListLists elsewhere.test
    S: 512 unknown secondary domain name
  `,
});

export const [renameList, deleteList] = namedObjectCommands(
  {
    word: 'List',
    objects: listObjects,
    find: targetList,
    oldName: 'listName',
    newName: 'newName',
    toRename: domainAdministrator('listName', 'CanCreateLists'),
    name: 'listName',
    toDelete: domainAdministrator('listName', 'CanCreateLists'),
  },
  {
    rename: {
      summary: 'Gives a Mailing List a new name in its Domain.',
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
    },
    remove: {
      summary: 'Deletes a Mailing List with its settings and its subscribers.',
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
    },
  },
);
