/** The commands for the alerts of Domains. */
import { domainAdministrator } from '../../access/need.js';
import { domainName, optional } from '../arguments.js';
import { ofDomain } from '../owners.js';
import { alertCommands, type AlertsOwner } from './alert-commands.js';

const domain: AlertsOwner = {
  ...ofDomain,
  ofAll: { usage: ['[domainName]'], named: { domainName: optional(domainName) } },
  ofOne: { usage: ['domainName', 'ALERT'], named: { domainName } },
  needs: domainAdministrator('domainName', 'CanPostAlerts'),
};

export const domainAlerts = alertCommands(domain, {
  get: {
    aliases: ['GTALRT'],
    summary: 'Returns the alerts of a Domain, a dictionary from time stamps to texts.',
    example: `
      C: GetDomainAlerts
      S: 201 {}
      C: PostDomainAlert example.test ALERT "We close at noon"
      S: 200 OK
      C: GetDomainAlerts example.test
      S: 201 {"#T*
      C: GetDomainAlerts elsewhere.test
      S: 512 unknown secondary domain name
    `,
  },
  set: {
    aliases: ['STALRT'],
    summary: 'Replaces the alerts of a Domain.',
    example: `
      C: SetDomainAlerts example.test {"#T22-10-2026_15:24:45"="We close at noon";}
      S: 200 OK
      C: GetDomainAlerts
      S: 201 {"#T22-10-2026_15:24:45"="We close at noon";}
      C: SetDomainAlerts {}
      S: 200 OK
      C: GetDomainAlerts
      S: 201 {}
      C: SetDomainAlerts {noon="We close";}
      S: 501 failed to read a time stamp
    `,
  },
  post: {
    summary: 'Adds an alert with the present time to those of a Domain.',
    example: `
      C: PostDomainAlert example.test ALERT "We close at noon"
      S: 200 OK
      C: GetDomainAlerts
      S: 201 {"#T*
      C: PostDomainAlert example.test
      S: 500 incorrect command parameters*
    `,
  },
  remove: {
    summary: 'Removes the alert with a time stamp from those of a Domain.',
    example: `
      C: SetDomainAlerts {"#T22-10-2026_15:24:45"=noon;"#T23-10-2026_09:00:00"=nine;}
      S: 200 OK
      C: RemoveDomainAlert example.test ALERT #T22-10-2026_15:24:45
      S: 200 OK
      C: GetDomainAlerts
      S: 201 {"#T23-10-2026_09:00:00"=nine;}
      C: RemoveDomainAlert example.test ALERT #T22-10-2026_15:24:45
      S: 501 alert is not found
    `,
  },
});
