/** The statistics of a Domain: reading and clearing them. */
import { domainAdministrator } from '../../access/need.js';
import { resetStatistics, statisticOf, statisticsOf } from '../../engine/server/statistics.js';
import { theDomain } from '../../engine/directory/subjects.js';
import { domainReference, optional, self, text } from '../arguments.js';
import { change, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const getDomainStat = query({
  name: 'GetDomainStat',
  usage: 'domainName [KEY keyName]',
  summary: 'Returns the statistics of a Domain, or one of them; `*` is your own Domain.',
  arguments: { domainName: domainReference, keyName: optional(text) },
  needs: domainAdministrator('domainName'),
  deviations: 'Mail and calls are all that is counted for a Domain, and this server takes neither.',

  run(context, { domainName, keyName }) {
    const { id } = targetDomain(context, domainName === self ? undefined : domainName);
    return keyName === undefined
      ? statisticsOf(context.tx, id)
      : statisticOf(context.tx, id, keyName);
  },

  example: `
    C: GetDomainStat example.test
    S: 201 {}
    C: GetDomainStat * KEY MessagesSent
    S: 201 ""
    C: GetDomainStat elsewhere.test
    S: 512 unknown secondary domain name
  `,
});

export const resetDomainStat = change({
  name: 'ResetDomainStat',
  usage: 'domainName [KEY keyName]',
  summary: 'Clears the statistics of a Domain, or one of them; its Accounts keep theirs.',
  arguments: { domainName: domainReference, keyName: optional(text) },
  needs: domainAdministrator('domainName', 'BasicSettings'),
  deviations: 'Only clearing all of them is remembered as the time of the reset.',

  run(context, { domainName, keyName }) {
    const domain = targetDomain(context, domainName === self ? undefined : domainName);
    resetStatistics(context, theDomain(domain), keyName);
  },

  example: `
    C: ResetDomainStat *
    S: 200 OK
    C: GetDomainStat example.test
    S: 201 {StatReset=#T*
    C: ResetDomainStat example.test KEY StatReset
    S: 200 OK
    C: GetDomainStat example.test
    S: 201 {}
    C: ResetDomainStat elsewhere.test
    S: 512 unknown secondary domain name
  `,
});
