/** Lists the Named Tasks of a Domain, or those of one owner. */
import { domainAdministrator } from '../../access/need.js';
import { accountNamedTasks, domainNamedTasks } from '../../engine/lists/named-tasks.js';
import { accountName, domainName, optional } from '../arguments.js';
import { InSteps, query } from '../define.js';
import { targetAccount, targetDomain } from '../targets.js';

const deviations = 'RealName and Program are told as far as they are set.';

export const listDomainNamedTasks = query({
  name: 'ListDomainNamedTasks',
  usage: '[domainName]',
  summary: 'Lists the Named Tasks of a Domain with their owners, real names and programs.',
  arguments: { domainName: optional(domainName) },
  needs: domainAdministrator('domainName'),
  deviations,

  run: (context, values) =>
    new InSteps(domainNamedTasks(context.tx, targetDomain(context, values.domainName).id)),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: ListDomainNamedTasks
    S: 201 {}
    C: CreateNamedTask room FOR postmaster
    S: 200 OK
    C: CreateNamedTask desk FOR user1
    S: 200 OK
    C: UpdateNamedTask room {Program=conference;RealName="Meeting room";Language=french;}
    S: 200 OK
    C: ListDomainNamedTasks example.test
    S: 201 {desk={Owner=user1;};room={Owner=postmaster;Program=conference;RealName="Meeting room";};}
    C: ListDomainNamedTasks elsewhere.test
    S: 512 unknown secondary domain name
  `,
});

export const listAccountNamedTasks = query({
  name: 'ListAccountNamedTasks',
  usage: 'accountName',
  summary: 'Lists the Named Tasks that an Account owns.',
  arguments: { accountName },
  needs: domainAdministrator('accountName'),
  deviations,

  run: (context, values) =>
    new InSteps(accountNamedTasks(context.tx, targetAccount(context, values.accountName).id)),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateNamedTask room FOR postmaster
    S: 200 OK
    C: CreateNamedTask desk FOR user1
    S: 200 OK
    C: ListAccountNamedTasks user1
    S: 201 {desk={Owner=user1;};}
    C: ListAccountNamedTasks nobody
    S: 513 unknown user account
  `,
});
