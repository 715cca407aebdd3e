/**
 * Where a setting's value comes from when an object has none of its own (objects, sections 3.1 to
 * 3.4 and 17 row 3): Account, Domain's class, server's class, Domain defaults, server defaults,
 * built-in value. A value counts whole: dictionaries and arrays of two layers are never mixed.
 * Knows no command and no meaning of any setting but `ServiceClass`.
 */
import type { Reader } from '../../store/store.js';
import type { AccountRow, Id } from '../../tables/tables.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../../values/value.js';
import { domainById, fullName } from '../directory/directory.js';
import { asksForDefault, dictionaryOf, readDocument } from '../core/documents.js';
import { factoryAccountSettings } from './factory-account-settings.js';
import { factoryDomainSettings } from './factory-domain-settings.js';
import { factoryPreferences } from './factory-preferences.js';
import { tellMistyped } from './mistyped-settings.js';
import { server } from '../directory/subjects.js';

const nothing: Dictionary = new Map();

/** Settings of one level. */
interface Layer {
  /** In words, for the log. */
  readonly level: string;
  /** The name of the Account or Domain that they are of; asked only to tell of it. */
  readonly owner: () => string;
  readonly values: Dictionary;
}

/** A value that the data language writes as one word or text, as most settings are. */
const isText = (value: Value): boolean => typeof value === 'string' || typeof value === 'bigint';
const isTextOrList = (value: Value): boolean => isText(value) || isArray(value);

/** Settings that the server itself obeys, and that lists may be the values of. */
const listSettings = [
  'AccessModes',
  'DomainAccessModes',
  'AUTHMethods',
  'FailedLoginFlow',
] as const;

/** Those whose values are one word or text. */
const textSettings = [
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
  'AGradeLimit',
  'BGradeLimit',
  'CGradeLimit',
] as const;

/** A setting that the server itself obeys: no other one can be asked for by its name. */
export type ObeyedSetting = (typeof listSettings)[number] | (typeof textSettings)[number];

/** All of them. */
export const obeyedSettings: readonly ObeyedSetting[] = [...listSettings, ...textSettings];

/**
 * What a value of a setting must be to count at all: one of another type is as absent (ruling 27).
 * The settings that the server does not obey are kept and told only.
 */
const fits: ReadonlyMap<string, (value: Value) => boolean> = new Map([
  ...listSettings.map((key) => [key, isTextOrList] as const),
  ...textSettings.map((key) => [key, isText] as const),
]);

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
  key: ObeyedSetting,
): Value | undefined {
  return effectiveNamed(tx, domain, account, key);
}

/** The same for a setting that a client names, which may be any. */
export function effectiveNamed(
  tx: Reader,
  domain: Id,
  account: AccountRow,
  key: string,
): Value | undefined {
  return firstOf(accountLayers(tx, domain, ownLayer(tx, domain, account)), key);
}

/** All effective Account settings: the Account's own and whatever lower layers add to them. */
export function effectiveSettings(tx: Reader, domain: Id, account: AccountRow): Dictionary {
  return laidOver(accountLayers(tx, domain, ownLayer(tx, domain, account)));
}

/**
 * As `effectiveSetting`, for explicit settings that are not those of a stored Account: one that is
 * about to be.
 */
export function effectiveOfOwn(
  tx: Reader,
  domain: Id,
  own: Dictionary,
  key: ObeyedSetting,
): Value | undefined {
  const layer = { level: 'an account of', owner: domainOwner(tx, domain), values: own };
  return firstOf(accountLayers(tx, domain, layer), key);
}

/** The effective value of one Domain setting, or undefined when no layer has it. */
export function effectiveDomainSetting(
  tx: Reader,
  domain: Id,
  key: ObeyedSetting,
): Value | undefined {
  return firstOf(domainLayers(tx, domain), key);
}

/** All effective Domain settings. */
export function effectiveDomainSettings(tx: Reader, domain: Id): Dictionary {
  return laidOver(domainLayers(tx, domain));
}

/** All effective preferences of an Account. */
export function effectivePrefs(tx: Reader, domain: Id, account: Id): Dictionary {
  return laidOver([
    {
      level: 'the preferences of account number',
      owner: () => String(account),
      values: readDocument(tx, account, 'prefs'),
    },
    {
      level: 'the default preferences of',
      owner: domainOwner(tx, domain),
      values: readDocument(tx, domain, 'defaultPrefs'),
    },
    serverLayer('the default preferences of the server', readDocument(tx, server, 'defaultPrefs')),
    serverLayer('the server', factoryPreferences),
  ]);
}

function ownLayer(tx: Reader, domain: Id, { name, settings }: AccountRow): Layer {
  const owner = (): string => fullName(tx, domain, name);
  return { level: 'the account', owner, values: dictionaryOf(settings) };
}

function serverLayer(level: string, values: Dictionary): Layer {
  return { level, owner: () => '', values };
}

function domainOwner(tx: Reader, domain: Id): () => string {
  return () => domainById(tx, domain).name;
}

/** The layers of Account settings, highest first. */
function accountLayers(tx: Reader, domain: Id, own: Layer): readonly Layer[] {
  const domainDefaults = readDocument(tx, domain, 'accountDefaults');
  const serverDefaults = readDocument(tx, server, 'accountDefaults');
  const owner = domainOwner(tx, domain);
  const ofDomain: Layer = {
    level: 'the account defaults of',
    owner,
    values: withoutClasses(domainDefaults),
  };
  const ofServer = serverLayer(
    'the account defaults of the server',
    withoutClasses(serverDefaults),
  );
  const className = firstOf([own, ofDomain, ofServer], 'ServiceClass');
  return [
    own,
    { level: 'a service class of', owner, values: classOf(domainDefaults, className) },
    serverLayer('a service class of the server', classOf(serverDefaults, className)),
    ofDomain,
    ofServer,
    serverLayer('the server', factoryAccountSettings),
  ];
}

function domainLayers(tx: Reader, domain: Id): readonly Layer[] {
  const { name, settings } = domainById(tx, domain);
  return [
    { level: 'the domain', owner: () => name, values: dictionaryOf(settings) },
    serverLayer('the domain defaults of the server', readDocument(tx, server, 'domainDefaults')),
    serverLayer('the server', factoryDomainSettings),
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
function firstOf(layers: readonly Layer[], key: string): Value | undefined {
  const keys = spellings.get(key) ?? [key];
  for (const layer of layers) {
    for (const spelling of keys) {
      const value = layer.values.get(spelling);
      if (value !== undefined && counts(layer, spelling, value)) return value;
    }
  }
  return undefined;
}

/** Whether a value counts at all; of one that has the wrong type the log is told. */
function counts({ level, owner }: Layer, key: string, value: Value): boolean {
  if (asksForDefault(value)) return false;
  const isRight = fits.get(key)?.(value) ?? true;
  if (!isRight) tellMistyped(() => ({ key, level, owner: owner(), value }));
  return isRight;
}

function laidOver(layers: readonly Layer[]): Dictionary {
  const result = new Map<string, Value>();
  for (const layer of layers.toReversed()) {
    for (const [key, value] of layer.values) {
      if (!counts(layer, key, value)) continue;
      for (const other of spellings.get(key) ?? []) result.delete(other);
      result.set(key, value);
    }
  }
  return result;
}
