/**
 * Documents: dictionaries (and arrays) that belong to the server, a Domain or an object, kept as
 * their one-line text. This file reads, merges and writes them and knows the meaning of `default`
 * (objects, section 3; catalogue, rule 8); which settings exist and inherit from where is elsewhere.
 */
import { BoundedMap } from '../../memory/bounded-map.js';
import { documents, type OwnerId } from '../../tables/tables.js';
import { keysUnder, type Reader, type Writer } from '../../store/store.js';
import { asciiLower } from '../../values/letters.js';
import { print } from '../../values/print.js';
import { readValue } from '../../values/read.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';

/** The documents beside an Account's own row. */
export type AccountDocument =
  | 'prefs'
  | 'signalRules'
  | 'rpops'
  | 'rsips'
  | 'scheduledTasks'
  | 'acl'
  | 'alerts'
  | 'roster'
  | 'balances'
  | 'fileSubscription'
  | 'subscription'
  | 'mailboxAliases'
  | 'passwords'
  | 'statistics'
  | 'knownAddresses';

/** The documents of the server and of Domains. */
export type DocumentName =
  | AccountDocument
  | 'domainDefaults'
  | 'accountDefaults'
  | 'defaultPrefs'
  | 'template'
  | 'mailRules'
  | 'trustedCerts'
  | 'directoryIntegration'
  | 'domainStorage'
  | 'accountStorage'
  | 'traces'
  | ServerDocument;

/** The documents of the server's own settings. */
export type ServerDocument =
  | `module/${string}`
  | 'queue'
  | 'signal'
  | 'mediaServer'
  | 'session'
  | 'cluster'
  | 'log'
  | 'network'
  | 'resolver'
  | 'banned'
  | 'routerTable'
  | 'routerSettings'
  | 'serverSettings'
  | 'lanIPs'
  | 'clientIPs'
  | 'blacklistedIPs'
  | 'whiteHoleIPs'
  | 'natedIPs'
  | 'natSiteIPs'
  | 'debugIPs'
  | 'deniedIPs'
  | 'directoryUnits'
  | 'directoryAccessRights';

const noSettings: Dictionary = new Map();

/** Texts that were read lately, with their values: defaults and templates are read again and again. */
const lately = new BoundedMap<string, Value>(1000);

/** The value of a stored text. Values are shared: never modify one. */
export function valueOf(text: string): Value {
  const known = lately.get(text);
  if (known !== undefined) return known;
  const value = readValue(text);
  lately.set(text, value);
  return value;
}

/** The dictionary of a stored text. */
export function dictionaryOf(text: string): Dictionary {
  if (text === '{}') return noSettings;
  const value = valueOf(text);
  return isDictionary(value) ? value : noSettings;
}

/** The text of a document, or undefined when it was never set. */
export function documentText(tx: Reader, owner: OwnerId, name: DocumentName): string | undefined {
  return tx.get(documents, documentKey(owner, name));
}

/** A document as a dictionary; empty when it was never set. */
export function readDocument(tx: Reader, owner: OwnerId, name: DocumentName): Dictionary {
  return dictionaryOf(documentText(tx, owner, name) ?? '{}');
}

/** The texts of all documents that an owner has, by their names. */
export function documentsOf(tx: Reader, owner: OwnerId): ReadonlyMap<string, string> {
  const prefix = `${owner}/`;
  return new Map(
    Array.from(tx.range(documents, keysUnder(prefix)), ([key, text]) => [
      key.slice(prefix.length),
      text,
    ]),
  );
}

/** The key of a document. */
export function documentKey(owner: OwnerId, name: DocumentName): string {
  return `${owner}/${name}`;
}

/** The text that a document is kept as; undefined for none: an empty dictionary, array or string. */
export function textToKeep(value: Value): string | undefined {
  const text = print(value);
  return text === '{}' || text === '()' || text === '""' ? undefined : text;
}

/**
 * Replaces a document beside the journal: for what counts along by itself, such as statistics, and
 * for stores that no server has open. Commands change documents by `document-changes.ts`.
 */
export function writeDocument(tx: Writer, owner: OwnerId, name: DocumentName, value: Value): void {
  const text = textToKeep(value);
  if (text === undefined) tx.remove(documents, documentKey(owner, name));
  else tx.put(documents, documentKey(owner, name), text);
}

/** Whether a given value asks to remove the setting: the string `default` in any case, or null. */
export function asksForDefault(value: Value): boolean {
  return value === null || (typeof value === 'string' && asciiLower(value) === 'default');
}

/** `given` merged into `settings`; keys whose value asks for the default are removed. Only the top level counts. */
export function merged(settings: Dictionary, given: Dictionary): Dictionary {
  if (settings.size === 0 && !hasDefault(given)) return given;
  const result = new Map(settings);
  for (const [key, value] of given) {
    if (asksForDefault(value)) result.delete(key);
    else result.set(key, value);
  }
  return result;
}

/** A whole new dictionary as Set commands take it: keys whose value asks for the default are left out. */
export function replaced(given: Dictionary): Dictionary {
  return merged(noSettings, given);
}

/** A dictionary of records without those whose value is null, which are absent (ruling 23). */
export function presentRecords(given: Dictionary): Dictionary {
  return new Map(Array.from(given).filter(([, record]) => record !== null));
}

function hasDefault(given: Dictionary): boolean {
  for (const value of given.values()) if (asksForDefault(value)) return true;
  return false;
}
