/**
 * The rows of an imported Account: everything that belongs to it alone, in one transaction with its
 * neighbours. What points to it from elsewhere is written by others.
 */
import { transactions } from '../../tables/balance-tables.js';
import { inAccount, mailboxes } from '../../tables/mailbox-tables.js';
import type { Writer } from '../../store/store.js';
import {
  storageFiles,
  storageTotals,
  type Extent,
  type StorageTotals,
} from '../../tables/storage-file-tables.js';
import { accounts, inDomain, names, type AccountRow, type Id } from '../../tables/tables.js';
import { addToCounter, countOf, newId } from '../../engine/directory/directory.js';
import { writeDocument, type DocumentName } from '../../engine/core/documents.js';
import { Change } from '../../engine/core/change.js';
import { ensureSet, keepEntry } from '../../engine/services/datasets.js';
import { inbox, outerPaths, type MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import { blank } from '../../engine/mailboxes/mailboxes.js';
import { Refusal } from '../../engine/core/refusal.js';
import { lengthOf } from '../../engine/file-storage/extents.js';
import { print } from '../../values/print.js';
import type { Value } from '../../values/value.js';
import type { AccountParts } from '../reading/account-files.js';
import type { Report } from '../reading/report.js';
import { isGrade } from '../../engine/settings/account-limits.js';

/** An Account that is ready to become rows. */
export interface PreparedAccount {
  readonly id: Id;
  readonly row: AccountRow;
  readonly parts: AccountParts;
  readonly documents: ReadonlyMap<DocumentName, Value>;
  /** The format of new Mailboxes where a Mailbox names none. */
  readonly usualFormat: string;
  /** The bytes of stored files by the files' paths. */
  readonly extents: ReadonlyMap<string, readonly Extent[]>;
  /** Where the Account was found, for the report. */
  readonly source: string;
}

/** The digits of a transaction's number in its key, as the engine writes them. */
const numberDigits = 12;

/** Writes the rows of an Account. `report` gets what the engine refuses to keep. */
export function putAccount(tx: Writer, account: PreparedAccount, report: Report): void {
  const { id, row, parts } = account;
  const { domain, name, type } = row;
  tx.put(names, inDomain(domain, name), { kind: 'account', id, type });
  tx.put(accounts, id, row);
  addToCounter(tx, countOf('account', domain), 1);
  if (isGrade(type)) addToCounter(tx, countOf(`grade ${type}`, domain), 1);
  for (const alias of row.aliases) {
    tx.put(names, inDomain(domain, alias), { kind: 'alias', id, type: '' });
  }
  if (row.aliases.length > 0) addToCounter(tx, countOf('alias', domain), row.aliases.length);
  for (const [document, value] of account.documents) writeDocument(tx, id, document, value);
  for (const told of parts.transactions) {
    const number = String(newId(tx)).padStart(numberDigits, '0');
    tx.put(transactions, `${id}/${number}`, print(told));
  }
  putMailboxes(tx, account);
  putDatasets(tx, account, report);
  putStorage(tx, account);
}

/** An INBOX about which nothing is known but its Account's age has no row. */
function putMailboxes(tx: Writer, { id, row, parts, usualFormat }: PreparedAccount): void {
  const { info } = parts;
  const paths = new Set<MailboxPath>([inbox, ...parts.mailboxes.keys(), ...info.mailboxes.keys()]);
  for (const path of [...paths]) for (const outer of outerPaths(path)) paths.add(outer);
  const withInner = new Set<string>([...paths].flatMap(outerPaths));
  const fallback = Math.floor(row.created / 1000);
  for (const path of paths) {
    const found = parts.mailboxes.get(path);
    const told = info.mailboxes.get(path);
    const store = path === inbox || found?.format !== undefined || told?.store === true;
    const format = found?.format === usualFormat ? '' : (found?.format ?? '');
    const uidValidity = told?.uidValidity ?? fallback;
    const next = {
      ...blank,
      id: path === inbox ? 0 : newId(tx),
      store,
      folder: found?.folder === true || told?.folder === true || withInner.has(path),
      created: !store ? 0 : uidValidity === fallback ? row.created : uidValidity * 1000,
      boxClass: told?.boxClass ?? '',
      format: told?.format || (path === inbox ? '' : format),
      acl: print(told?.access ?? new Map()),
      info: print(told?.elements ?? new Map()),
    };
    const untouched = { ...blank, store: true, created: row.created };
    if (path === inbox && mailboxes.encode(next) === mailboxes.encode(untouched)) continue;
    tx.put(mailboxes, inAccount(id, path), next);
  }
}

function putDatasets(
  tx: Writer,
  { id, row, parts, source }: PreparedAccount,
  report: Report,
): void {
  if (parts.datasets.size === 0) return;
  const change = new Change(tx, row.created);
  const owner = { kind: 'account', id, domain: row.domain, name: row.name } as const;
  for (const [setName, entries] of parts.datasets) {
    try {
      const set = ensureSet(change, owner, setName);
      for (const [name, entry] of entries) keepEntry(change, { owner, set, setName, name }, entry);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report.add('dropped', source, `a part of the dataset ${setName}: ${error.reason}`);
    }
  }
}

function putStorage(tx: Writer, { id, parts, extents }: PreparedAccount): void {
  if (parts.storage.length === 0) return;
  let totals: StorageTotals = { bytes: 0, files: 0, directories: 0 };
  for (const { path, created, modified, metaModified, attributes } of parts.storage) {
    const own = extents.get(path) ?? [];
    const size = lengthOf(own);
    const { bytes, files, directories } = totals;
    totals = path.endsWith('/')
      ? { bytes, files, directories: directories + 1 }
      : { bytes: bytes + size, files: files + 1, directories };
    tx.put(storageFiles, `${id}/${path}`, {
      size,
      created,
      modified,
      metaModified,
      attributes,
      extents: own,
    });
  }
  tx.put(storageTotals, id, totals);
}
