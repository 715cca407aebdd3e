/** Lists, renames and deletes Groups. */
import { domainAdministrator } from '../../access/need.js';
import { groupObjects } from '../../engine/groups/groups.js';
import { domainListing } from '../domain-listing.js';
import { namedObjectCommands } from '../named-objects.js';
import { targetGroup } from '../targets.js';

export const listGroups = domainListing({
  name: 'ListGroups',
  summary: 'Lists the names of the Groups of a Domain, your own if none is named.',
  list: (tx, domain) => groupObjects.names(tx, domain),
  example: `
    C: ListGroups
    S: 201 ()
    C: CreateGroup staff
    S: 200 OK
    C: CreateGroup crew
    S: 200 OK
    C: ListGroups example.test
    S: 201 (crew,staff)
    C: ListGroups elsewhere.test
    S: 512 unknown secondary domain name
  `,
});

export const [renameGroup, deleteGroup] = namedObjectCommands(
  {
    word: 'Group',
    objects: groupObjects,
    find: targetGroup,
    oldName: 'oldGroupName',
    newName: 'newGroupName',
    toRename: domainAdministrator(['oldGroupName', 'newGroupName'], 'CanCreateGroups'),
    name: 'groupName',
    toDelete: domainAdministrator('groupName', 'CanCreateGroups'),
  },
  {
    rename: {
      summary: 'Gives a Group a new name in its Domain.',
      deviations:
        'A new name without a Domain means the old one; a Group cannot move to another Domain.',
      example: `
        C: CreateGroup staff
        S: 200 OK
        C: CreateGroup everyone {Members=(staff);}
        S: 200 OK
        C: RenameGroup staff into crew
        S: 200 OK
        # Groups of the Domain that held it follow.
        C: GetGroup everyone
        S: 201 {Members=(crew);}
        C: RenameGroup staff into team
        S: 552 group is not found
        C: RenameGroup crew into everyone
        S: 523 group with this name already exists
      `,
    },
    remove: {
      summary: 'Deletes a Group and removes it from the Groups of its Domain.',
      example: `
        C: CreateGroup staff
        S: 200 OK
        C: CreateGroup everyone {Members=(postmaster,staff);}
        S: 200 OK
        C: DeleteGroup staff
        S: 200 OK
        C: GetGroup everyone
        S: 201 {Members=(postmaster);}
        C: DeleteGroup staff
        S: 552 group is not found
      `,
    },
  },
);
