/** Returns the subscribers of a Mailing List with all that is known of them, page by page. */
import { listOwnerOrAdministrator } from '../../access/need.js';
import type { PageQuery } from '../../engine/directory/pages.js';
import { subscriberCount, visitSubscribers } from '../../engine/lists/subscribers.js';
import type { Reader } from '../../store/store.js';
import type { ListId } from '../../tables/tables.js';
import { printString } from '../../values/print.js';
import { number, objectAddress, optional, text, type ArgumentType } from '../arguments.js';
import { printedInSteps, query } from '../define.js';
import { targetList } from '../targets.js';
import { descriptorText } from './subscriber-record.js';

const cookie: ArgumentType<string | undefined> = { ...optional(text), atLineEnd: '' };

export const readSubscribers = query({
  name: 'ReadSubscribers',
  usage: 'listName [FILTER filter] [limit] [COOKIE cookie]',
  summary: 'Returns how many subscribers a Mailing List has, and a descriptor of each.',
  arguments: { listName: objectAddress, filter: optional(text), limit: optional(number), cookie },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),
  deviations:
    'The subscribers come sorted by address, as in ListSubscribers. COOKIE is an addition for ' +
    'reading in pages, as ListDomainObjects has it: empty for the first page; a third element ' +
    'tells the cookie of the next one, empty after the last. A page looks at no more than 20000 ' +
    'addresses, so with a filter it may be shorter than its limit though its cookie is not empty.',

  run(context, { listName, filter, limit, cookie: after }) {
    const { id } = targetList(context, listName);
    return printedInSteps(subscribersText(context.tx, id, { filter, limit, cookie: after }));
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: List news digest "Joe Doe" <joe@elsewhere.test>
    S: 200 OK
    C: List news feed ann@example.test
    S: 200 OK
    C: ReadSubscribers news FILTER nobody 10
    S: 201 (#2,())
    C: ReadSubscribers news FILTER joe 10
    S: 201 (#2,({RealName="Joe Doe";Sub=joe@elsewhere.test;mode=digest;posts=#0;subscribeTime=#T*
    # Page by page, until the cookie is empty.
    C: ReadSubscribers news 1 COOKIE ""
    S: 201 (#2,({Sub=ann@example.test;mode=feed;posts=#0;subscribeTime=#T*
    C: ReadSubscribers news 1 COOKIE ann@example.test
    S: 201 (#2,({RealName="Joe Doe";Sub=joe@elsewhere.test;mode=digest;posts=#0;subscribeTime=#T*
    C: ReadSubscribers news 1 COOKIE joe@elsewhere.test
    S: 201 (#2,(),"")
    C: ReadSubscribers crew
    S: 554 Unknown Mailing List
  `,
});

/** How many subscribers there are, their descriptors, and the cookie of the next page if one came. */
function* subscribersText(tx: Reader, list: ListId, query: PageQuery): Generator<void, string> {
  let text = '';
  const cookie = yield* visitSubscribers(tx, list, query, (row) => {
    text += `${text && ','}${descriptorText(row)}`;
  });
  const rest = query.cookie === undefined ? '' : `,${printString(cookie)}`;
  return `(#${subscriberCount(tx, list)},(${text})${rest})`;
}
