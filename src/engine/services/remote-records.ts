/**
 * Records of remote accounts that the server polls or registers with for an Account: RPOP and RSIP
 * (objects, section 13). Keys within a record are kept as given, known or not.
 *
 * Old clients read and write the RPOP records as an array. The shape of its elements is unknown;
 * ours are the same dictionaries with the record's name under `Name`, so what was read can be
 * written back.
 */
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';
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

const nameKey = 'Name';

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

/** The records as an array of dictionaries, in the order of their names. */
export function recordsAsArray(records: Dictionary): readonly Value[] {
  return [...records].map(([name, record]) =>
    isDictionary(record) ? new Map(record).set(nameKey, name) : record,
  );
}

/**
 * The records of such an array. One without `Name` is called after the account it polls:
 * `authName@domain`. Refuses with `illegal-value` what is no record and names that repeat.
 */
export function recordsFromArray(array: readonly Value[]): Dictionary {
  const records = new Map<string, Value>();
  for (const element of array) {
    if (element === null) continue;
    if (!isDictionary(element)) return refuse('illegal-value', 'failed to read a record');
    const record = new Map(element);
    record.delete(nameKey);
    const name = element.get(nameKey) ?? `${word(record, 'authName')}@${word(record, 'domain')}`;
    if (typeof name !== 'string' || records.has(name)) {
      return refuse('illegal-value', 'failed to read a record name');
    }
    records.set(name, record);
  }
  return records;
}

function word(record: Dictionary, key: string): string {
  const value = record.get(key);
  return typeof value === 'string' ? value : '';
}
