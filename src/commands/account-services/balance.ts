/** Runs one billing operation on an Account. */
import { requireAllowed } from '../../access/allows.js';
import { domainAdministrator, ownerOrAdministrator } from '../../access/need.js';
import { balanceListing, balanceOperation } from '../../engine/services/balance-operations.js';
import { accountName, dictionary } from '../arguments.js';
import { change, InSteps } from '../define.js';
import { targetAccount } from '../targets.js';

/** Nobody makes money for itself. */
const needsToCredit = domainAdministrator('accountName', 'CanCreditAccounts');

export const balance = change({
  name: 'Balance',
  usage: 'accountName parameters',
  summary: 'Reads, credits, reserves and charges the balances of an Account.',
  section: 'Account Services',
  arguments: { accountName, parameters: dictionary },
  needs: ownerOrAdministrator('accountName', 'CanCreditAccounts'),
  deviations:
    'credit and remove need CanCreditAccounts also for the own Account. reserve takes a time stamp ' +
    'as expires, a day from now without it. reserve and release tell the amount of the ' +
    'reservation, charge the new value, read the value and what is reserved. history tells the ' +
    'latest transactions, at most 1000, of one balance if it is given.',

  listing({ parameters }) {
    const transactions = balanceListing(parameters);
    return (
      transactions &&
      ((context, { accountName: name }) =>
        new InSteps(transactions(context.tx, targetAccount(context, name).id)))
    );
  },

  run(context, values) {
    const { run, crediting } = balanceOperation(values.parameters);
    if (crediting) requireAllowed(context.tx, context.actor, needsToCredit, values, false);
    return run(context, targetAccount(context, values.accountName), values.parameters);
  },

  example: `
    C: Balance * {op=credit;balance="";amount=#500;reference="inv-17";}
    S: 201 {amount=#500;}
    C: Balance * {op=reserve;balance="";amount=#200;reserve=call;}
    S: 201 {amount=#200;reserve=call;}
    C: Balance * {op=charge;balance="";amount=#400;}
    S: 501 free funds are too small
    C: Balance * {op=charge;balance="";amount=#150;reserve=call;}
    S: 201 {amount=#350;}
    C: Balance * {op=release;balance="";reserve=call;}
    S: 201 {amount=#50;}
    C: Balance * {op=readAll;}
    S: 201 {""=#350;}
    C: Balance * {op=remove;balance="";}
    S: 201 {amount=#350;}
    C: Balance * {op=read;balance="";}
    S: 501 balance is not found
  `,
});
