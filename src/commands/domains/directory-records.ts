/** Records of a Domain's objects in the central Directory, which this server does not have. */
import { domainAdministrator } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { domainName, optional } from '../arguments.js';
import { query, type Command } from '../define.js';

function directoryCommand(name: string, summary: string): Command {
  return query({
    name,
    usage: '[domainName]',
    summary,
    arguments: { domainName: optional(domainName) },
    needs: domainAdministrator('domainName', 'CentralDirectory'),
    works: false,
    deviations: 'There is no Directory here, so it always refuses.',

    run: () => refuse('feature-off'),

    example: `
      C: ${name} example.test
      S: 501 this function is switched off
    `,
  });
}

export const insertDirectoryRecords = directoryCommand(
  'InsertDirectoryRecords',
  'Makes Directory records for the objects of a Domain.',
);

export const deleteDirectoryRecords = directoryCommand(
  'DeleteDirectoryRecords',
  'Removes the Directory records of the objects of a Domain.',
);
