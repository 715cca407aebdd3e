/**
 * Changes of documents with their journal entries: the one way to write a document of the server
 * or of a Domain. Knows no document's meaning.
 */
import { documents } from '../../tables/tables.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from './change.js';
import {
  documentKey,
  documentText,
  merged,
  readDocument,
  replaced,
  textToKeep,
  valueOf,
  type DocumentName,
} from './documents.js';
import { effectOn, type Effect, type Subject } from './effects.js';
import { maskedText } from './secrets.js';

/** Whose document it is, as the journal names it. */
export type DocumentOwner = Subject<'server' | 'domain' | 'account'>;

/** Replaces a document and notes it; the same value again changes nothing and notes nothing. */
export function changeDocument(
  change: Change,
  owner: DocumentOwner,
  name: DocumentName,
  value: Value,
): void {
  const before = documentText(change.tx, owner.id, name);
  const after = textToKeep(value);
  if (after === before) return;
  const told = effectOn(owner, name, {
    before: before === undefined ? undefined : withoutSecrets(valueOf(before), before),
    after: after === undefined ? undefined : withoutSecrets(value, after),
  });
  replaceText(change, owner, name, after, told);
}

/** Replaces a document of which the journal is only told that it is another one. */
export function replaceSecretDocument(
  change: Change,
  owner: DocumentOwner,
  name: DocumentName,
  value: Value,
): void {
  const told = effectOn(owner, name, { before: undefined, after: undefined });
  replaceText(change, owner, name, textToKeep(value), told);
}

function replaceText(
  change: Change,
  owner: DocumentOwner,
  name: DocumentName,
  text: string | undefined,
  told: Effect,
): void {
  const key = documentKey(owner.id, name);
  if (text === undefined) change.remove(documents, key, told);
  else change.put(documents, key, text, told);
}

/** Merges given settings into a dictionary document, as Update commands do. */
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
