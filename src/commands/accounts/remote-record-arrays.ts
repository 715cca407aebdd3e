/**
 * Records of remote accounts as arrays: old clients read and write the RPOP records so. The shape of
 * the elements is unknown; ours are the same dictionaries with the record's name under `Name`, so
 * what was read can be written back.
 */
import { refuse } from '../../engine/core/refusal.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';

const nameKey = 'Name';

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
