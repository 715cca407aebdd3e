/**
 * Shows, replaces and updates the rules of an Account: the commands for mail rules and for signal
 * rules have one shape.
 */
import { isAllowed } from '../../access/allows.js';
import { domainAdministrator, ownerOrAdministrator } from '../../access/need.js';
import {
  accountRules,
  keepAccountRules,
  requireRulesAllowed,
} from '../../engine/accounts/account-rules.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import { rulesAllowed, type RuleSet } from '../../engine/settings/rule-sets.js';
import { readRules, updatedRules, withoutRule, type Rule } from '../../engine/settings/rules.js';
import {
  accountName,
  array,
  arrayOrDefault,
  optional,
  text,
  type AccountReference,
} from '../arguments.js';
import { change, query, type ChangeContext } from '../define.js';
import { targetAccount } from '../targets.js';

const ownRules =
  'A user may put only such actions into the own rules as the effective setting of the same name ' +
  'allows.';

export const getAccountMailRules = query({
  name: 'GetAccountMailRules',
  aliases: ['GetAccountRules', 'GTACNTRL'],
  usage: 'accountName',
  summary: 'Returns the mail rules of an Account.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),

  run: (context, values) =>
    accountRules(context.tx, targetAccount(context, values.accountName), 'mailRules'),

  example: `
    C: GetAccountMailRules *
    S: 201 ()
    C: GetAccountRules postmaster
    S: 201 ()
    C: GetAccountMailRules user1
    S: 513 unknown user account
  `,
});

export const setAccountMailRules = change({
  name: 'SetAccountMailRules',
  aliases: ['SetAccountRules', 'STACNTRL'],
  usage: 'accountName newRules',
  summary: 'Replaces the mail rules of an Account; the word Default stands for none.',
  arguments: { accountName, newRules: arrayOrDefault },
  needs: ownerOrAdministrator('accountName', rulesAllowed.mailRules),
  deviations: ownRules,

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    const rules = readRules(values.newRules);
    requireOwnAllowed(context, values, account, 'mailRules', rules);
    keepAccountRules(context, account, 'mailRules', rules);
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountMailRules user1 ((1,"#Redirect",(),(("Redirect to","a@b.test"),(Discard,"---"))))
    S: 200 OK
    C: GetAccountMailRules user1
    S: 201 ((1,"#Redirect",(),(("Redirect to",a@b.test),(Discard,"---"))))
    # The mail rules are a setting, too.
    C: GetAccountSettings user1
    S: 201 {Rules=((1,"#Redirect",(),(("Redirect to",a@b.test),(Discard,"---"))));}
    C: SetAccountMailRules user1 ((1,"#Redirect"))
    S: 501 failed to read a rule
    C: SetAccountMailRules user1 Default
    S: 200 OK
    C: GetAccountMailRules user1
    S: 201 ()
  `,
});

export const updateAccountMailRule = change({
  name: 'UpdateAccountMailRule',
  usage: 'accountName (newRule | DELETE oldRule)',
  summary: 'Adds, replaces or deletes one mail rule of an Account, or changes its priority.',
  arguments: { accountName, newRule: optional(array), oldRule: optional(text) },
  needs: ownerOrAdministrator('accountName', rulesAllowed.mailRules),
  deviations: ownRules,

  run: (context, values) => updateRule(context, values, 'mailRules'),

  example: `
    C: CreateAccount user1
    S: 200 OK
    # A bracket ends a name; fewer than four elements change the priority only.
    C: UpdateAccountMailRule user1(1,sort,(),((Mark,Read)))
    S: 200 OK
    C: UpdateAccountMailRule user1 (3,sort)
    S: 200 OK
    C: GetAccountMailRules user1
    S: 201 ((3,sort,(),((Mark,Read))))
    C: UpdateAccountMailRule user1 (3,other)
    S: 501 rule is not found
    C: UpdateAccountMailRule user1 DELETE sort
    S: 200 OK
    # Deleting what is not there succeeds.
    C: UpdateAccountMailRule user1 DELETE sort
    S: 200 OK
  `,
});

export const getAccountSignalRules = query({
  name: 'GetAccountSignalRules',
  usage: 'accountName',
  summary: 'Returns the signal rules of an Account.',
  arguments: { accountName },
  needs: ownerOrAdministrator('accountName'),

  run: (context, values) =>
    accountRules(context.tx, targetAccount(context, values.accountName), 'signalRules'),

  example: `
    C: GetAccountSignalRules postmaster
    S: 201 ()
    C: GetAccountSignalRules user1
    S: 513 unknown user account
  `,
});

export const setAccountSignalRules = change({
  name: 'SetAccountSignalRules',
  usage: 'accountName newRules',
  summary: 'Replaces the signal rules of an Account; the word Default stands for none.',
  arguments: { accountName, newRules: arrayOrDefault },
  needs: domainAdministrator('accountName', rulesAllowed.signalRules),

  run(context, values) {
    const account = targetAccount(context, values.accountName);
    keepAccountRules(context, account, 'signalRules', readRules(values.newRules));
  },

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: SetAccountSignalRules user1 ((5,calls,((Method,is,INVITE)),(("Stop Processing"))))
    S: 200 OK
    C: GetAccountSignalRules user1
    S: 201 ((5,calls,((Method,is,INVITE)),(("Stop Processing"))))
    C: SetAccountSignalRules user1 calls
    S: 500 failed to read an array
    C: SetAccountSignalRules user1 Default
    S: 200 OK
  `,
});

export const updateAccountSignalRule = change({
  name: 'UpdateAccountSignalRule',
  usage: 'accountName (newRule | DELETE oldRule)',
  summary: 'Adds, replaces or deletes one signal rule of an Account, or changes its priority.',
  arguments: { accountName, newRule: optional(array), oldRule: optional(text) },
  needs: ownerOrAdministrator('accountName', rulesAllowed.signalRules),
  deviations: ownRules,

  run: (context, values) => updateRule(context, values, 'signalRules'),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: UpdateAccountSignalRule user1 (5,calls,((Method,is,INVITE)),(("Stop Processing")))
    S: 200 OK
    C: UpdateAccountSignalRule user1 (3,other)
    S: 501 rule is not found
    C: UpdateAccountSignalRule user1 DELETE calls
    S: 200 OK
    C: GetAccountSignalRules user1
    S: 201 ()
  `,
});

interface RuleUpdate {
  readonly accountName: AccountReference;
  readonly newRule: Parameters<typeof updatedRules>[1] | undefined;
  readonly oldRule: string | undefined;
}

function updateRule(context: ChangeContext, values: RuleUpdate, set: RuleSet): void {
  const account = targetAccount(context, values.accountName);
  const { newRule, oldRule = '' } = values;
  const present = accountRules(context.tx, account, set);
  const rules = newRule ? updatedRules(present, newRule) : withoutRule(present, oldRule);
  // A new priority and a deletion bring in no action.
  const brought = newRule && newRule.length >= 4 ? rules : [];
  requireOwnAllowed(context, values, account, set, brought);
  keepAccountRules(context, account, set, rules);
}

/** Who is no administrator here is the Account's user, and bound to what users may do. */
function requireOwnAllowed(
  { tx, actor }: ChangeContext,
  values: { readonly accountName: AccountReference },
  account: FoundAccount,
  set: RuleSet,
  rules: readonly Rule[],
): void {
  const administers = domainAdministrator('accountName', rulesAllowed[set]);
  if (isAllowed(tx, actor, administers, { ...values }, false)) return;
  requireRulesAllowed(tx, account, set, rules);
}
