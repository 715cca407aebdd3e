/**
 * Records of remote accounts that the server polls or registers with for an Account: RPOP and RSIP
 * (objects, section 13). Keys within a record are kept as given, known or not.
 */
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { isDictionary, type Dictionary } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { type FoundAccount } from '../directory/directory.js';
import { changeDocument } from '../core/document-changes.js';
import { presentRecords, readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theAccount } from '../directory/subjects.js';

/** Polled mailboxes, or registrations. */
export type RemoteKind = 'rpops' | 'rsips';

/** Most records of one kind that an Account may have. */
const recordsMax = 100;

/** The records of an Account by name. */
export function remoteRecords(tx: Reader, account: Id, kind: RemoteKind): Dictionary {
  return readDocument(tx, account, kind);
}

/** Replaces the records of an Account; a null one is absent. Refuses with `illegal-value` or `limit-reached`. */
export function keepRemoteRecords(
  change: Change,
  account: FoundAccount,
  kind: RemoteKind,
  given: Dictionary,
): void {
  const records = presentRecords(given);
  if (records.size > recordsMax) refuse('limit-reached', 'too many records');
  for (const [name, record] of records) {
    if (name === '' || !isDictionary(record)) refuse('illegal-value', 'failed to read a record');
  }
  changeDocument(change, theAccount(change.tx, account), kind, records);
}
