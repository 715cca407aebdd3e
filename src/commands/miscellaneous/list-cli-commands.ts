/** Lists the commands that this server really has. */
import { anyone } from '../../access/need.js';
import { query } from '../define.js';

export const listCliCommands = query({
  name: 'ListCLICommands',
  usage: '',
  summary: 'Lists the names of all commands that work here.',
  arguments: {},
  needs: anyone,
  deviations:
    'Commands that only refuse are not listed. Names are spelled as the manual spells them.',

  run: ({ server }) => server.commandNames(),

  example: `
    C: ListCLICommands
    S: 201 (*
    C: ListCLICommands all
    S: 500 incorrect command parameters*
  `,
});
