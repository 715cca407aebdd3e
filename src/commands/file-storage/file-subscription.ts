/** Shows and replaces an Account's list of subscribed files. */
import { changeDocument } from '../../engine/core/document-changes.js';
import { documentText } from '../../engine/core/documents.js';
import { refuse } from '../../engine/core/refusal.js';
import { theAccount } from '../../engine/directory/subjects.js';
import { accountName, strings } from '../arguments.js';
import { change, Printed, query } from '../define.js';
import { targetAccount } from '../targets.js';
import { storageAccess } from './storage-access.js';

/** The most names in the list, and the most bytes of one: a `~name@domain/` and a path. */
const namesMax = 1000;
const nameBytesMax = 2048;

export const getFileSubscription = query({
  name: 'GetFileSubscription',
  usage: 'accountName',
  summary: 'Returns which files an Account is subscribed to.',
  arguments: { accountName },
  needs: storageAccess,

  run(context, values) {
    const { id } = targetAccount(context, values.accountName);
    return new Printed(documentText(context.tx, id, 'fileSubscription') ?? '()');
  },

  example: `
    C: GetFileSubscription *
    S: 201 ()
    C: GetFileSubscription user1
    S: 513 unknown user account
  `,
});

export const setFileSubscription = change({
  name: 'SetFileSubscription',
  usage: 'accountName newSubscription',
  summary: 'Replaces the list of files that an Account is subscribed to.',
  arguments: { accountName, newSubscription: strings },
  needs: storageAccess,
  deviations: 'The names are kept as they are given, whether or not there are such files.',

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    const names = values.newSubscription;
    if (names.length > namesMax || names.some((name) => name.length > nameBytesMax)) {
      refuse('limit-reached', 'file subscription is too long');
    }
    changeDocument(context, theAccount(context.tx, account), 'fileSubscription', names);
  },

  example: `
    C: SetFileSubscription * ("~user2/docs/",notes)
    S: 200 OK
    C: GetFileSubscription postmaster
    S: 201 ("~user2/docs/",notes)
    C: SetFileSubscription * ()
    S: 200 OK
    C: GetFileSubscription *
    S: 201 ()
    C: SetFileSubscription * notes
    S: 500 failed to read an array of strings
  `,
});
