/**
 * Access rights on whole Accounts (objects, section 9). `access-lists.ts` knows how a list of
 * rights is edited and what it gives to whom.
 */
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import { editedList, symbolsGiven } from './access-lists.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theAccount } from '../directory/subjects.js';

/** The right that lets its holder read and change the list of rights. */
const administer = 'a';

/** The rights granted on an Account. */
export function accountAcl(tx: Reader, account: Id): Dictionary {
  return readDocument(tx, account, 'acl');
}

/** Edits the rights granted on an Account (`editedList`). Refuses with `illegal-value`. */
export function editAccountAcl(change: Change, account: FoundAccount, edits: Dictionary): void {
  const acl = editedList(accountAcl(change.tx, account.id), edits);
  changeDocument(change, theAccount(change.tx, account), 'acl', acl);
}

/** The symbols of the rights that one Account effectively has on another. */
export function effectiveAclRights(tx: Reader, target: FoundAccount, reader: FoundAccount): string {
  return symbolsGiven(tx, accountAcl(tx, target.id), target, reader);
}

/** Refuses with `no-right` unless `reader` may read and change the rights granted on `target`. */
export function requireAdminRight(tx: Reader, target: FoundAccount, reader: FoundAccount): void {
  if (!effectiveAclRights(tx, target, reader).includes(administer)) refuse('no-right');
}
