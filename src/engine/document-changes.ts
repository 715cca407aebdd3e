/**
 * Changes of documents with their journal entries: the one way to write a document of the server
 * or of a Domain. Knows no document's meaning.
 */
import type { AccountRow, DomainRow, Id } from '../store/tables.js';
import { isDictionary, type Dictionary, type Value } from '../values/value.js';
import type { Change, JournalKind } from './change.js';
import { fullName, type Found } from './directory.js';
import {
  documentText,
  merged,
  readDocument,
  replaced,
  server,
  valueOf,
  writeDocument,
  type DocumentName,
} from './documents.js';
import { maskedText } from './secrets.js';

/** Whose document it is, as the journal names it. */
export interface DocumentOwner {
  readonly kind: JournalKind;
  readonly id: Id;
  readonly name: string;
}

/** The server itself as the owner of documents. */
export const theServer: DocumentOwner = { kind: 'server', id: server, name: 'server' };

/** A Domain as the owner of documents. */
export function theDomain({ id, row }: Found<DomainRow>): DocumentOwner {
  return { kind: 'domain', id, name: row.name };
}

/** An Account as the owner of documents. */
export function theAccount({ tx }: Change, { id, row }: Found<AccountRow>): DocumentOwner {
  return { kind: 'account', id, name: fullName(tx, row.domain, row.name) };
}

/** Replaces a document and notes it; the same value again changes nothing and notes nothing. */
export function changeDocument(
  change: Change,
  owner: DocumentOwner,
  name: DocumentName,
  value: Value,
): void {
  const before = documentText(change.tx, owner.id, name);
  const after = writeDocument(change.tx, owner.id, name, value);
  if (after === before) return;
  change.effects.push({
    ...owner,
    field: name,
    before: before === undefined ? undefined : withoutSecrets(valueOf(before), before),
    after: after === undefined ? undefined : withoutSecrets(value, after),
  });
}

/** Lays given settings over a dictionary document, as Update commands do. */
export function updateDocument(
  change: Change,
  owner: DocumentOwner,
  name: DocumentName,
  given: Dictionary,
): void {
  changeDocument(change, owner, name, merged(readDocument(change.tx, owner.id, name), given));
}

/** Replaces a dictionary document by given settings, as Set commands do. */
export function setDocument(
  change: Change,
  owner: DocumentOwner,
  name: DocumentName,
  given: Dictionary,
): void {
  changeDocument(change, owner, name, replaced(given));
}

/** The text of a value, which is printed already, without secrets. */
function withoutSecrets(value: Value, printed: string): string {
  return isDictionary(value) ? maskedText(value, printed) : printed;
}
