/** Replaces a Group's settings and members. */
import { domainAdministrator } from '../../access/need.js';
import { setGroup as set } from '../../engine/groups/groups.js';
import type { Id } from '../../tables/tables.js';
import { dictionary, objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf, targetGroup } from '../targets.js';
import { rollWrittenAside } from './long-groups.js';

export const setGroup = change({
  name: 'SetGroup',
  usage: 'groupName newSettings',
  summary: 'Replaces the whole dictionary of a Group, its members included.',
  arguments: { groupName: objectAddress, newSettings: dictionary },
  longLists: true,
  needs: domainAdministrator('groupName', 'CanCreateGroups'),

  prepare(context, { groupName, newSettings }) {
    const domain = targetDomainOf(context, groupName).id;
    targetGroup(context, groupName);
    return rollWrittenAside(context, domain, newSettings);
  },

  run: (context, { groupName, newSettings }, roll: Id | undefined) =>
    set(context, targetGroup(context, groupName), newSettings, roll),

  example: `
    C: CreateGroup staff {RealName=Staff; Members=(postmaster,nobody-yet);}
    S: 200 OK
    C: SetGroup staff {Members=(postmaster); SetReplyTo=YES;}
    S: 200 OK
    C: GetGroup staff
    S: 201 {Members=(postmaster);SetReplyTo=YES;}
    # A dictionary without Members empties the Group.
    C: SetGroup staff {RealName=Staff;}
    S: 200 OK
    C: GetGroup staff
    S: 201 {Members=();RealName=Staff;}
    C: SetGroup crew {}
    S: 552 group is not found
  `,
});
