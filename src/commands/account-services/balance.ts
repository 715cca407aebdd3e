/** Runs one billing operation on an Account: the parameter `op` says which. */
import { requireAllowed } from '../../access/allows.js';
import { domainAdministrator, ownerOrAdministrator } from '../../access/need.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import { NamedBalance } from '../../engine/services/balance-operations.js';
import { balancesOf, historyOf, reservedOf, type Remarks } from '../../engine/services/balances.js';
import type { Dictionary } from '../../values/value.js';
import { accountName, dictionary } from '../arguments.js';
import { change, InSteps, type ChangeContext, type QueryContext } from '../define.js';
import { targetAccount } from '../targets.js';
import {
  amountParameter,
  asksFor,
  operationOf,
  optionalAmount,
  optionalText,
  optionalTime,
  textOrNone,
  textParameter,
} from './parameters.js';

type Operation = (context: ChangeContext, account: FoundAccount, given: Dictionary) => Dictionary;

const operations = new Map(
  Object.entries<Operation>({
    list: ({ tx, now }, { id }) =>
      new Map([['balance', [...balancesOf(tx, id, now).keys()].sort()]]),
    credit: named((one, given) => amountOnly(one.credit(amountIn(given), remarksIn(given)))),
    remove: named((one, given) => amountOnly(one.remove(remarksIn(given)))),
    reserve: named((one, given) => {
      const expires = optionalTime(given, 'expires')?.seconds;
      const held = one.reserve(amountIn(given), textOrNone(given, 'reserve'), expires);
      return new Map(Object.entries(held));
    }),
    release: named((one, given) => amountOnly(one.release(textParameter(given, 'reserve')))),
    charge: named((one, given) =>
      amountOnly(one.charge(amountIn(given), textOrNone(given, 'reserve'), remarksIn(given))),
    ),
    read: named(
      ({ present }) =>
        new Map([
          ['amount', present.value],
          ['reserved', reservedOf(present)],
        ]),
    ),
    readall: ({ tx, now }, { id }) =>
      new Map(Array.from(balancesOf(tx, id, now), ([name, { value }]) => [name, value])),
  }),
);

/** Operations that give or destroy money: nobody does it for itself. */
const crediting = new Set([operations.get('credit'), operations.get('remove')]);
const needsToCredit = domainAdministrator('accountName', 'CanCreditAccounts');

export const balance = change({
  name: 'Balance',
  usage: 'accountName parameters',
  summary: 'Reads, credits, reserves and charges the balances of an Account.',
  arguments: { accountName, parameters: dictionary },
  needs: ownerOrAdministrator('accountName', 'CanCreditAccounts'),
  deviations:
    'credit and remove need CanCreditAccounts also for the own Account. reserve takes a time stamp ' +
    'as expires, a day from now without it. reserve and release tell the amount of the ' +
    'reservation, charge the new value, read the value and what is reserved. history tells the ' +
    'latest transactions, at most 1000, of one balance if it is given.',

  listing({ parameters: given }) {
    if (!asksFor(given, 'op', 'history')) return undefined;
    return (context, { accountName: name }) =>
      new InSteps(history(context, targetAccount(context, name), given));
  },

  run(context, values) {
    const operation = operationOf(operations, values.parameters, 'op');
    if (crediting.has(operation)) {
      requireAllowed(context.tx, context.actor, needsToCredit, values, false);
    }
    return operation(context, targetAccount(context, values.accountName), values.parameters);
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

function* history(
  { tx }: QueryContext,
  { id }: FoundAccount,
  given: Dictionary,
): Generator<void, Dictionary> {
  const limit = optionalAmount(given, 'limit');
  const balance = optionalText(given, 'balance');
  return new Map([
    ['history', yield* historyOf(tx, id, balance, limit === undefined ? undefined : Number(limit))],
  ]);
}

/** An operation on the balance that is named; the default one is meant when none is. */
function named(work: (balance: NamedBalance, given: Dictionary) => Dictionary): Operation {
  return (context, account, given) =>
    work(new NamedBalance(context, account, textOrNone(given, 'balance')), given);
}

function amountIn(given: Dictionary): bigint {
  return amountParameter(given, 'amount');
}

function remarksIn(given: Dictionary): Remarks {
  return {
    reference: optionalText(given, 'reference'),
    description: given.get('description'),
  };
}

function amountOnly(amount: bigint): Dictionary {
  return new Map([['amount', amount]]);
}
