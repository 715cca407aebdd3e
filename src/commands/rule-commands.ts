/**
 * The commands for the rules of Domains and of the server, those for mail and those for signals: Get,
 * Set and Update (objects, section 12).
 */
import type { Need } from '../access/need.js';
import { documentText } from '../engine/core/documents.js';
import type { DomainName } from '../engine/core/names.js';
import {
  deleteRule,
  rulesAllowed,
  setRules,
  updateRule,
  type RuleSet,
} from '../engine/settings/rule-sets.js';
import { asciiLower } from '../values/letters.js';
import { array, optional, text, type ArgumentType } from './arguments.js';
import { change, Printed, query, type Command } from './define.js';
import type { Owner } from './owners.js';

/** Whose rules the commands are about. */
interface RulesOwner extends Owner {
  /** In the summaries: `a Domain`. */
  readonly what: string;
  /** In a sentence: `Domains`. */
  readonly all: string;
  readonly named: { readonly domainName?: ArgumentType<DomainName> };
  readonly toRead: Need<'domainName'>;
  readonly toChange: (right: (typeof rulesAllowed)[RuleSet]) => Need<'domainName'>;
  /** What a Set command says besides, with a space before it. */
  readonly deviations: string;
  readonly examples: {
    /** What names the owner in a line, with a space before it. */
    readonly name: string;
    readonly rules: string;
    /** Other rules as they are set, and as they are told then. */
    readonly given: string;
    readonly told: string;
    /** What a Get command refuses, and how. */
    readonly wrong: string;
    readonly refusal: string;
  };
}

type Verb = 'get' | 'set' | 'update';

/** The commands for the rules of one owner: those for mail, and those for signals. */
export function ruleCommands(owner: RulesOwner) {
  return [
    commandsOf(owner, 'mailRules', 'Mail', [`${owner.word}Rules`]),
    commandsOf(owner, 'signalRules', 'Signal', []),
  ] as const;
}

function commandsOf(
  { word, what, all, named, toRead, toChange, find, deviations, examples }: RulesOwner,
  set: RuleSet,
  setWord: 'Mail' | 'Signal',
  oldWords: readonly string[],
): Readonly<Record<Verb, Command>> {
  const [getName, setName] = [`Get${word}${setWord}Rules`, `Set${word}${setWord}Rules`];
  const updateName = `Update${word}${setWord}Rule`;
  const usage = Object.keys(named);
  const kind = asciiLower(setWord);
  const needs = toChange(rulesAllowed[set]);
  const { name, rules, given, told, wrong, refusal } = examples;
  return {
    get: query({
      name: getName,
      aliases: oldWords.map((old) => `Get${old}`),
      usage: usage.join(' '),
      summary: `Returns the ${kind} rules of ${what}.`,
      arguments: named,
      needs: toRead,
      run: (context, values) =>
        new Printed(documentText(context.tx, find(context, values).id, set) ?? '()'),
      example: `
        C: ${getName}${name}
        S: 201 ()
        C: ${setName}${name} ${rules}
        S: 200 OK
        C: ${getName}${name}
        S: 201 ${rules}
        C: ${getName} ${wrong}
        S: ${refusal}
      `,
    }),
    set: change({
      name: setName,
      aliases: oldWords.map((old) => `Set${old}`),
      usage: [...usage, 'newRules'].join(' '),
      summary: `Replaces the ${kind} rules of ${what}.`,
      arguments: { ...named, newRules: array },
      needs,
      deviations: `Priorities are told as digits, however they were given. Names must be unique.${deviations}`,
      run: (context, values) => setRules(context, find(context, values), set, values.newRules),
      example: `
        C: ${setName}${name} ${given}
        S: 200 OK
        C: ${getName}${name}
        S: 201 ${told}
        C: ${setName}${name} ((high,first,(),()))
        S: 501 failed to read a rule priority
      `,
    }),
    update: change({
      name: updateName,
      usage: [...usage, '(DELETE ruleName|newRule)'].join(' '),
      summary: `Replaces, adds, re-prioritises or removes one of the ${kind} rules of ${what}.`,
      arguments: { ...named, ruleName: optional(text), newRule: optional(array) },
      needs,
      deviations: `The manual has it for Accounts only; clients send it for ${all} too.`,
      run(context, { ruleName, newRule, ...values }) {
        const about = find(context, values);
        if (newRule !== undefined) updateRule(context, about, set, newRule);
        else if (ruleName !== undefined) deleteRule(context, about, set, ruleName);
      },
      example: `
        C: ${updateName}${name} (5,first,(),((Discard,"---")))
        S: 200 OK
        # Fewer than four elements change the priority only.
        C: ${updateName}${name} (7,first)
        S: 200 OK
        C: ${getName}${name}
        S: 201 ((7,first,(),((Discard,"---"))))
        C: ${updateName}${name} (7,second)
        S: 501 rule is not found
        C: ${updateName}${name} DELETE first
        S: 200 OK
        C: ${getName}${name}
        S: 201 ()
      `,
    }),
  };
}
