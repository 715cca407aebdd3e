/**
 * The shape that the rules of the server share, those for mail and those for signals: Get, Set and
 * Update (objects, section 12).
 */
import { serverRight } from '../../access/need.js';
import { documentText } from '../../engine/core/documents.js';
import {
  deleteServerRule,
  setServerRules,
  updateServerRule,
  type ServerRuleSet,
} from '../../engine/server/server-rules.js';
import { server } from '../../engine/directory/subjects.js';
import { array, optional, text } from '../arguments.js';
import { change, Printed, query, type Command } from '../define.js';

/** One rule set of the server and the names of its commands. */
interface Rules {
  readonly set: ServerRuleSet;
  /** `mail` or `signal`, for the summaries. */
  readonly what: string;
  readonly getName: string;
  readonly getAliases: readonly string[];
  readonly setName: string;
  readonly setAliases: readonly string[];
  readonly updateName: string;
}

const common = { section: 'Server Settings', needs: serverRight('Settings') } as const;

function getCommand({ set, what, getName, getAliases, setName }: Rules): Command {
  return query({
    ...common,
    name: getName,
    aliases: getAliases,
    usage: '',
    summary: `Tells the ${what} rules of the server.`,
    arguments: {},

    run: ({ tx }) => new Printed(documentText(tx, server, set) ?? '()'),

    example: `
      C: ${getName}
      S: 201 ()
      C: ${setName} ((5,first,(),((Discard,"---")),"a comment"))
      S: 200 OK
      C: ${getName}
      S: 201 ((5,first,(),((Discard,"---")),"a comment"))
      C: ${getName} example.test
      S: 500 incorrect command parameters*
    `,
  });
}

function setCommand({ set, what, getName, setName, setAliases }: Rules): Command {
  return change({
    ...common,
    name: setName,
    aliases: setAliases,
    usage: 'newRules',
    summary: `Replaces the ${what} rules of the server.`,
    arguments: { newRules: array },
    deviations:
      'Priorities are told as digits, however they were given. Names must be unique. The rules ' +
      'are kept, and have no effect here.',

    run: (context, { newRules }) => setServerRules(context, set, newRules),

    example: `
      C: ${setName} ((#5,second,((From,is,"a@b")),((Discard))),("100005",first,(),()))
      S: 200 OK
      C: ${getName}
      S: 201 ((5,second,((From,is,a@b)),((Discard))),(100005,first,(),()))
      C: ${setName} ((high,first,(),()))
      S: 501 failed to read a rule priority
    `,
  });
}

function updateCommand({ set, what, getName, updateName }: Rules): Command {
  return change({
    ...common,
    name: updateName,
    usage: '(DELETE ruleName|newRule)',
    summary: `Replaces, adds, re-prioritises or removes one of the ${what} rules of the server.`,
    arguments: { ruleName: optional(text), newRule: optional(array) },
    deviations: 'The manual has it for Accounts only; clients send it for the server too.',

    run(context, { ruleName, newRule }) {
      if (newRule !== undefined) updateServerRule(context, set, newRule);
      else if (ruleName !== undefined) deleteServerRule(context, set, ruleName);
    },

    example: `
      C: ${updateName} (5,first,(),((Discard,"---")))
      S: 200 OK
      # Fewer than four elements change the priority only.
      C: ${updateName} (7,first)
      S: 200 OK
      C: ${getName}
      S: 201 ((7,first,(),((Discard,"---"))))
      C: ${updateName} (7,second)
      S: 501 rule is not found
      C: ${updateName} DELETE first
      S: 200 OK
      C: ${getName}
      S: 201 ()
    `,
  });
}

const mail: Rules = {
  set: 'mailRules',
  what: 'mail',
  getName: 'GetServerMailRules',
  getAliases: ['GetServerRules'],
  setName: 'SetServerMailRules',
  setAliases: ['SetServerRules'],
  updateName: 'UpdateServerMailRule',
};

const signal: Rules = {
  set: 'signalRules',
  what: 'signal',
  getName: 'GetServerSignalRules',
  getAliases: [],
  setName: 'SetServerSignalRules',
  setAliases: [],
  updateName: 'UpdateServerSignalRule',
};

export const serverRules: readonly Command[] = [mail, signal].flatMap((rules) => [
  getCommand(rules),
  setCommand(rules),
  updateCommand(rules),
]);
