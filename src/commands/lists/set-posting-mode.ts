/** Sets how the postings of a subscriber of a Mailing List are moderated. */
import { listOwnerOrAdministrator } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { setPostingMode as setMode } from '../../engine/lists/subscribers.js';
import { number, objectAddress, oneOf, optional } from '../arguments.js';
import { change } from '../define.js';
import { targetList } from '../targets.js';
import { addressOn, subscriberAddress } from './mail-address.js';

const postingMode = oneOf('a posting mode', [
  'unmoderated',
  'moderateAll',
  'prohibited',
  'special',
]);

export const setPostingMode = change({
  name: 'SetPostingMode',
  usage:
    'listName FOR subscriberAddress ' +
    '(UNMODERATED|MODERATEALL|PROHIBITED|SPECIAL | numberOfModerated)',
  summary:
    'Sets how postings of a subscriber are moderated: a number stands for so many next ones.',
  arguments: {
    listName: objectAddress,
    subscriberAddress,
    unmoderated: optional(postingMode),
    numberOfModerated: optional(number),
  },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),
  deviations: 'The mode must be given. The number 0 stands for UNMODERATED.',

  run(context, values) {
    const { listName, unmoderated: word, numberOfModerated: next = 0 } = values;
    if (next < 0) refuse('illegal-value');
    const target = targetList(context, listName);
    const address = addressOn(context.tx, target, values.subscriberAddress);
    setMode(context, target, address, word ?? next);
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: List news feed joe@elsewhere.test
    S: 200 OK
    C: SetPostingMode news FOR joe@elsewhere.test 3
    S: 200 OK
    C: ReadSubscribers news
    S: 201 (#1,({Sub=joe@elsewhere.test;mode=feed;posts=(3);subscribeTime=#T*
    C: SetPostingMode news FOR joe@elsewhere.test PROHIBITED
    S: 200 OK
    C: ReadSubscribers news
    S: 201 (#1,({Sub=joe@elsewhere.test;mode=feed;posts=prohibited;subscribeTime=#T*
    C: SetPostingMode news FOR joe@elsewhere.test
    S: 500 incorrect command parameters - expected *
    C: SetPostingMode news FOR ann@elsewhere.test UNMODERATED
    S: 501 subscriber is not found
  `,
});
