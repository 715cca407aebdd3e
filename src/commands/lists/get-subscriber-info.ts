/** Returns what is known of one subscriber of a Mailing List. */
import { listOwnerOrAdministrator } from '../../access/need.js';
import { subscriberAt } from '../../engine/lists/subscribers.js';
import { objectAddress } from '../arguments.js';
import { query } from '../define.js';
import { targetList } from '../targets.js';
import { addressOn, subscriberAddress } from './mail-address.js';
import { subscriberInfo } from './subscriber-record.js';

export const getSubscriberInfo = query({
  name: 'GetSubscriberInfo',
  usage: 'listName NAME subscriberAddress',
  summary: 'Returns the record of one subscriber; an empty one for an address not on the list.',
  arguments: { listName: objectAddress, subscriberAddress },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),

  run(context, values) {
    const target = targetList(context, values.listName);
    const address = addressOn(context.tx, target, values.subscriberAddress);
    const subscriber = subscriberAt(context.tx, target.id, address);
    return subscriber ? subscriberInfo(subscriber) : new Map();
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: List news index joe@elsewhere.test
    S: 200 OK
    C: GetSubscriberInfo news NAME Joe@elsewhere.test
    S: 201 {confirmationID=*
    C: GetSubscriberInfo news NAME ann@elsewhere.test
    S: 201 {}
    C: GetSubscriberInfo crew NAME ann@elsewhere.test
    S: 554 Unknown Mailing List
  `,
});
