/** Gives an Account administrator rights, or takes them away. */
import { holdsServerRight } from '../../access/actor.js';
import { serverRight } from '../../access/need.js';
import { findAccount } from '../../engine/directory/directory.js';
import { refuse } from '../../engine/core/refusal.js';
import { setRights } from '../../engine/accounts/rights.js';
import { objectAddress, strings } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf } from '../targets.js';

export const setAccountRights = change({
  name: 'SetAccountRights',
  aliases: ['STACNTRGHT'],
  usage: 'accountName newRights',
  summary: 'Replaces the administrator rights of an Account; an empty array takes them all away.',
  arguments: { accountName: objectAddress, newRights: strings },
  needs: serverRight('UserAccounts'),
  deviations:
    'For Accounts of the Main Domain the Master right is needed. Server rights are refused for ' +
    'other Accounts, and one Account always keeps Master. Codes that are not known are kept as ' +
    'given, behind the others. Web sessions of the Account end: whoever opened them needed no more ' +
    'rights than it had.',

  run(context, { accountName, newRights }) {
    const domain = targetDomainOf(context, accountName);
    if (domain.row.main && !holdsServerRight(context.actor, 'Master')) refuse('no-right');
    const account = findAccount(context.tx, domain.id, accountName.name);
    setRights(context, account, newRights);
    context.afterCommit({ kind: 'close web sessions', account: account.id });
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountRights user1 (CanCreateAliases,BasicSettings,Domain)
    S: 200 OK
    C: GetAccountRights user1
    S: 201 (Domain,BasicSettings,CanCreateAliases)
    # The All Domains right has several spellings.
    C: SetAccountRights user1 (Users)
    S: 200 OK
    C: GetAccountRights user1
    S: 201 (UserAccounts)
    # Somebody must be able to give rights.
    C: SetAccountRights postmaster ()
    S: 501 the last account with the Master right is needed
  `,
});
