/**
 * The rules of the server, for mail and for signals (objects, section 12). `rules.ts` knows the
 * shape of rules; this file knows where the server keeps them.
 */
import type { Reader } from '../../store/store.js';
import type { Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { changeDocument } from '../core/document-changes.js';
import { documentText, valueOf } from '../core/documents.js';
import { readRules, storedRules, updatedRules, withoutRule, type Rule } from '../settings/rules.js';
import { theServer, server } from '../directory/subjects.js';

/** The two rule sets of the server. */
export type ServerRuleSet = 'mailRules' | 'signalRules';

/** Replaces a rule set. Refuses with `illegal-value`. */
export function setServerRules(change: Change, set: ServerRuleSet, given: readonly Value[]): void {
  changeDocument(change, theServer, set, readRules(given));
}

/**
 * Replaces or adds a rule, or changes a rule's priority, as the length of `update` says. Refuses
 * with `illegal-value` or `unknown-rule`.
 */
export function updateServerRule(
  change: Change,
  set: ServerRuleSet,
  update: readonly Value[],
): void {
  changeDocument(change, theServer, set, updatedRules(rulesOf(change.tx, set), update));
}

/** Removes a rule by its name; nothing happens when there is none. */
export function deleteServerRule(change: Change, set: ServerRuleSet, name: string): void {
  changeDocument(change, theServer, set, withoutRule(rulesOf(change.tx, set), name));
}

function rulesOf(tx: Reader, set: ServerRuleSet): readonly Rule[] {
  return storedRules(valueOf(documentText(tx, server, set) ?? '()'));
}
