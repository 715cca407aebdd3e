/** The commands for the alerts of Accounts. */
import { ownerOrAdministrator } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { theAccount } from '../../engine/directory/subjects.js';
import { accountName } from '../arguments.js';
import { targetAccount } from '../targets.js';
import { alertCommands, type AlertsOwner } from './alert-commands.js';

const account: AlertsOwner = {
  word: 'Account',
  ofAll: { usage: ['accountName'], named: { accountName } },
  ofOne: { usage: ['accountName', 'ALERT'], named: { accountName } },
  needs: ownerOrAdministrator('accountName', 'CanPostAlerts'),
  find: (situation, values) => {
    const name = values.accountName ?? refuse('unknown-account');
    return theAccount(situation.tx, targetAccount(situation, name));
  },
};

export const accountAlerts = alertCommands(account, {
  get: {
    summary: 'Returns the alerts of an Account, a dictionary from time stamps to texts.',
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
  },
  set: {
    summary: 'Replaces the alerts of an Account.',
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
  },
  post: {
    summary: 'Adds an alert with the present time to those of an Account.',
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
  },
  remove: {
    summary: 'Removes the alert with a time stamp from those of an Account.',
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
  },
});
