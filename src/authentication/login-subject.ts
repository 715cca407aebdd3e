/**
 * What the store knows of a login, read in one view: whose it is, how the password is kept, and
 * what stands against it whatever the password (objects, sections 3.5 and 11.6; protocol, sections
 * 4 and 4.6). A name that nobody has is read against a stand-in Account, so that it takes alike.
 */
import { isListed, isServiceOn, type Service } from '../engine/settings/access-modes.js';
import { applicationPasswordsMax } from '../engine/accounts/account-passwords.js';
import { domainById, fullName } from '../engine/directory/directory.js';
import { dictionaryOf, readDocument } from '../engine/core/documents.js';
import { readFlow, type Flow } from '../engine/logins/failed-logins.js';
import { lastLoginFrom, type Day } from '../engine/logins/known-addresses.js';
import {
  accountOfLogin,
  domainOfLogin,
  type BoundAddresses,
} from '../engine/logins/login-names.js';
import {
  effectiveDomainSetting,
  effectiveSetting,
  type ObeyedSetting,
} from '../engine/settings/settings-chain.js';
import { passwordForm, type PasswordForm } from '../passwords/passwords.js';
import type { Reader } from '../store/store.js';
import type { AccountRow, Id } from '../tables/tables.js';
import { asciiUpper } from '../values/letters.js';
import { isDictionary, type Value } from '../values/value.js';
import type { Peer } from './authenticator.js';
import { isLoopback } from './this-machine.js';

/** An attempt to log in, without its secret. */
export interface Attempt {
  readonly loginName: string;
  readonly peer: Peer;
  readonly kind: 'clear' | 'proof' | 'session';
  /** The SASL mechanism; undefined for the protocol's own verbs. */
  readonly method: string | undefined;
}

/** Where logins arrive. */
export interface LoginChannel {
  /** The service that must be on for whoever comes through this channel. */
  readonly service: Service;
  readonly bound: BoundAddresses;
}

/** What the store says of an attempt. */
export interface LoginSubject {
  /** Undefined when no Account has the name. */
  readonly account: Id | undefined;
  /** The Account's full name. */
  readonly name: string;
  readonly stored: string | undefined;
  /** The stored forms of application passwords, as many as are tried. */
  readonly applications: readonly string[];
  /** The form that the Account's passwords are to have. */
  readonly form: PasswordForm;
  readonly flow: Flow | undefined;
  /** The day of the Account's last login from the client's address, if it is known. */
  readonly lastFrom: Day | undefined;
  /** A Master comes from this machine: no setting and no block of the address stands against it. */
  readonly isRescue: boolean;
  /** Why the answer is no, whatever the password. */
  readonly denial: string | undefined;
}

/** What `AUTHMethods` calls every method that sends the clear password. */
const clearMethod = 'CLRTXT';

/** What it may call the id of a web session. */
const sessionMethods: readonly string[] = ['SESSIONID', 'WEBUSER'];

/** Stands in for the Account of a name that nobody has. */
const nobody: Omit<AccountRow, 'domain'> = {
  name: '',
  type: 'MultiMailbox',
  place: '',
  legacy: false,
  created: 0,
  aliases: [],
  telnums: [],
  rights: [],
  settings: '{}',
};

/** Reads what decides on an attempt; `network` is what counts as the client's address. */
export function readSubject(
  tx: Reader,
  attempt: Attempt,
  channel: LoginChannel,
  network: string,
): LoginSubject {
  const { loginName, peer } = attempt;
  const found = accountOfLogin(tx, loginName, peer.localAddress, channel.bound);
  const domain = domainOfLogin(tx, loginName, peer.localAddress, channel.bound);
  const row = found?.row ?? { ...nobody, domain };
  const setting = (key: ObeyedSetting): Value | undefined =>
    effectiveSetting(tx, row.domain, row, key);
  const stored = dictionaryOf(row.settings).get('Password');
  const form = setting('PasswordEncryption');
  const isRescue = isMasterHere(tx, row, peer);
  const denial = isRescue ? undefined : denialOf(tx, row, attempt, channel, setting);
  return {
    account: found?.id,
    name: fullName(tx, row.domain, row.name),
    stored: typeof stored === 'string' && stored !== '' ? stored : undefined,
    applications: applicationPasswords(tx, found?.id),
    form: (typeof form === 'string' ? passwordForm(form) : undefined) ?? 'A-crpt',
    flow: isRescue ? undefined : readFlow(setting('FailedLoginFlow')),
    lastFrom: lastLoginFrom(tx, found?.id ?? 0, network),
    isRescue,
    denial: found ? denial : 'there is no such account',
  };
}

/**
 * Whether a Master comes from this very machine: then no setting stands against it, at whatever
 * level, so that no mistake locks the last one out (ruling 27). Guesses are limited all the same.
 */
function isMasterHere(
  tx: Reader,
  { domain, rights }: AccountRow,
  { remoteAddress }: Peer,
): boolean {
  return isLoopback(remoteAddress) && rights.includes('Master') && domainById(tx, domain).main;
}

function denialOf(
  tx: Reader,
  row: AccountRow,
  { kind, method, peer }: Attempt,
  { service }: LoginChannel,
  setting: (key: ObeyedSetting) => Value | undefined,
): string | undefined {
  const domainModes = effectiveDomainSetting(tx, row.domain, 'DomainAccessModes');
  const methods = effectiveDomainSetting(tx, row.domain, 'AUTHMethods');
  const called = {
    clear: [clearMethod, method ?? clearMethod],
    proof: [method ?? 'APOP'],
    session: sessionMethods,
  }[kind];
  const denials: readonly (readonly [stands: boolean, why: string])[] = [
    [domainById(tx, row.domain).suspended, 'the domain is suspended'],
    [!isServiceOn(domainModes, service), `the domain has no ${service} service`],
    [!isServiceOn(setting('AccessModes'), service), `the account has no ${service} service`],
    [!isListed(methods, called), 'the domain does not allow this method'],
    [
      kind === 'clear' && !peer.secure && isWord(setting('RequireAPOP'), 'YES'),
      'the account requires a secure method',
    ],
    [
      kind !== 'session' && isWord(setting('UseAppPassword'), 'NO'),
      'the account does not use passwords kept here',
    ],
  ];
  return denials.find(([stands]) => stands)?.[1];
}

/** The application passwords of an Account; alternative passwords (SIP, RADIUS) are no logins here. */
function applicationPasswords(tx: Reader, account: Id | undefined): readonly string[] {
  const tags = readDocument(tx, account ?? 0, 'passwords').get('Tags');
  if (!isDictionary(tags)) return [];
  return [...tags.values()]
    .filter((stored): stored is string => typeof stored === 'string' && stored !== '')
    .slice(0, applicationPasswordsMax);
}

function isWord(value: Value | undefined, word: string): boolean {
  return typeof value === 'string' && asciiUpper(value) === word;
}
