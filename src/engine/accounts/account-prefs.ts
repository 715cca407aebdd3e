/**
 * Preferences of Accounts (objects, section 3.4): any keys, kept as given. `AccountName`, the full
 * address, is always shown among them, because clients look for it, and is never kept.
 */
import type { Reader } from '../../store/store.js';
import type { AccountRow } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount, fullName } from '../directory/directory.js';
import { setDocument, updateDocument } from '../core/document-changes.js';
import { readDocument } from '../core/documents.js';
import { effectivePrefs } from '../settings/settings-chain.js';
import { theAccount } from '../directory/subjects.js';

const addressKey = 'AccountName';

/** The explicit preferences of an Account. */
export function explicitPrefs(tx: Reader, { id, row }: FoundAccount): Dictionary {
  return withAddress(tx, row, readDocument(tx, id, 'prefs'));
}

/** The effective preferences of an Account. */
export function allPrefs(tx: Reader, { id, row }: FoundAccount): Dictionary {
  return withAddress(tx, row, effectivePrefs(tx, row.domain, id));
}

/** Merges given preferences into those of an Account; `default` and null remove one. */
export function updatePrefs(change: Change, account: FoundAccount, given: Dictionary): void {
  updateDocument(change, theAccount(change.tx, account), 'prefs', withoutAddress(given));
}

/** Replaces the preferences of an Account. */
export function replacePrefs(change: Change, account: FoundAccount, given: Dictionary): void {
  setDocument(change, theAccount(change.tx, account), 'prefs', withoutAddress(given));
}

function withAddress(tx: Reader, row: AccountRow, prefs: Dictionary): Dictionary {
  return new Map(prefs).set(addressKey, fullName(tx, row.domain, row.name));
}

function withoutAddress(given: Dictionary): Dictionary {
  const result = new Map(given);
  result.delete(addressKey);
  return result;
}
