/** Tells, replaces, posts and removes the alerts of the whole server. */
import { serverRight } from '../../access/need.js';
import { alertsText, postAlert, removeAlert, setAlerts } from '../../engine/services/alerts.js';
import { theServer } from '../../engine/directory/subjects.js';

import { anyValue, dictionary, text } from '../arguments.js';
import { change, Printed, query } from '../define.js';

const needs = serverRight('UserAccounts');

export const getServerAlerts = query({
  name: 'GetServerAlerts',
  usage: '',
  summary: 'Tells the alerts of the whole server, a dictionary from time stamps to texts.',
  section: 'Alert Administration',
  arguments: {},
  needs,

  run: ({ tx }) => new Printed(alertsText(tx, theServer.id)),

  example: `
    C: GetServerAlerts
    S: 201 {}
    C: PostServerAlert "System goes down at noon"
    S: 200 OK
    C: GetServerAlerts
    S: 201 {"#T*
    C: GetServerAlerts example.test
    S: 500 incorrect command parameters*
  `,
});

export const setServerAlerts = change({
  name: 'SetServerAlerts',
  usage: 'newAlerts',
  summary: 'Replaces the alerts of the whole server.',
  section: 'Alert Administration',
  arguments: { newAlerts: dictionary },
  needs,

  run: (context, { newAlerts }) => setAlerts(context, theServer, newAlerts),

  example: `
    C: SetServerAlerts {"#T22-10-2026_15:24:45"="System goes down at noon";}
    S: 200 OK
    C: GetServerAlerts
    S: 201 {"#T22-10-2026_15:24:45"="System goes down at noon";}
    C: SetServerAlerts {}
    S: 200 OK
    C: GetServerAlerts
    S: 201 {}
    C: SetServerAlerts (noon)
    S: 500 failed to read a dictionary
  `,
});

export const postServerAlert = change({
  name: 'PostServerAlert',
  usage: 'newAlert',
  summary: 'Adds an alert with the present time to those of the whole server.',
  section: 'Alert Administration',
  arguments: { newAlert: text },
  needs,
  differs: 'When an alert has this second already, the new one gets the next second that is free.',

  run: (context, { newAlert }) => postAlert(context, theServer, newAlert),

  example: `
    C: PostServerAlert "System goes down at noon"
    S: 200 OK
    C: GetServerAlerts
    S: 201 {"#T*
    C: PostServerAlert
    S: 500 incorrect command parameters - expected newAlert
  `,
});

export const removeServerAlert = change({
  name: 'RemoveServerAlert',
  usage: 'timeStamp',
  summary: 'Removes the alert with a time stamp from those of the whole server.',
  section: 'Alert Administration',
  arguments: { timeStamp: anyValue },
  needs,

  run: (context, { timeStamp }) => removeAlert(context, theServer, timeStamp.value),

  example: `
    C: SetServerAlerts {"#T22-10-2026_15:24:45"=noon;"#T23-10-2026_09:00:00"=nine;}
    S: 200 OK
    C: RemoveServerAlert #T22-10-2026_15:24:45
    S: 200 OK
    C: GetServerAlerts
    S: 201 {"#T23-10-2026_09:00:00"=nine;}
    C: RemoveServerAlert #T22-10-2026_15:24:45
    S: 501 alert is not found
  `,
});
