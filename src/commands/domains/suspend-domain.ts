/** Suspends a Domain, and ends the suspension. */
import { serverRight } from '../../access/need.js';
import { resumeDomain as resume, suspendDomain as suspend } from '../../engine/domains/domains.js';
import { domainName } from '../arguments.js';
import { change } from '../define.js';
import { targetDomain } from '../targets.js';

const common = {
  usage: 'domainName',
  arguments: { domainName },
  needs: serverRight('UserAccounts'),
} as const;

export const suspendDomain = change({
  ...common,
  name: 'SuspendDomain',
  summary: 'Closes all sessions of a Domain, and opens none until it is resumed.',
  deviations: 'The Main Domain is refused, because nobody could resume it.',

  run: (context, { domainName: name }) => suspend(context, targetDomain(context, name)),

  example: `
    C: CreateDomain client1.test
    S: 200 OK
    C: CreateAccount john@client1.test {Password=secret;}
    S: 200 OK
    C: SuspendDomain client1.test
    S: 200 OK
    # Again is no mistake.
    C: SuspendDomain client1.test
    S: 200 OK
    C: SuspendDomain example.test
    S: 501 the main domain cannot be suspended
  `,
});

export const resumeDomain = change({
  ...common,
  name: 'ResumeDomain',
  summary: 'Ends the suspension of a Domain.',

  run: (context, { domainName: name }) => resume(context, targetDomain(context, name)),

  example: `
    C: CreateDomain client1.test
    S: 200 OK
    C: SuspendDomain client1.test
    S: 200 OK
    C: ResumeDomain client1.test
    S: 200 OK
    C: ResumeDomain client2.test
    S: 512 unknown secondary domain name
  `,
});
