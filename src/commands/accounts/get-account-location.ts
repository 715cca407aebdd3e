/** Returns where the files of an Account are. */
import { serverRight } from '../../access/need.js';
import { accountLocation } from '../../engine/places/account-place.js';
import { accountName } from '../arguments.js';
import { query } from '../define.js';
import { targetAccount } from '../targets.js';

export const getAccountLocation = query({
  name: 'GetAccountLocation',
  usage: 'accountName',
  summary: 'Returns where the files of an Account are, relative to its Domain directory.',
  arguments: { accountName },
  needs: serverRight(['UserAccounts', 'DomainsRead']),
  deviations: 'A LEGACY Account is told like any other, because its INBOX is outside the Domain.',

  prepare: ({ tx, server }) => server.documentedFiles.settled(tx),
  run: (context, values) => accountLocation(targetAccount(context, values.accountName).row),

  example: `
    C: GetAccountLocation postmaster
    S: 201 postmaster.macnt
    C: UpdateDomainSettings example.test {Foldering="2 Letters 2 Levels";}
    S: 200 OK
    C: CreateAccount user1
    S: 200 OK
    C: GetAccountLocation user1
    S: 201 "u.sub/s.sub/user1.macnt"
    C: GetAccountLocation user2
    S: 513 unknown user account
  `,
});
