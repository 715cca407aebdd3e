/**
 * Shows and replaces the records of remote accounts: POP accounts that are polled and SIP accounts
 * that are registered. The commands for both have one shape; the older RPOP commands use arrays.
 */
import { isAllowed } from '../../access/allows.js';
import { domainAdministrator, ownerOrAdministrator } from '../../access/need.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import { refuse } from '../../engine/core/refusal.js';
import {
  keepRemoteRecords,
  remoteRecords,
  type RemoteKind,
} from '../../engine/services/remote-records.js';
import { withoutSecrets } from '../../engine/core/secrets.js';
import type { Dictionary } from '../../values/value.js';
import { accountName, array, dictionary, type AccountReference } from '../arguments.js';
import { change, query, type ChangeContext, type QueryContext } from '../define.js';
import { targetAccount } from '../targets.js';
import { recordsAsArray, recordsFromArray } from './remote-record-arrays.js';
import { mayHaveRecords, sightOf } from './secret-visibility.js';

const modifyRight = { rpops: 'CanModifyRPOP', rsips: 'CanModifyRSIP' } as const;
/** The keys of the records among the effective settings. */
const keyOf = { rpops: 'RPOP', rsips: 'RSIP' } as const;

interface OfAccount {
  readonly accountName: AccountReference;
}

export const getAccountRPOPs = query({
  name: 'GetAccountRPOPs',
  usage: 'accountName',
  summary: 'Returns the remote POP accounts that are polled for an Account.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),

  run: (context, values) => recordsOf(context, values, 'rpops'),

  example: `
    C: GetAccountRPOPs *
    S: 201 {}
    C: GetAccountRPOPs user1
    S: 513 unknown user account
  `,
});

export const setAccountRPOPs = change({
  name: 'SetAccountRPOPs',
  usage: 'accountName newRecords',
  summary: 'Replaces the remote POP accounts that are polled for an Account.',
  arguments: { accountName, newRecords: dictionary },
  needs: ownerOrAdministrator('accountName', modifyRight.rpops),
  deviations: 'Users may replace their own when their effective RPOPAllowed is YES.',

  run: (context, values) => replace(context, values, 'rpops', values.newRecords),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountRPOPs user1 {rec1={domain=pop.example.com;authName=j;leave=YES;};}
    S: 200 OK
    C: GetAccountRPOPs user1
    S: 201 {rec1={authName=j;domain=pop.example.com;leave=YES;};}
    C: SetAccountRPOPs user1 {rec1=pop.example.com;}
    S: 501 failed to read a record
    C: SetAccountRPOPs user1 {}
    S: 200 OK
  `,
});

export const getAccountRSIPs = query({
  name: 'GetAccountRSIPs',
  usage: 'accountName',
  summary: 'Returns the remote SIP accounts that are registered for an Account.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),

  run: (context, values) => recordsOf(context, values, 'rsips'),

  example: `
    C: GetAccountRSIPs *
    S: 201 {}
    C: GetAccountRSIPs user1
    S: 513 unknown user account
  `,
});

export const setAccountRSIPs = change({
  name: 'SetAccountRSIPs',
  usage: 'accountName newRecords',
  summary: 'Replaces the remote SIP accounts that are registered for an Account.',
  arguments: { accountName, newRecords: dictionary },
  needs: ownerOrAdministrator('accountName', modifyRight.rsips),
  deviations: 'Users may replace their own when their effective RSIPAllowed is YES.',

  run: (context, values) => replace(context, values, 'rsips', values.newRecords),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountRSIPs user1 {rec1={domain=sip.example.com;authName=j;};}
    S: 200 OK
    C: GetAccountRSIPs user1
    S: 201 {rec1={authName=j;domain=sip.example.com;};}
    C: SetAccountRSIPs user2 {}
    S: 513 unknown user account
  `,
});

export const getAccountRPOP = query({
  name: 'GetAccountRPOP',
  usage: 'accountName',
  summary: 'Returns the remote POP accounts that are polled for an Account, as an array.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),
  deviations: 'Each element is the dictionary of a record with its name under Name.',

  run: (context, values) => recordsAsArray(recordsOf(context, values, 'rpops')),

  example: `
    C: GetAccountRPOP *
    S: 201 ()
    C: GetAccountRPOP user1
    S: 513 unknown user account
  `,
});

export const setAccountRPOP = change({
  name: 'SetAccountRPOP',
  usage: 'accountName newRecords',
  summary: 'Replaces the remote POP accounts that are polled for an Account, given as an array.',
  arguments: { accountName, newRecords: array },
  needs: ownerOrAdministrator('accountName', modifyRight.rpops),
  deviations:
    'Each element is the dictionary of a record; without Name it is called authName@domain.',

  run: (context, values) => replace(context, values, 'rpops', recordsFromArray(values.newRecords)),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountRPOP user1 ({domain=pop.example.com;authName=j;})
    S: 200 OK
    C: GetAccountRPOP user1
    S: 201 ({Name=j@pop.example.com;authName=j;domain=pop.example.com;})
    C: SetAccountRPOP user1 (pop.example.com)
    S: 501 failed to read a record
    C: SetAccountRPOP user1 ()
    S: 200 OK
  `,
});

function recordsOf(context: QueryContext, values: OfAccount, kind: RemoteKind): Dictionary {
  const records = remoteRecords(context.tx, targetAccount(context, values.accountName).id, kind);
  const sees = sightOf(context, values).sees(keyOf[kind]);
  return withoutSecrets(records, () => sees);
}

function replace(
  context: ChangeContext,
  values: OfAccount,
  kind: RemoteKind,
  records: Dictionary,
): void {
  const account = targetAccount(context, values.accountName);
  requireOwnAllowed(context, values, account, kind);
  keepRemoteRecords(context, account, kind, records);
}

/** Who is no administrator here is the Account's user, and may do it when a setting says so. */
function requireOwnAllowed(
  { tx, actor }: ChangeContext,
  { accountName: name }: OfAccount,
  account: FoundAccount,
  kind: RemoteKind,
): void {
  const administers = domainAdministrator('accountName', modifyRight[kind]);
  if (isAllowed(tx, actor, administers, { accountName: name }, false)) return;
  if (!mayHaveRecords(tx, account, keyOf[kind])) refuse('no-right');
}
