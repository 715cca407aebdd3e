/** Lists the Groups of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { listGroups as groupsOf } from '../../engine/groups/groups.js';
import { domainName, optional } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const listGroups = query({
  name: 'ListGroups',
  usage: '[domainName]',
  summary: 'Lists the names of the Groups of a Domain, your own if none is named.',
  section: 'Group Administration',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  differs: 'The names come sorted.',

  run: (context, values) =>
    new InSteps(groupsOf(context.tx, targetDomain(context, values.domainName).id)),

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
