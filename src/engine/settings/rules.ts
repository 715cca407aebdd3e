/**
 * Rule sets of Domains and Accounts, for mail and for signals (objects, section 12): their shape,
 * and how one rule is replaced, re-prioritised or removed. What conditions and actions mean, and
 * who may use which, is elsewhere.
 *
 * A rule is `(priority, name, (condition...), (action...) [, comment])`; a condition is
 * `(name [, operation, parameter])`, an action `(name [, parameter])`. Names of conditions and
 * actions are kept as given, known or not.
 */
import { isArray, type Value } from '../../values/value.js';
import { refuse } from '../core/refusal.js';

/** A rule in its stored form: the priority is a string of digits, whatever form it came in. */
export type Rule = readonly [
  priority: string,
  name: string,
  conditions: Value,
  actions: Value,
  ...comment: Value[],
];

/** Most rules that one set may hold. */
const rulesMax = 1000;

/** The stored form of a whole rule set. Refuses with `illegal-value` what is none. */
export function readRules(given: readonly Value[]): readonly Rule[] {
  if (given.length > rulesMax) refuse('limit-reached', 'too many rules');
  const rules = given.map(readRule);
  const names = new Set(rules.map(([, name]) => name));
  if (names.size < rules.length) refuse('illegal-value', 'two rules have the same name');
  return rules;
}

/**
 * What an Update...Rule command makes of a rule set: with four or more elements the rule takes the
 * place of the one with its name or is added; with fewer only the priority of an existing rule
 * changes. Refuses with `illegal-value`, or `unknown-rule` when there is none of that name.
 */
export function updatedRules(rules: readonly Rule[], update: readonly Value[]): readonly Rule[] {
  const name = nameOf(update[1]);
  const place = rules.findIndex((rule) => rule[1] === name);
  const old = rules[place];
  if (update.length < 4) {
    if (old === undefined) return refuse('unknown-rule');
    const [, , ...rest] = old;
    return rules.with(place, [priorityOf(update[0]), name, ...rest]);
  }
  const rule = readRule(update);
  if (old !== undefined) return rules.with(place, rule);
  if (rules.length >= rulesMax) refuse('limit-reached', 'too many rules');
  return [...rules, rule];
}

/** A rule set without the rule of this name; unchanged when there is none. */
export function withoutRule(rules: readonly Rule[], name: string): readonly Rule[] {
  return rules.filter((rule) => rule[1] !== name);
}

/** The rules of a stored document. */
export function storedRules(document: Value | undefined): readonly Rule[] {
  return isArray(document) ? (document as readonly Rule[]) : [];
}

function readRule(given: Value): Rule {
  if (!isArray(given) || given.length < 4 || given.length > 5) return malformed('a rule');
  const [priority, name, conditions, actions, ...comment] = given;
  return [
    priorityOf(priority),
    nameOf(name),
    partsOf(conditions, 3, 'rule conditions'),
    partsOf(actions, 2, 'rule actions'),
    ...comment.map(commentOf),
  ];
}

function priorityOf(value: Value | undefined): string {
  const digits = typeof value === 'bigint' ? String(value) : value;
  if (typeof digits !== 'string' || !/^\d{1,9}$/.test(digits)) return malformed('a rule priority');
  return String(Number(digits));
}

function nameOf(value: Value | undefined): string {
  return typeof value === 'string' && value !== '' ? value : malformed('a rule name');
}

function commentOf(value: Value): Value {
  return typeof value === 'string' ? value : malformed('a rule comment');
}

/** Conditions or actions: arrays of one to `most` strings; a number in one is as good as its digits. */
function partsOf(value: Value | undefined, most: number, what: string): Value {
  if (!isArray(value)) return malformed(what);
  return value.map((part) => {
    if (!isArray(part) || part.length === 0 || part.length > most) return malformed(what);
    return part.map((word) => {
      if (typeof word === 'bigint') return String(word);
      return typeof word === 'string' ? word : malformed(what);
    });
  });
}

function malformed(what: string): never {
  return refuse('illegal-value', `failed to read ${what}`);
}
