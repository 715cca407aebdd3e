/**
 * Rules of Account File Storage (objects, section 5.1; docs/decisions/0006): files have an Account
 * and directories around them, totals count them, and the blobs that make a file are there.
 */
import { keysUnder, type Reader } from '../../store/store.js';
import {
  storageFiles,
  storageTotals,
  type Extent,
  type StorageFileRow,
  type StorageTotals,
} from '../../tables/storage-file-tables.js';
import { accounts, type Id } from '../../tables/tables.js';
import { notFixable, repairable, splitKey, subjectOf, type Findings } from './finding.js';
import type { Subject } from '../../engine/core/effects.js';
import { theServer } from '../../engine/directory/subjects.js';

/** How many bytes a blob has; undefined when it is not there. */
export type ContentSize = (account: Id, blob: string) => number | undefined;

/** What contradicts the rules of File Storage. Without `sizeOf` the blobs are not looked at. */
export function* storageFindings(tx: Reader, sizeOf: ContentSize | undefined): Findings {
  let account: Id | undefined;
  let totals: StorageTotals = { bytes: 0, files: 0, directories: 0 };
  for (const [key, row] of tx.range(storageFiles, {})) {
    const [id, path] = splitKey(key);
    if (id !== account) {
      if (account !== undefined) yield* comparedTotals(tx, account, totals);
      account = id;
      totals = { bytes: 0, files: 0, directories: 0 };
    }
    totals = {
      bytes: totals.bytes + row.size,
      files: totals.files + (path.endsWith('/') ? 0 : 1),
      directories: totals.directories + (path.endsWith('/') ? 1 : 0),
    };
    yield* fileFindings(tx, key, row, sizeOf);
  }
  if (account !== undefined) yield* comparedTotals(tx, account, totals);
  for (const [id] of tx.range(storageTotals, {})) {
    const [any] = tx.range(storageFiles, { ...keysUnder(`${id}/`), limit: 1 });
    if (any) continue;
    yield repairable(subject(tx, id), 'counts files and has none', 'remove the counts', (writer) =>
      writer.remove(storageTotals, id),
    );
  }
}

function subject(tx: Reader, id: Id): Subject {
  const row = tx.get(accounts, id);
  return row ? subjectOf(tx, 'account', id, row) : theServer;
}

function* comparedTotals(tx: Reader, id: Id, totals: StorageTotals): Findings {
  const known = tx.get(storageTotals, id);
  if (known && storageTotals.encode(known) === storageTotals.encode(totals)) return;
  yield repairable(
    subject(tx, id),
    'counts its files wrongly',
    `there are ${totals.files} files of ${totals.bytes} bytes`,
    (writer) => writer.put(storageTotals, id, totals),
  );
}

function* fileFindings(
  tx: Reader,
  key: string,
  row: StorageFileRow,
  sizeOf: ContentSize | undefined,
): Findings {
  const [id, path] = splitKey(key);
  if (tx.get(accounts, id) === undefined) return;
  const outer = path.replace(/[^/]*\/?$/, '');
  if (outer !== '' && tx.get(storageFiles, `${id}/${outer}`) === undefined) {
    const wrong = `has the file ${path} in no directory`;
    yield repairable(subject(tx, id), wrong, 'make the directory', (writer) =>
      writer.put(storageFiles, `${id}/${outer}`, {
        ...row,
        size: 0,
        metaModified: 0,
        attributes: '()',
        extents: [],
      }),
    );
  }
  const bytes = row.extents.reduce((sum, { length }) => sum + length, 0);
  if (bytes !== row.size) {
    const wrong = `has a file ${path} of ${row.size} bytes whose extents have ${bytes}`;
    yield repairable(subject(tx, id), wrong, `set it to ${bytes} bytes`, (writer) => {
      const present = writer.get(storageFiles, key);
      if (present) writer.put(storageFiles, key, { ...present, size: bytes });
    });
  }
  if (sizeOf && !row.extents.every((extent) => isThere(id, extent, sizeOf))) {
    yield notFixable(
      subject(tx, id),
      `has lost bytes of its file ${path}: restore it from a backup`,
    );
  }
}

function isThere(account: Id, extent: Extent, sizeOf: ContentSize): boolean {
  return (sizeOf(account, extent.blob) ?? 0) >= extent.offset + extent.length;
}
