/** Creates a Group. */
import { domainAdministrator } from '../../access/need.js';
import { requireFreeName } from '../../engine/directory/directory.js';
import { createGroup as create } from '../../engine/groups/groups.js';
import type { Id } from '../../tables/tables.js';
import { dictionary, objectAddress, optional } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf } from '../targets.js';
import { rollWrittenAside } from './long-groups.js';

export const createGroup = change({
  name: 'CreateGroup',
  usage: 'groupName [settings]',
  summary: 'Creates a Group, with its settings and members if they are given.',
  arguments: { groupName: objectAddress, settings: optional(dictionary) },
  longLists: true,
  needs: domainAdministrator('groupName', 'CanCreateGroups'),
  deviations: 'A setting that is not given is not stored, so it reads as NO or empty.',

  prepare(context, { groupName, settings = new Map() }) {
    const domain = targetDomainOf(context, groupName).id;
    requireFreeName(context.tx, domain, groupName.name);
    return rollWrittenAside(context, domain, settings);
  },

  run(context, { groupName, settings = new Map() }, roll: Id | undefined) {
    const domain = targetDomainOf(context, groupName).id;
    create(context, domain, groupName.name, settings, roll);
  },

  example: `
    C: CreateGroup staff {RealName="All staff"; Members=(postmaster,"friend@elsewhere.test");}
    S: 200 OK
    C: GetGroup staff
    S: 201 {Members=(postmaster,friend@elsewhere.test);RealName="All staff";}
    # Accounts, aliases, Groups, Forwarders and lists share the names of a Domain.
    C: CreateGroup postmaster
    S: 520 account with this name already exists
    C: CreateGroup Staff@example.test
    S: 523 group with this name already exists
    C: CreateGroup crew {Members=postmaster;}
    S: 501 group members must be an array of strings
  `,
});
