/**
 * Mail and signal rules of Accounts (objects, section 12): where they are kept, and which actions a
 * user may put into the own ones. Mail rules are the setting `Rules`; signal rules are a document
 * of their own (ruling 10).
 */
import type { Reader } from '../../store/store.js';
import { asciiLower } from '../../values/letters.js';
import { print } from '../../values/print.js';
import { isArray } from '../../values/value.js';
import { keepSettings } from './account-settings.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { dictionaryOf } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { rulesAllowed, rulesOf, type RuleSet } from '../settings/rule-sets.js';
import { storedRules, type Rule } from '../settings/rules.js';
import { effectiveSetting } from '../settings/settings-chain.js';
import { theAccount } from '../directory/subjects.js';

/** The rules of an Account. */
export function accountRules(tx: Reader, { id, row }: FoundAccount, set: RuleSet): readonly Rule[] {
  if (set === 'mailRules') return storedRules(dictionaryOf(row.settings).get('Rules'));
  return rulesOf(tx, id, set);
}

/** Replaces the rules of an Account. */
export function keepAccountRules(
  change: Change,
  found: FoundAccount,
  set: RuleSet,
  rules: readonly Rule[],
): void {
  if (set === 'signalRules') {
    changeDocument(change, theAccount(change.tx, found), set, rules);
    return;
  }
  const settings = new Map(dictionaryOf(found.row.settings));
  if (rules.length === 0) settings.delete('Rules');
  else settings.set('Rules', rules);
  keepSettings(change, found, settings);
}

/** Actions that only sort what arrives: all that `Filter Only` lets a user do. Names in lower case. */
const filtering: ReadonlySet<string> = new Set([
  'add header',
  'copy attachments into',
  'discard',
  'discard rules',
  'mark',
  'reject',
  'reject with',
  'stop processing',
  'store encrypted in',
  'store in',
  'tag subject',
]);

/** Actions that run programs on the server: what `All But Exec` withholds. */
const executing: ReadonlySet<string> = new Set(['execute', 'externalfilter']);

/**
 * Refuses with `no-right` when a user may not put these rules among the own ones: the effective
 * setting `RulesAllowed` or `SignalRulesAllowed` says which actions. Rules that are there already
 * may stay.
 */
export function requireRulesAllowed(
  tx: Reader,
  found: FoundAccount,
  set: RuleSet,
  rules: readonly Rule[],
): void {
  const value = effectiveSetting(tx, found.row.domain, found.row, rulesAllowed[set]);
  const allowed = typeof value === 'string' ? asciiLower(value) : 'no';
  if (allowed === 'any') return;
  if (allowed !== 'filter only' && allowed !== 'all but exec') refuse('no-right');
  const present = new Set(accountRules(tx, found, set).map(print));
  for (const rule of rules) {
    if (present.has(print(rule))) continue;
    for (const name of actionNames(rule)) {
      const may = allowed === 'filter only' ? filtering.has(name) : !executing.has(name);
      if (!may) refuse('no-right', 'rule action is not allowed');
    }
  }
}

function actionNames([, , , actions]: Rule): readonly string[] {
  if (!isArray(actions)) return [];
  return actions.map((action) => {
    const name = isArray(action) ? action[0] : undefined;
    return typeof name === 'string' ? asciiLower(name) : '';
  });
}
