/**
 * How much an Account may keep in its File Storage: the effective settings `MaxWebSize`,
 * `MaxWebFiles` and `MaxFileSize`, and our own limit of directories, which those do not count.
 */
import type { Reader, DerivedWriter } from '../../store/store.js';
import { storageTotals, type StorageTotals } from '../../tables/storage-file-tables.js';
import { asciiUpper } from '../../values/letters.js';
import type { Value } from '../../values/value.js';
import type { FoundAccount } from '../directory/directory.js';
import { refuse } from '../core/refusal.js';
import { effectiveSetting, type ObeyedSetting } from '../settings/settings-chain.js';
import { totalsOf } from './storage-files.js';
import type { AccountId } from '../../tables/tables.js';

/** The most directories in one File Storage. */
export const directoriesMax = 10_000;

const noMore: StorageTotals = { bytes: 0, files: 0, directories: 0 };

/**
 * Refuses with `limit-reached` when there is no room for so much more, or for a file that grows to
 * `fileSize`. What makes the storage smaller is never refused.
 */
export function requireRoom(
  tx: Reader,
  { id, row }: FoundAccount,
  more: Partial<StorageTotals>,
  fileSize = 0,
): void {
  const { bytes, files, directories } = { ...noMore, ...more };
  const present = totalsOf(tx, id);
  const limit = (key: ObeyedSetting): number => limitOf(effectiveSetting(tx, row.domain, row, key));
  const full =
    (bytes > 0 && present.bytes + bytes > limit('MaxWebSize')) ||
    (bytes > 0 && fileSize > limit('MaxFileSize')) ||
    (files > 0 && present.files + files > limit('MaxWebFiles')) ||
    (directories > 0 && present.directories + directories > directoriesMax);
  if (full) refuse('limit-reached', 'file storage limits exceeded');
}

/** Counts what came (or, below zero, what went). */
export function countStored(
  tx: DerivedWriter,
  account: AccountId,
  more: Partial<StorageTotals>,
): void {
  const present = totalsOf(tx, account);
  const totals = {
    bytes: present.bytes + (more.bytes ?? 0),
    files: present.files + (more.files ?? 0),
    directories: present.directories + (more.directories ?? 0),
  };
  if (totals.files === 0 && totals.directories === 0) tx.remove(storageTotals, account);
  else tx.put(storageTotals, account, totals);
}

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** A number, with K, M or G behind it for a size; anything else means unlimited. */
export function limitOf(value: Value | undefined): number {
  const text = typeof value === 'bigint' ? String(value) : value;
  const [, digits, unit = ''] =
    (typeof text === 'string' && /^[ \t]*(\d+)[ \t]*([KMGkmg]?)[ \t]*$/.exec(text)) || [];
  return digits === undefined ? Infinity : Number(digits) * (units[asciiUpper(unit)] ?? 1);
}
