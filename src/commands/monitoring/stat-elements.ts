/** Statistics elements: reading, walking, and changing the Custom ones. */
import { serverRight } from '../../access/need.js';
import { changeElement } from '../../engine/server/stat-elements.js';
import { refuse } from '../../engine/core/refusal.js';
import { flag, number, optional, text } from '../arguments.js';
import { change, InSteps, query } from '../define.js';
import { elementAfter, elementValue, isOwnElement } from './elements.js';

export const getStatElement = query({
  name: 'GetStatElement',
  aliases: ['GetSNMPElement'],
  usage: 'objectId',
  summary: 'Returns the value of a statistics element at this moment.',
  arguments: { objectId: text },
  needs: serverRight('Monitor'),
  deviations:
    'The elements are those that GetNextStatName tells; those of mail and calls stay 0. Counters begin at 0 with each start.',

  run: (context, { objectId }) => new InSteps(elementValue(context, objectId)),

  example: `
    C: GetStatElement pwdInputActive
    S: 201 #1
    C: GetSNMPElement numQueuedMessages
    S: 201 #0
    C: GetStatElement nothing
    S: 501 statistics element is not found
  `,
});

export const setStatElement = change({
  name: 'SetStatElement',
  usage: 'objectId [INC | SET] setValue',
  summary: 'Adds to a Custom statistics element, or sets it, and returns its new value.',
  arguments: { objectId: text, inc: flag, set: flag, setValue: number },
  needs: serverRight('Monitor'),
  deviations:
    'A name that begins with Custom is a Custom element, which is there, also after a restart, once it was set. A value without keyword is set. The new value is told because one client waits for data.',

  run(context, { objectId, inc, setValue }) {
    if (isOwnElement(context, objectId)) {
      refuse('unknown-element', 'this is not a custom statistics element');
    }
    return changeElement(context, objectId, BigInt(setValue), inc ? 'add' : 'set');
  },

  example: `
    C: SetStatElement CustomCounter INC 5
    S: 201 #5
    C: SetStatElement CustomCounter INC 2
    S: 201 #7
    C: GetStatElement CustomCounter
    S: 201 #7
    C: SetStatElement CustomCounter SET 0
    S: 201 #0
    C: SetStatElement pwdInputTotal SET 0
    S: 501 this is not a custom statistics element
    C: SetStatElement nothing SET 0
    S: 501 statistics element is not found
  `,
});

export const getNextStatName = query({
  name: 'GetNextStatName',
  usage: '[objectId]',
  summary: 'Returns the name of the statistics element behind another one.',
  arguments: { objectId: optional(text) },
  needs: serverRight('Monitor'),
  deviations: 'An empty name, or none, is before the first one.',

  run: (context, { objectId = '' }) => elementAfter(context, objectId),

  example: `
    C: SetStatElement CustomCounter SET 1
    S: 201 #1
    C: GetNextStatName ""
    S: 201 pwdInputActive
    C: GetNextStatName pwdInputActive
    S: 201 pwdInputTotal
    C: GetNextStatName sipTotalServers
    S: 201 CustomCounter
    C: GetNextStatName CustomCounter
    S: 501 there are no more statistics elements
  `,
});
