/**
 * The rules of a Domain, for mail and for signals (objects, section 12). `rules.ts` knows the shape
 * of rules; this file knows where a Domain keeps them.
 */
import type { Reader } from '../../store/store.js';
import type { Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import type { FoundDomain } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { documentText, valueOf } from '../core/documents.js';
import { readRules, storedRules, updatedRules, withoutRule, type Rule } from '../settings/rules.js';
import { theDomain } from '../directory/subjects.js';

/** The two rule sets of a Domain. */
export type RuleSet = 'mailRules' | 'signalRules';

/** Replaces a rule set. Refuses with `illegal-value`. */
export function setDomainRules(
  change: Change,
  domain: FoundDomain,
  set: RuleSet,
  given: readonly Value[],
): void {
  changeDocument(change, theDomain(domain), set, readRules(given));
}

/**
 * Replaces or adds a rule, or changes a rule's priority, as the length of `update` says. Refuses
 * with `illegal-value` or `unknown-rule`.
 */
export function updateDomainRule(
  change: Change,
  domain: FoundDomain,
  set: RuleSet,
  update: readonly Value[],
): void {
  const rules = updatedRules(rulesOf(change.tx, domain, set), update);
  changeDocument(change, theDomain(domain), set, rules);
}

/** Removes a rule by its name; nothing happens when there is none. */
export function deleteDomainRule(
  change: Change,
  domain: FoundDomain,
  set: RuleSet,
  name: string,
): void {
  const rules = withoutRule(rulesOf(change.tx, domain, set), name);
  changeDocument(change, theDomain(domain), set, rules);
}

function rulesOf(tx: Reader, { id }: FoundDomain, set: RuleSet): readonly Rule[] {
  const text = documentText(tx, id, set);
  return text === undefined ? [] : storedRules(valueOf(text));
}
