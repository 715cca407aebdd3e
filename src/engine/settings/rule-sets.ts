/**
 * Rule sets that are documents: those of Domains and of the server, and the signal rules of Accounts
 * (objects, section 12). `rules.ts` knows the shape of rules.
 */
import type { Reader } from '../../store/store.js';
import type { OwnerId } from '../../tables/tables.js';
import type { Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { changeDocument, type DocumentOwner } from '../core/document-changes.js';
import { documentText, valueOf } from '../core/documents.js';
import { readRules, storedRules, updatedRules, withoutRule, type Rule } from './rules.js';

/** Rules for messages, or for calls and other signals. */
export type RuleSet = 'mailRules' | 'signalRules';

/** The Domain right that changing such rules needs; an Account's setting of that name bounds its user. */
export const rulesAllowed = {
  mailRules: 'RulesAllowed',
  signalRules: 'SignalRulesAllowed',
} as const satisfies Readonly<Record<RuleSet, string>>;

/** The rules of a set. */
export function rulesOf(tx: Reader, owner: OwnerId, set: RuleSet): readonly Rule[] {
  return storedRules(valueOf(documentText(tx, owner, set) ?? '()'));
}

/** Replaces a rule set. Refuses with `illegal-value`. */
export function setRules(
  change: Change,
  owner: DocumentOwner,
  set: RuleSet,
  given: readonly Value[],
): void {
  changeDocument(change, owner, set, readRules(given));
}

/**
 * Replaces or adds a rule, or changes a rule's priority, as the length of `update` says. Refuses
 * with `illegal-value` or `unknown-rule`.
 */
export function updateRule(
  change: Change,
  owner: DocumentOwner,
  set: RuleSet,
  update: readonly Value[],
): void {
  changeDocument(change, owner, set, updatedRules(rulesOf(change.tx, owner.id, set), update));
}

/** Removes a rule by its name; nothing happens when there is none. */
export function deleteRule(change: Change, owner: DocumentOwner, set: RuleSet, name: string): void {
  changeDocument(change, owner, set, withoutRule(rulesOf(change.tx, owner.id, set), name));
}
