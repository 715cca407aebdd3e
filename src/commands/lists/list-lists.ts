/** Lists the Mailing Lists of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { listLists as listsOf } from '../../engine/lists/lists.js';
import { domainName, optional } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const listLists = query({
  name: 'ListLists',
  usage: '[domainName]',
  summary: 'Lists the names of the Mailing Lists of a Domain, your own if none is named.',
  section: 'Mailing List Administration',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  differs: 'The names come sorted.',

  run: (context, values) =>
    new InSteps(listsOf(context.tx, targetDomain(context, values.domainName).id)),

  example: `
    C: ListLists
    S: 201 ()
    C: CreateList news for postmaster
    S: 200 OK
    C: CreateList crew for postmaster
    S: 200 OK
    C: ListLists example.test
    S: 201 (crew,news)
    C: ListLists elsewhere.test
    S: 512 unknown secondary domain name
  `,
});
