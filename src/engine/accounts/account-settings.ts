/**
 * Explicit settings of Accounts: laid out for a new Account, updated, replaced (objects, sections
 * 3.1 and 3.2; ruling 10). Passwords come here in their stored form; `account-passwords.ts` makes
 * it. Who may set what is decided before.
 */
import type { Reader } from '../../store/store.js';
import { accounts, type AccountRow, type DomainId } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import { isArray, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { asksForDefault, dictionaryOf, merged, readDocument, replaced } from '../core/documents.js';
import { effectOn } from '../core/effects.js';
import { refuse } from '../core/refusal.js';
import { readRules } from '../settings/rules.js';
import { maskedText } from '../core/secrets.js';
import { subjectOf } from '../directory/subjects.js';

/** Keys of an Account's settings file that have commands of their own; settings commands skip them. */
export const keptElsewhere: ReadonlySet<string> = new Set([
  'ACL',
  'MailboxAliases',
  'RPOP',
  'RSIP',
  'Schedules',
  'SignalRules',
  'Subscription',
  'Aliases',
  'Telnums',
]);

/** The explicit settings of an Account to be: what is given, merged into its Domain's template. */
export function settingsOfNewAccount(tx: Reader, domain: DomainId, given: Dictionary): Dictionary {
  return acceptable(merged(readDocument(tx, domain, 'template'), given));
}

/** The explicit settings of an Account after an update with `given`. */
export function updatedSettings(row: AccountRow, given: Dictionary): Dictionary {
  return acceptable(merged(dictionaryOf(row.settings), given));
}

/** The explicit settings of an Account after `given` has replaced all, the password too. */
export function replacedSettings(given: Dictionary): Dictionary {
  return acceptable(replaced(given));
}

/**
 * New explicit settings of an Account, with the password of a Master even where they leave it out:
 * without one nobody could be left to administer the server (ruling 27). Refuses with
 * `illegal-value` to take it away on purpose.
 */
export function withMastersPassword(
  { rights, settings: present }: AccountRow,
  given: Dictionary,
  settings: Dictionary,
): Dictionary {
  const password = dictionaryOf(present).get('Password');
  if (!rights.includes('Master') || password === undefined) return settings;
  const wanted = given.get('Password');
  if (wanted !== undefined && asksForDefault(wanted)) {
    refuse('illegal-value', 'an account with the Master right needs a password');
  }
  return settings.has('Password') ? settings : new Map(settings).set('Password', password);
}

/** These settings with a password in its stored form; undefined leaves them as they are. */
export function withPassword(settings: Dictionary, stored: string | undefined): Dictionary {
  return stored === undefined ? settings : new Map(settings).set('Password', stored);
}

/** These settings with this password in its stored form, or with none: never with one given clear. */
export function withOnlyPassword(settings: Dictionary, stored: string | undefined): Dictionary {
  if (stored === undefined && !settings.has('Password')) return settings;
  const result = new Map(settings);
  result.delete('Password');
  return withPassword(result, stored);
}

/** Keeps new explicit settings, complete as given. The journal is told of what differs. */
export function keepSettings(change: Change, { id }: FoundAccount, settings: Dictionary): void {
  const text = print(settings);
  change.update(
    accounts,
    id,
    (row) => (text === row.settings ? row : { ...row, settings: text }),
    (row, before) => {
      const old = dictionaryOf(before.settings);
      return effectOn(subjectOf(change.tx, 'account', id, row), 'settings', {
        before: maskedText(differing(old, settings)),
        after: maskedText(differing(settings, old)),
      });
    },
  );
}

/** What `one` has and `other` has not, or has otherwise. */
function differing(one: Dictionary, other: Dictionary): Dictionary {
  const result = new Map<string, Value>();
  for (const [key, value] of one) {
    const beside = other.get(key);
    // What was laid over leaves the other values the very same ones.
    if (beside === value) continue;
    if (beside === undefined || print(beside) !== print(value)) result.set(key, value);
  }
  return result;
}

/** Refuses with `illegal-value` rules that are none; anything else is kept as it is, known or not. */
function acceptable(settings: Dictionary): Dictionary {
  if (!needsCare(settings)) return settings;
  const result = new Map(settings);
  for (const key of keptElsewhere) result.delete(key);
  const rules = result.get('Rules');
  if (rules === undefined) return result;
  if (!isArray(rules)) return refuse('illegal-value', 'failed to read an array of rules');
  if (rules.length === 0) result.delete('Rules');
  else result.set('Rules', readRules(rules));
  return result;
}

/** Most settings hold nothing of the kind, and every change of an Account asks. */
function needsCare(settings: Dictionary): boolean {
  for (const key of settings.keys()) if (key === 'Rules' || keptElsewhere.has(key)) return true;
  return false;
}
