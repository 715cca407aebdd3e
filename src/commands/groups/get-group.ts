/** Returns a Group's settings and members. */
import { domainAdministrator } from '../../access/need.js';
import { groupDictionaryInSteps } from '../../engine/directory/group-following.js';
import { objectAddress } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetGroup } from '../targets.js';

export const getGroup = query({
  name: 'GetGroup',
  usage: 'groupName',
  summary: 'Returns the settings and the members of a Group in one dictionary.',
  arguments: { groupName: objectAddress },
  needs: domainAdministrator('groupName'),
  deviations: 'Members is always there, () for an empty Group.',

  run(context, { groupName }) {
    const { row } = targetGroup(context, groupName);
    return new InSteps(groupDictionaryInSteps(context.tx, row));
  },

  example: `
    C: CreateGroup staff {EmailDisabled=YES;}
    S: 200 OK
    C: GetGroup staff
    S: 201 {EmailDisabled=YES;Members=();}
    C: GetGroup postmaster
    S: 552 group is not found
  `,
});
