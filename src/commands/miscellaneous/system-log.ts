/** The server's log: writing a record, writing everything, and a summary of what there is. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/refusal.js';
import { number, oneOf, text } from '../arguments.js';
import { change, done, InSteps, query, type QueryContext } from '../define.js';
import { ownElementsText } from '../monitoring/elements.js';
import type { Loudness } from '../surroundings.js';

/** The manual's levels, from 0 on; what is beyond is as loud as the last one. */
const loudness: readonly Loudness[] = ['error', 'error', 'warn', 'notice', 'info', 'debug'];

/** The loudest level that a client may name. */
const levelMax = 9;

export const writeLog = query({
  name: 'WriteLog',
  usage: 'logLevel logRecord',
  summary: 'Writes a record into the log of the server.',
  section: 'Miscellaneous',
  arguments: { logLevel: number, logRecord: text },
  needs: serverRight('Monitor'),
  acts: true,
  differs:
    'Levels 0 and 1 are errors, 2 warnings, 3 notices, 4 information, 5 to 9 debugging. The settings of the log decide which are written.',

  prepare({ server }, { logLevel, logRecord }) {
    if (logLevel < 0 || logLevel > levelMax) refuse('illegal-value', 'level must be from 0 to 9');
    server.operations.writeLog(loudness[Math.min(logLevel, 5)] ?? 'debug', logRecord);
  },
  run: () => done,

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
  section: 'Miscellaneous',
  arguments: { mode: oneOf('ON or OFF', ['ON', 'OFF']) },
  needs: serverRight('Monitor'),
  differs: 'It holds until the server stops or reads its settings again.',

  prepare: ({ server }, { mode }) => server.operations.logEverything(mode === 'ON'),
  run: () => done,

  example: `
    C: SetLogAll OFF
    S: 200 OK
    C: SetLogAll
    S: 500 *
  `,
});

export const dumpAllObjects = query({
  name: 'DumpAllObjects',
  usage: '',
  summary: 'Writes to the log what the server does at this moment.',
  section: 'Miscellaneous',
  arguments: {},
  needs: serverRight('Monitor'),
  acts: true,
  differs: 'The record holds the statistics elements of the server; it stalls nobody.',

  run: (context) => new InSteps(dumped(context)),

  example: `
    C: DumpAllObjects now
    S: 500 incorrect command parameters*
    C: DumpAllObjects
    S: 200 OK
  `,
});

/** The record is written at the end, which comes once. */
function* dumped(context: QueryContext): Generator<void, typeof done> {
  context.server.operations.writeLog('notice', yield* ownElementsText(context));
  return done;
}
