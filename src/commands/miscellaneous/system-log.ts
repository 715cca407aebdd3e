/** The server's log: writing a record, writing everything, and a summary of what there is. */
import { serverRight } from '../../access/need.js';
import type { LogLevel } from '../../engine/core/consequences.js';
import { refuse } from '../../engine/core/refusal.js';
import { number, oneOf, text } from '../arguments.js';
import { change } from '../define.js';
import { countedElementsText } from '../monitoring/elements.js';

/** The manual's levels, from 0 on; what is beyond is as the last one. */
const levels: readonly LogLevel[] = ['error', 'error', 'warn', 'notice', 'info', 'debug'];

/** The highest level that a client may name. */
const levelMax = 9;

export const writeLog = change({
  name: 'WriteLog',
  usage: 'logLevel logRecord',
  summary: 'Writes a record into the log of the server.',
  arguments: { logLevel: number, logRecord: text },
  needs: serverRight('Monitor'),
  deviations:
    'Levels 0 and 1 are errors, 2 warnings, 3 notices, 4 information, 5 to 9 debugging. The settings of the log decide which are written.',

  run(context, { logLevel, logRecord }) {
    if (logLevel < 0 || logLevel > levelMax) refuse('illegal-value', 'level must be from 0 to 9');
    const level = levels[Math.min(logLevel, 5)] ?? 'debug';
    context.afterCommit({ kind: 'write log', level, record: logRecord });
  },

  example: `
    C: WriteLog 5 "Test record"
    S: 200 OK
    C: WriteLog 10 "Test record"
    S: 501 level must be from 0 to 9
    C: WriteLog low "Test record"
    S: 500 *
  `,
});

export const setLogAll = change({
  name: 'SetLogAll',
  usage: 'mode',
  summary: 'Writes everything to the log, or again only what its settings say.',
  arguments: { mode: oneOf('ON or OFF', ['ON', 'OFF']) },
  needs: serverRight('Monitor'),
  deviations: 'It holds until the server stops or reads its settings again.',

  run: (context, { mode }) => context.afterCommit({ kind: 'log everything', on: mode === 'ON' }),

  example: `
    C: SetLogAll OFF
    S: 200 OK
    C: SetLogAll
    S: 500 *
  `,
});

export const dumpAllObjects = change({
  name: 'DumpAllObjects',
  usage: '',
  summary: 'Writes to the log what the server does at this moment.',
  arguments: {},
  needs: serverRight('Monitor'),
  deviations:
    'The record holds the statistics elements that the server counts along; it stalls nobody.',

  run(context) {
    const record = countedElementsText(context);
    context.afterCommit({ kind: 'write log', level: 'notice', record });
  },

  example: `
    C: DumpAllObjects now
    S: 500 incorrect command parameters*
    C: DumpAllObjects
    S: 200 OK
  `,
});
