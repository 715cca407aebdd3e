/** Shows, replaces and modifies the telephone numbers of an Account. */
import { domainAdministrator } from '../../access/need.js';
import type { Change } from '../../engine/core/change.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import { refuse } from '../../engine/core/refusal.js';
import { addTelnum, deleteTelnum, popTelnum, setTelnums } from '../../engine/accounts/telnums.js';
import type { Dictionary } from '../../values/value.js';
import { accountName, dictionary, strings } from '../arguments.js';
import { change, query } from '../define.js';
import { targetAccount } from '../targets.js';

export const getAccountTelnums = query({
  name: 'GetAccountTelnums',
  usage: 'accountName',
  summary: 'Returns the telephone numbers of an Account, in order.',
  arguments: { accountName },
  needs: domainAdministrator('accountName'),

  run: (context, values) => targetAccount(context, values.accountName).row.telnums,

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: GetAccountTelnums user1
    S: 201 ()
    C: GetAccountTelnums user2
    S: 513 unknown user account
  `,
});

export const setAccountTelnums = change({
  name: 'SetAccountTelnums',
  usage: 'accountName newTelnums',
  summary: 'Replaces the telephone numbers of an Account; each belongs to one Account only.',
  arguments: { accountName, newTelnums: strings },
  needs: domainAdministrator('accountName', 'CanCreateTelnums'),
  deviations: 'One leading + does not count when numbers are compared.',

  run: (context, values) =>
    setTelnums(context, targetAccount(context, values.accountName), values.newTelnums),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountTelnums user1 ("+14153837164","14153837165")
    S: 200 OK
    C: SetAccountTelnums postmaster ("14153837164")
    S: 501 telephone number already exists
    C: SetAccountTelnums user1 ()
    S: 200 OK
    C: SetAccountTelnums postmaster ("14153837164")
    S: 200 OK
  `,
});

export const modifyAccountTelnums = change({
  name: 'ModifyAccountTelnums',
  usage: 'accountName parameters',
  summary: 'Adds, deletes or takes one telephone number of an Account.',
  arguments: { accountName, parameters: dictionary },
  needs: domainAdministrator('accountName', 'CanCreateTelnums'),

  run(context, values) {
    return modify(context, targetAccount(context, values.accountName), values.parameters);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: ModifyAccountTelnums user1 {op=add;telnum=200;}
    S: 201 {}
    C: ModifyAccountTelnums user1 {op=add;telnum=200;}
    S: 501 telephone number already exists
    C: ModifyAccountTelnums user1 {op=del;telnum=201;}
    S: 501 telephone number is not found
    C: ModifyAccountTelnums user1 {op=pop;}
    S: 201 {telnum=200;}
    # Nothing is left, and that is no error.
    C: ModifyAccountTelnums user1 {op=pop;}
    S: 201 {}
  `,
});

function modify(context: Change, account: FoundAccount, parameters: Dictionary): Dictionary {
  const operation = parameters.get('op');
  if (operation === 'pop') {
    const first = popTelnum(context, account);
    return first === undefined ? new Map() : new Map([['telnum', first]]);
  }
  const telnum = parameters.get('telnum');
  if (typeof telnum !== 'string') return refuse('illegal-value', 'failed to read a telnum');
  if (operation === 'add') addTelnum(context, account, telnum);
  else if (operation === 'del') deleteTelnum(context, account, telnum);
  else refuse('illegal-value', 'failed to read an op');
  return new Map();
}
