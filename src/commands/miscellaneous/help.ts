/** Returns which commands there are, or how one is used. */
import { anyone } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { bytesOf } from '../../values/text.js';
import { optional, text } from '../arguments.js';
import { query } from '../define.js';

export const help = query({
  name: 'Help',
  usage: '[commandName]',
  summary: 'Lists the commands that work here, or shows the parameters of one.',
  arguments: { commandName: optional(text) },
  needs: anyone,
  deviations: 'It is an addition, for people who talk to the server by hand.',

  run({ server }, { commandName }) {
    if (commandName === undefined) return server.commandNames();
    const told = server.commandHelp(commandName) ?? refuse('unknown-command');
    return bytesOf(told);
  },

  example: `
    C: Help RenameDomain
    S: 201 "RenameDomain oldDomainName INTO newDomainName [PATH storage] - *
    C: Help Frobnicate
    S: 500 unknown command
  `,
});
