/**
 * Where a setting's value comes from when an object has none of its own (objects, sections 3.1 to
 * 3.4 and 17 row 3): Account, Domain's class, server's class, Domain defaults, server defaults,
 * built-in value. A value counts whole: dictionaries and arrays of two layers are never mixed.
 * Knows no command and no meaning of any setting but `ServiceClass`.
 */
import type { Reader } from '../store/store.js';
import type { AccountRow, Id } from '../store/tables.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../values/value.js';
import { domainById } from './directory.js';
import { asksForDefault, dictionaryOf, readDocument, server } from './documents.js';
import { factoryAccountSettings } from './factory-account-settings.js';
import { factoryDomainSettings } from './factory-domain-settings.js';
import { factoryPreferences } from './factory-preferences.js';

const nothing: Dictionary = new Map();

/** A value that the data language writes as one word or text, as most settings are. */
const isText = (value: Value): boolean => typeof value === 'string' || typeof value === 'bigint';
const isTextOrList = (value: Value): boolean => isText(value) || isArray(value);

/**
 * What a value of a setting must be to count at all: one of another type is as absent (rulings 27).
 * Named here are those that the server itself obeys; the others are kept and told only.
 */
const fits: ReadonlyMap<string, (value: Value) => boolean> = new Map([
  ...['AccessModes', 'DomainAccessModes', 'AUTHMethods'].map((key) => [key, isTextOrList] as const),
  ['FailedLoginFlow', isTextOrList] as const,
  ...[
    'RequireAPOP',
    'UseAppPassword',
    'PWDAllowed',
    'CanModifyPassword',
    'PasswordEncryption',
    'PasswordComplexity',
    'ServiceClass',
    'RPOPAllowed',
    'RSIPAllowed',
    'RulesAllowed',
    'SignalRulesAllowed',
    'MaxMailboxes',
    'MaxRosterItems',
    'MaxWebSize',
    'MaxWebFiles',
    'MaxFileSize',
    'DefaultMailboxType',
    'AccessToUnknown',
    'AccessRerouteAddress',
    'MailToUnknown',
    'MailRerouteAddress',
    'SignalToUnknown',
    'SignalRerouteAddress',
    'Foldering',
    'RenameInPlace',
    'AccountsLimit',
    'ListsLimit',
  ].map((key) => [key, isText] as const),
]);

/** Whether a value counts for a setting, by its type. */
export function isOfRightType(key: string, value: Value): boolean {
  return fits.get(key)?.(value) ?? true;
}

/** Settings that have two names: whether users may change their own password. */
const spellings: ReadonlyMap<string, readonly string[]> = new Map([
  ['PWDAllowed', ['PWDAllowed', 'CanModifyPassword']],
  ['CanModifyPassword', ['CanModifyPassword', 'PWDAllowed']],
]);

/** The effective value of one Account setting, or undefined when no layer has it. */
export function effectiveSetting(
  tx: Reader,
  domain: Id,
  account: AccountRow,
  key: string,
): Value | undefined {
  return effectiveOfOwn(tx, domain, dictionaryOf(account.settings), key);
}

/** All effective Account settings: the Account's own and whatever lower layers add to them. */
export function effectiveSettings(tx: Reader, domain: Id, account: AccountRow): Dictionary {
  return laidOver(accountLayers(tx, domain, dictionaryOf(account.settings)));
}

/**
 * As `effectiveSetting`, for explicit settings that are not those of a stored Account: one that is
 * about to be.
 */
export function effectiveOfOwn(
  tx: Reader,
  domain: Id,
  own: Dictionary,
  key: string,
): Value | undefined {
  return firstOf(accountLayers(tx, domain, own), key);
}

/** The effective value of one Domain setting, or undefined when no layer has it. */
export function effectiveDomainSetting(tx: Reader, domain: Id, key: string): Value | undefined {
  return firstOf(domainLayers(tx, domain), key);
}

/** All effective Domain settings. */
export function effectiveDomainSettings(tx: Reader, domain: Id): Dictionary {
  return laidOver(domainLayers(tx, domain));
}

/** All effective preferences of an Account. */
export function effectivePrefs(tx: Reader, domain: Id, account: Id): Dictionary {
  return laidOver([
    readDocument(tx, account, 'prefs'),
    readDocument(tx, domain, 'defaultPrefs'),
    readDocument(tx, server, 'defaultPrefs'),
    factoryPreferences,
  ]);
}

/** The layers of Account settings, highest first. */
function accountLayers(tx: Reader, domain: Id, own: Dictionary): readonly Dictionary[] {
  const domainDefaults = readDocument(tx, domain, 'accountDefaults');
  const serverDefaults = readDocument(tx, server, 'accountDefaults');
  const plain = [own, domainDefaults, serverDefaults];
  const className = firstOf(plain, 'ServiceClass');
  return [
    own,
    classOf(domainDefaults, className),
    classOf(serverDefaults, className),
    withoutClasses(domainDefaults),
    withoutClasses(serverDefaults),
    factoryAccountSettings,
  ];
}

function domainLayers(tx: Reader, domain: Id): readonly Dictionary[] {
  return [
    dictionaryOf(domainById(tx, domain).settings),
    readDocument(tx, server, 'domainDefaults'),
    factoryDomainSettings,
  ];
}

/** The settings of a service class as one level of defaults has them. */
function classOf(defaults: Dictionary, name: Value | undefined): Dictionary {
  const classes = defaults.get('ServiceClasses');
  const settings =
    isDictionary(classes) && typeof name === 'string' ? classes.get(name) : undefined;
  return isDictionary(settings) ? settings : nothing;
}

/** The definitions of the classes are no setting of any Account. */
function withoutClasses(defaults: Dictionary): Dictionary {
  if (!defaults.has('ServiceClasses')) return defaults;
  const rest = new Map(defaults);
  rest.delete('ServiceClasses');
  return rest;
}

/**
 * The value of the highest layer that has the key in any of its spellings. A class may say `default`
 * for what it leaves to lower layers, so such a value never counts.
 */
function firstOf(layers: readonly Dictionary[], key: string): Value | undefined {
  const keys = spellings.get(key) ?? [key];
  for (const layer of layers) {
    for (const spelling of keys) {
      const value = layer.get(spelling);
      if (value === undefined || asksForDefault(value)) continue;
      if (isOfRightType(spelling, value)) return value;
    }
  }
  return undefined;
}

function laidOver(layers: readonly Dictionary[]): Dictionary {
  const result = new Map<string, Value>();
  for (const layer of layers.toReversed()) {
    for (const [key, value] of layer) {
      if (asksForDefault(value) || !isOfRightType(key, value)) continue;
      for (const other of spellings.get(key) ?? []) result.delete(other);
      result.set(key, value);
    }
  }
  return result;
}
