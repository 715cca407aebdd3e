/** Subscribes an address to a Mailing List, changes its receiving mode, or unsubscribes it. */
import { randomBytes } from 'node:crypto';
import { listOwnerOrAdministrator } from '../../access/need.js';
import { subscribe, unsubscribe } from '../../engine/lists/subscribers.js';
import { flag, objectAddress, oneOf, optional, text } from '../arguments.js';
import { change } from '../define.js';
import { targetList } from '../targets.js';
import { addressOn, mailAddress } from './mail-address.js';

const confirmationIdBytes = 12;

const operations = oneOf('an operation', [
  'subscribe',
  'feed',
  'digest',
  'index',
  'null',
  'banned',
  'unsubscribe',
]);

export const list = change({
  name: 'List',
  usage:
    'listName (SUBSCRIBE|FEED|DIGEST|INDEX|NULL|BANNED|UNSUBSCRIBE) [SILENTLY] [CONFIRM] ' +
    '[realName] subscriber',
  summary: 'Subscribes an address, changes its receiving mode, or unsubscribes it.',
  arguments: {
    listName: objectAddress,
    subscribe: operations,
    silently: flag,
    confirm: flag,
    realName: optional(text),
    subscriber: mailAddress,
  },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),
  deviations:
    'No mail is sent, neither a welcome nor a request for confirmation: with CONFIRM a new address ' +
    'waits until the command is given without it. SUBSCRIBE does not change the mode of a ' +
    'subscriber. UNSUBSCRIBE removes the address at once.',

  prepare: () => randomBytes(confirmationIdBytes).toString('hex'),

  run(context, values, confirmationId: string) {
    const { listName, subscribe: mode, confirm, realName, subscriber } = values;
    const target = targetList(context, listName);
    const address = addressOn(context.tx, target, subscriber.address);
    if (mode === 'unsubscribe') unsubscribe(context, target, address);
    else {
      subscribe(context, target, {
        address,
        realName: realName ?? subscriber.realName,
        mode,
        confirm,
        confirmationId,
      });
    }
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: LIST news subscribe silently joe@elsewhere.test
    S: 200 OK
    C: List news FEED confirm "Bill Jones" <BJones@elsewhere.test>
    S: 200 OK
    C: List news banned pest@elsewhere.test
    S: 200 OK
    C: ListSubscribers news
    S: 201 (BJones@elsewhere.test,joe@elsewhere.test,pest@elsewhere.test)
    # Addresses are not case-sensitive.
    C: List news unsubscribe  bjones@ELSEWHERE.test
    S: 200 OK
    C: List news unsubscribe bjones@elsewhere.test
    S: 501 subscriber is not found
    C: List news subscribe pest@elsewhere.test
    S: 501 this address is banned from the mailing list
    # A bare name is an address of the list's Domain.
    C: List news feed joe
    S: 200 OK
    C: ListSubscribers news FILTER joe@example
    S: 201 (joe@example.test)
    C: List news subscribe
    S: 500 incorrect command parameters - expected subscriber
    C: List crew subscribe joe@elsewhere.test
    S: 554 Unknown Mailing List
  `,
});
