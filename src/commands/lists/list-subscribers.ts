/** Lists the addresses of the subscribers of a Mailing List. */
import { listOwnerOrAdministrator } from '../../access/need.js';
import type { PageQuery } from '../../engine/directory/pages.js';
import { visitSubscribers } from '../../engine/lists/subscribers.js';
import type { Reader } from '../../store/store.js';
import type { ListId } from '../../tables/tables.js';
import { printString } from '../../values/print.js';
import { number, objectAddress, optional, text } from '../arguments.js';
import { printedInSteps, query } from '../define.js';
import { targetList } from '../targets.js';

export const listSubscribers = query({
  name: 'ListSubscribers',
  usage: 'listName [FILTER filter] [limit]',
  summary: 'Lists the addresses of the subscribers of a Mailing List.',
  arguments: { listName: objectAddress, filter: optional(text), limit: optional(number) },
  needs: listOwnerOrAdministrator('listName', 'CanAccessLists'),
  deviations:
    'The addresses come sorted, those that are banned or wait for confirmation among them. The ' +
    'filter is not case-sensitive.',

  run(context, { listName, filter, limit }) {
    const { id } = targetList(context, listName);
    return printedInSteps(addressesText(context.tx, id, { filter, limit }));
  },

  example: `
    C: CreateList news for postmaster
    S: 200 OK
    C: List news subscribe joe@elsewhere.test
    S: 200 OK
    C: List news subscribe ann@example.test
    S: 200 OK
    C: ListSubscribers news
    S: 201 (ann@example.test,joe@elsewhere.test)
    C: ListSubscribers news FILTER Elsewhere
    S: 201 (joe@elsewhere.test)
    C: ListSubscribers news FILTER "" 1
    S: 201 (ann@example.test)
    C: ListSubscribers crew
    S: 554 Unknown Mailing List
  `,
});

function* addressesText(tx: Reader, list: ListId, query: PageQuery): Generator<void, string> {
  let text = '';
  yield* visitSubscribers(tx, list, query, ({ address }) => {
    text += `${text && ','}${printString(address)}`;
  });
  return `(${text})`;
}
