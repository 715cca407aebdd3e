/** Gives back what it was given, as this server understood it. */
import { anyone } from '../../access/need.js';
import { anyValue } from '../arguments.js';
import { query } from '../define.js';

export const echo = query({
  name: 'Echo',
  usage: 'object',
  summary: 'Gives back its parameter in canonical form.',
  arguments: { object: anyValue },
  needs: anyone,

  run: (_context, { object }) => object.value,

  example: `
    C: Echo { b = #0x10; a = ( 1, "two words", [SGVs bG8=] ); }
    S: 201 {a=(1,"two words",[SGVsbG8=]);b=#16;}
    C: Echo {a=(1,2;}
    S: 500 *
  `,
});
