/** Does what a bounce of a message to a subscriber of a Mailing List does. */
import { listOwnerOrAdministrator } from '../../access/need.js';
import { processBounce as process } from '../../engine/lists/subscribers.js';
import { flag, objectAddress } from '../arguments.js';
import { change } from '../define.js';
import { targetList } from '../targets.js';
import { addressOn, subscriberAddress } from './mail-address.js';

export const processBounce = change({
  name: 'ProcessBounce',
  usage: 'listName [FATAL] FOR subscriberAddress',
  summary: 'Counts a failed delivery to a subscriber, who is removed after too many of them.',
  arguments: { listName: objectAddress, fatal: flag, subscriberAddress },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),
  deviations:
    'Without MaxBounces, or with 0 there, bounces are only counted. A fatal one counts as one ' +
    'where FatalWeight is not set, also within the CoolOffPeriod. A banned address stays banned.',

  run(context, { listName, fatal, subscriberAddress }) {
    const target = targetList(context, listName);
    process(context, target, addressOn(context.tx, target, subscriberAddress), fatal);
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: UpdateList news {MaxBounces=4; FatalWeight=3;}
    S: 200 OK
    C: List news feed joe@elsewhere.test
    S: 200 OK
    C: ProcessBounce news FATAL FOR joe@elsewhere.test
    S: 200 OK
    C: ReadSubscribers news
    S: 201 (#1,({Sub=joe@elsewhere.test;bounces=#3;lastBounceTime=#T*
    C: ProcessBounce news FOR joe@elsewhere.test
    S: 200 OK
    C: ListSubscribers news
    S: 201 ()
    C: ProcessBounce news FOR joe@elsewhere.test
    S: 501 subscriber is not found
  `,
});
