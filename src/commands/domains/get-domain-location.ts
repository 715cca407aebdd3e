/** Returns where the files of a Domain are. */
import { serverRight } from '../../access/need.js';
import { domainLocation } from '../../engine/places/locations.js';
import { domainName, optional } from '../arguments.js';
import { query } from '../define.js';
import { targetDomain } from '../targets.js';

export const getDomainLocation = query({
  name: 'GetDomainLocation',
  usage: '[domainName]',
  summary: "Returns a Domain's directory relative to the base directory.",
  arguments: { domainName: optional(domainName) },
  needs: serverRight(['UserAccounts', 'DomainsRead']),

  prepare: ({ tx, server }) => server.documentedFiles.settled(tx),
  run: (context, { domainName: name }) => domainLocation(targetDomain(context, name).row),

  example: `
    C: GetDomainLocation
    S: 201 Accounts
    C: CreateDomain client1.test
    S: 200 OK
    C: GetDomainLocation client1.test
    S: 201 "Domains/client1.test"
    C: GetDomainLocation client2.test
    S: 512 unknown secondary domain name
  `,
});
