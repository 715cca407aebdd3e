/** The commands for the alerts of the whole server. */
import { serverRight } from '../../access/need.js';
import { ofServer } from '../owners.js';
import { alertCommands, type AlertsOwner } from './alert-commands.js';

const server: AlertsOwner = {
  ...ofServer,
  ofAll: { usage: [], named: {} },
  ofOne: { usage: [], named: {} },
  needs: serverRight('UserAccounts'),
};

export const serverAlerts = alertCommands(server, {
  get: {
    summary: 'Returns the alerts of the whole server, a dictionary from time stamps to texts.',
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
  },
  set: {
    summary: 'Replaces the alerts of the whole server.',
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
  },
  post: {
    summary: 'Adds an alert with the present time to those of the whole server.',
    example: `
      C: PostServerAlert "System goes down at noon"
      S: 200 OK
      C: GetServerAlerts
      S: 201 {"#T*
      C: PostServerAlert
      S: 500 incorrect command parameters - expected newAlert
    `,
  },
  remove: {
    summary: 'Removes the alert with a time stamp from those of the whole server.',
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
  },
});
