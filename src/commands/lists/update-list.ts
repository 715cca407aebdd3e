/** Changes settings of a Mailing List. */
import { domainAdministrator, listOwnerOrAdministrator } from '../../access/need.js';
import { listObjects } from '../../engine/lists/lists.js';
import { dictionary, objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetList } from '../targets.js';
import { requireMayHandOver } from '../handing-over.js';

const needsToHandOver = domainAdministrator('listName', 'CanAccessLists');

export const updateList = change({
  name: 'UpdateList',
  usage: 'listName newSettings',
  summary: 'Changes those settings of a Mailing List that are given.',
  arguments: { listName: objectAddress, newSettings: dictionary },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),
  deviations:
    'Owner hands the list over to another Account of its Domain; its owner cannot do that. The value default removes a ' +
    'setting. Values are kept as given; those of Distribution, FirstModerated, MaxBounces, ' +
    'FatalWeight and CoolOffPeriod have their effect on subscribers.',

  run(context, values) {
    const list = targetList(context, values.listName);
    requireMayHandOver(context, list.row, values.newSettings, needsToHandOver, values);
    listObjects.update(context, list, values.newSettings);
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: UpdateList news {Confirmation=YES; MaxBounces=3; Postings="from subscribers";}
    S: 200 OK
    C: UpdateList news {MaxBounces=5; Confirmation=default;}
    S: 200 OK
    C: GetList news
    S: 201 {MaxBounces=5;Owner=postmaster;Postings="from subscribers";}
    C: CreateAccount user1
    S: 200 OK
    C: UpdateList news {Owner=user1;}
    S: 200 OK
    C: GetAccountLists user1
    S: 201 {news=0;}
    C: UpdateList news {Owner=nobody;}
    S: 513 unknown user account
    C: UpdateList crew {}
    S: 554 Unknown Mailing List
  `,
});
