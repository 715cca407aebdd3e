/** Tells, replaces, posts and removes the alerts of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import { alertsText, postAlert, removeAlert, setAlerts } from '../../engine/services/alerts.js';
import { theAccount } from '../../engine/directory/subjects.js';

import { accountName, anyValue, dictionary, text } from '../arguments.js';
import { change, Printed, query } from '../define.js';
import { targetAccount } from '../targets.js';

const needs = ownerOrAdministrator('accountName', 'CanPostAlerts');

export const getAccountAlerts = query({
  name: 'GetAccountAlerts',
  usage: 'accountName',
  summary: 'Tells the alerts of an Account, a dictionary from time stamps to texts.',
  section: 'Alert Administration',
  arguments: { accountName },
  needs,

  run: (context, values) =>
    new Printed(alertsText(context.tx, targetAccount(context, values.accountName).id)),

  example: `
    C: GetAccountAlerts *
    S: 201 {}
    C: PostAccountAlert * ALERT "Please call the desk"
    S: 200 OK
    C: GetAccountAlerts postmaster
    S: 201 {"#T*
    C: GetAccountAlerts nobody
    S: 513 unknown user account
  `,
});

export const setAccountAlerts = change({
  name: 'SetAccountAlerts',
  usage: 'accountName newAlerts',
  summary: 'Replaces the alerts of an Account.',
  section: 'Alert Administration',
  arguments: { accountName, newAlerts: dictionary },
  needs,

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    setAlerts(context, theAccount(context.tx, account), values.newAlerts);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountAlerts user1 {"#T22-10-2026_15:24:45"="Please call the desk";}
    S: 200 OK
    C: GetAccountAlerts user1
    S: 201 {"#T22-10-2026_15:24:45"="Please call the desk";}
    C: SetAccountAlerts user1 {}
    S: 200 OK
    C: GetAccountAlerts user1
    S: 201 {}
    C: SetAccountAlerts user1 {"#T22-10-2026_15:24:45"=(call);}
    S: 501 alert texts must be strings
  `,
});

export const postAccountAlert = change({
  name: 'PostAccountAlert',
  usage: 'accountName ALERT newAlert',
  summary: 'Adds an alert with the present time to those of an Account.',
  section: 'Alert Administration',
  arguments: { accountName, newAlert: text },
  needs,
  differs: 'When an alert has this second already, the new one gets the next second that is free.',

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    postAlert(context, theAccount(context.tx, account), values.newAlert);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: PostAccountAlert user1 ALERT "Please call the desk"
    S: 200 OK
    C: GetAccountAlerts user1
    S: 201 {"#T*
    C: PostAccountAlert nobody ALERT "Please call the desk"
    S: 513 unknown user account
  `,
});

export const removeAccountAlert = change({
  name: 'RemoveAccountAlert',
  usage: 'accountName ALERT timeStamp',
  summary: 'Removes the alert with a time stamp from those of an Account.',
  section: 'Alert Administration',
  arguments: { accountName, timeStamp: anyValue },
  needs,

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    removeAlert(context, theAccount(context.tx, account), values.timeStamp.value);
  },

  example: `
    C: SetAccountAlerts * {"#T22-10-2026_15:24:45"=noon;"#T23-10-2026_09:00:00"=nine;}
    S: 200 OK
    C: RemoveAccountAlert * ALERT #T22-10-2026_15:24:45
    S: 200 OK
    C: GetAccountAlerts *
    S: 201 {"#T23-10-2026_09:00:00"=nine;}
    C: RemoveAccountAlert * ALERT #T22-10-2026_15:24:45
    S: 501 alert is not found
    C: RemoveAccountAlert * ALERT noon
    S: 501 failed to read a time stamp
  `,
});
