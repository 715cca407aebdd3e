/** Switches what the log tells of the uses of Account files. */
import { serverRight } from '../../access/need.js';
import { updateDocument } from '../../engine/core/document-changes.js';
import { refuse } from '../../engine/core/refusal.js';
import { theServer } from '../../engine/directory/subjects.js';
import { asciiLower } from '../../values/letters.js';
import { oneOf, text } from '../arguments.js';
import { change } from '../define.js';

const facilities = new Map(['FileIO', 'FileOp'].map((name) => [asciiLower(name), name]));

const unknown = 'unknown trace facility';

export const setTrace = change({
  name: 'SetTrace',
  usage: 'facility mode',
  summary: 'Switches the tracing of a facility on or off: FileIO or FileOp.',
  arguments: { facility: text, mode: oneOf('ON or OFF', ['ON', 'OFF']) },
  needs: serverRight('Monitor'),
  deviations:
    'Traced are the bytes of Account files: FileIO is reading and writing, FileOp is making and ' +
    'removing. Names, settings and rights are in one store, which is not traced.',

  run(context, { facility, mode }) {
    const name = facilities.get(asciiLower(facility)) ?? refuse('illegal-value', unknown);
    updateDocument(context, theServer, 'traces', new Map([[name, mode === 'ON' ? 'YES' : 'NO']]));
  },

  example: `
    C: SetTrace FileIO ON
    S: 200 OK
    C: SetTrace FileOp OFF
    S: 200 OK
    C: SetTrace Everything ON
    S: 501 unknown trace facility
  `,
});
