/** Tells, replaces, posts and removes the alerts of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { alertsText, postAlert, removeAlert, setAlerts } from '../../engine/services/alerts.js';
import { theDomain } from '../../engine/directory/subjects.js';

import { anyValue, dictionary, domainName, optional, text } from '../arguments.js';
import { change, Printed, query } from '../define.js';
import { targetDomain } from '../targets.js';

const needs = domainAdministrator('domainName', 'CanPostAlerts');

export const getDomainAlerts = query({
  name: 'GetDomainAlerts',
  aliases: ['GTALRT'],
  usage: '[domainName]',
  summary: 'Tells the alerts of a Domain, a dictionary from time stamps to texts.',
  section: 'Alert Administration',
  arguments: { domainName: optional(domainName) },
  needs,

  run: (context, values) =>
    new Printed(alertsText(context.tx, targetDomain(context, values.domainName).id)),

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
});

export const setDomainAlerts = change({
  name: 'SetDomainAlerts',
  aliases: ['STALRT'],
  usage: '[domainName] newAlerts',
  summary: 'Replaces the alerts of a Domain.',
  section: 'Alert Administration',
  arguments: { domainName: optional(domainName), newAlerts: dictionary },
  needs,

  run(context, values) {
    const domain = targetDomain(context, values.domainName);
    setAlerts(context, theDomain(domain), values.newAlerts);
  },

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
});

export const postDomainAlert = change({
  name: 'PostDomainAlert',
  usage: 'domainName ALERT newAlert',
  summary: 'Adds an alert with the present time to those of a Domain.',
  section: 'Alert Administration',
  arguments: { domainName, newAlert: text },
  needs,
  differs: 'When an alert has this second already, the new one gets the next second that is free.',

  run: (context, values) =>
    postAlert(context, theDomain(targetDomain(context, values.domainName)), values.newAlert),

  example: `
    C: PostDomainAlert example.test ALERT "We close at noon"
    S: 200 OK
    C: GetDomainAlerts
    S: 201 {"#T*
    C: PostDomainAlert example.test
    S: 500 incorrect command parameters*
  `,
});

export const removeDomainAlert = change({
  name: 'RemoveDomainAlert',
  usage: 'domainName ALERT timeStamp',
  summary: 'Removes the alert with a time stamp from those of a Domain.',
  section: 'Alert Administration',
  arguments: { domainName, timeStamp: anyValue },
  needs,

  run(context, values) {
    const domain = targetDomain(context, values.domainName);
    removeAlert(context, theDomain(domain), values.timeStamp.value);
  },

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
});
