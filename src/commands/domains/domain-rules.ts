/**
 * The shape that the rules of a Domain share, those for mail and those for signals: Get, Set and
 * Update (objects, section 12).
 */
import { domainAdministrator, overEveryone } from '../../access/need.js';
import type { DomainRight } from '../../engine/accounts/rights.js';
import { documentText } from '../../engine/core/documents.js';
import {
  deleteDomainRule,
  setDomainRules,
  updateDomainRule,
  type RuleSet,
} from '../../engine/domains/domain-rules.js';
import { array, domainName, optional, text } from '../arguments.js';
import { change, Printed, query, type Command } from '../define.js';
import { targetDomain } from '../targets.js';

/** One rule set of a Domain and the names of its commands. */
interface Rules {
  readonly set: RuleSet;
  /** `mail` or `signal`, for the summaries. */
  readonly what: string;
  readonly right: DomainRight;
  readonly getName: string;
  readonly getAliases: readonly string[];
  readonly setName: string;
  readonly setAliases: readonly string[];
  readonly updateName: string;
}

const section = 'Domain Administration';

function getCommand({ set, what, getName, getAliases, setName }: Rules): Command {
  return query({
    name: getName,
    aliases: getAliases,
    section,
    usage: 'domainName',
    summary: `Tells the ${what} rules of a Domain.`,
    arguments: { domainName },
    needs: domainAdministrator('domainName'),

    run(context, { domainName: name }) {
      const { id } = targetDomain(context, name);
      return new Printed(documentText(context.tx, id, set) ?? '()');
    },

    example: `
      C: ${getName} example.test
      S: 201 ()
      C: ${setName} example.test ((5,first,(),((Discard,"---"))))
      S: 200 OK
      C: ${getName} example.test
      S: 201 ((5,first,(),((Discard,"---"))))
      C: ${getName} client1.test
      S: 512 unknown secondary domain name
    `,
  });
}

function setCommand({ set, what, right, getName, setName, setAliases }: Rules): Command {
  return change({
    name: setName,
    aliases: setAliases,
    section,
    usage: 'domainName newRules',
    summary: `Replaces the ${what} rules of a Domain.`,
    arguments: { domainName, newRules: array },
    needs: overEveryone(domainAdministrator('domainName', right)),
    deviations: 'Priorities are told as digits, however they were given. Names must be unique.',

    run: (context, { domainName: name, newRules }) =>
      setDomainRules(context, targetDomain(context, name), set, newRules),

    example: `
      C: ${setName} example.test ((#5,first,((From,is,"a@b")),((Discard))),("1",second,(),()))
      S: 200 OK
      C: ${getName} example.test
      S: 201 ((5,first,((From,is,a@b)),((Discard))),(1,second,(),()))
      C: ${setName} example.test ((high,first,(),()))
      S: 501 failed to read a rule priority
    `,
  });
}

function updateCommand({ set, what, right, getName, updateName }: Rules): Command {
  return change({
    name: updateName,
    section,
    usage: 'domainName (DELETE ruleName|newRule)',
    summary: `Replaces, adds, re-prioritises or removes one of the ${what} rules of a Domain.`,
    arguments: { domainName, ruleName: optional(text), newRule: optional(array) },
    needs: overEveryone(domainAdministrator('domainName', right)),
    deviations: 'The manual has it for Accounts only; clients send it for Domains too.',

    run(context, { domainName: name, ruleName, newRule }) {
      const domain = targetDomain(context, name);
      if (newRule !== undefined) updateDomainRule(context, domain, set, newRule);
      else if (ruleName !== undefined) deleteDomainRule(context, domain, set, ruleName);
    },

    example: `
      C: ${updateName} example.test (5,first,(),((Discard,"---")))
      S: 200 OK
      # Fewer than four elements change the priority only.
      C: ${updateName} example.test (7,first)
      S: 200 OK
      C: ${getName} example.test
      S: 201 ((7,first,(),((Discard,"---"))))
      C: ${updateName} example.test (7,second)
      S: 501 rule is not found
      C: ${updateName} example.test DELETE first
      S: 200 OK
      C: ${getName} example.test
      S: 201 ()
    `,
  });
}

const mail: Rules = {
  set: 'mailRules',
  what: 'mail',
  right: 'RulesAllowed',
  getName: 'GetDomainMailRules',
  getAliases: ['GetDomainRules'],
  setName: 'SetDomainMailRules',
  setAliases: ['SetDomainRules'],
  updateName: 'UpdateDomainMailRule',
};

const signal: Rules = {
  set: 'signalRules',
  what: 'signal',
  right: 'SignalRulesAllowed',
  getName: 'GetDomainSignalRules',
  getAliases: [],
  setName: 'SetDomainSignalRules',
  setAliases: [],
  updateName: 'UpdateDomainSignalRule',
};

export const domainRules: readonly Command[] = [
  ...[mail, signal].flatMap((rules) => [getCommand(rules), setCommand(rules)]),
  ...[mail, signal].map(updateCommand),
];
