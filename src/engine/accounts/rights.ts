/**
 * Administrator rights: their names, the one order in which they are printed, and the rules of
 * giving and taking them (protocol, section 10; objects, section 14; rulings 1, 4, 6). Knows
 * nothing of who asks: `src/access` decides that.
 */
import type { Reader } from '../../store/store.js';
import { accounts, type AccountId, type AccountRow } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Change } from '../core/change.js';
import {
  type FoundAccount,
  accountById,
  addToCounter,
  counter,
  domainById,
} from '../directory/directory.js';
import { effectOn } from '../core/effects.js';
import { refuse } from '../core/refusal.js';
import { subjectOf } from '../directory/subjects.js';

/** Rights on the server, for Accounts of the Main Domain only, in the order of printing. */
export const serverRights = [
  'Master',
  'Settings',
  'UserAccounts',
  'DomainsRead',
  'Monitor',
  'CanRejectQueues',
  'CanReleaseQueues',
  'CanTuneLog',
  'Directory',
] as const;

/** Rights in a Domain, in the order of printing; without `Domain` the others have no effect. */
export const domainRights = [
  'Domain',
  'BasicSettings',
  'PSTNSettings',
  'CanCreateAccounts',
  'CanCreateSpecialAccounts',
  'CanCreateAliases',
  'CanCreateTelnums',
  'CanCreateGroups',
  'CanCreateForwarders',
  'CanCreateNamedTasks',
  'CanCreateLists',
  'CanAccessLists',
  'CanAccessWebSites',
  'CanCreateWebUserSessions',
  'CanImpersonate',
  'CanModifyRPOP',
  'CanModifyRSIP',
  'RulesAllowed',
  'SignalRulesAllowed',
  'WebUserSettings',
  'CanModifySkins',
  'CanModifyPBXApps',
  'CanCreditAccounts',
  'CanAccessMailboxes',
  'CanPostAlerts',
  'CentralDirectory',
] as const;

export type ServerRight = (typeof serverRights)[number];
export type DomainRight = (typeof domainRights)[number];

/** Other spellings of the All Domains right that clients send. */
export const allDomainsSpellings: readonly string[] = ['Users', 'AllDomains', 'CanAccessAll'];

const printedOrder: readonly string[] = [...serverRights, ...domainRights];
const serverRightNames: ReadonlySet<string> = new Set(serverRights);

/** The counter of Accounts that hold Master, so that the last one is known without a search. */
export const masters = 'masters';

/** Whether only Accounts of the Main Domain may hold a right. */
export function isServerRight(right: string): right is ServerRight {
  return serverRightNames.has(right);
}

/** Whether an Account holds server rights that count: those of Accounts of the Main Domain do. */
export function holdsServerRights(tx: Reader, { domain, rights }: AccountRow): boolean {
  return rights.some(isServerRight) && domainById(tx, domain).main;
}

/**
 * Rights as they are kept and printed: every right once, known ones in the one order, unknown ones
 * last as given; the spellings of All Domains become `UserAccounts`. Refuses with `illegal-value` a
 * right that is empty or holds control characters.
 */
export function inPrintedOrder(given: readonly string[]): readonly string[] {
  const rights = new Set<string>();
  for (const right of given) {
    if (right === '' || /[\0-\x1f]/.test(right)) refuse('illegal-value', 'illegal access right');
    rights.add(allDomainsSpellings.includes(right) ? 'UserAccounts' : right);
  }
  const known = printedOrder.filter((right) => rights.delete(right));
  return [...known, ...rights];
}

/**
 * Replaces the rights of an Account. Refuses with `illegal-value` server rights outside the Main
 * Domain (ruling 6) and with `last-master` when nobody would hold Master any more (ruling 4).
 */
export function setRights(change: Change, account: FoundAccount, given: readonly string[]): void {
  const rights = inPrintedOrder(given);
  if (rights.some(isServerRight) && !domainById(change.tx, account.row.domain).main) {
    refuse('illegal-value', 'server rights are for accounts of the main domain only');
  }
  keepRights(change, account, rights);
}

/**
 * Takes all rights of an Account away, before it is deleted or moves to another Domain. Refuses
 * with `last-master`.
 */
export function dropRights(change: Change, account: FoundAccount): void {
  keepRights(change, account, []);
}

/** Makes an Account of the Main Domain a holder of Master beside what it may do already. */
export function grantMaster(change: Change, account: FoundAccount): void {
  setRights(change, account, ['Master', ...account.row.rights]);
}

/** Refuses with `last-master` when this Account is the only holder of Master. */
export function requireNotLastMaster(tx: Reader, account: AccountId): void {
  if (counter(tx, masters) > 1) return;
  if (accountById(tx, account).rights.includes('Master')) refuse('last-master');
}

function keepRights(change: Change, { id, row }: FoundAccount, rights: readonly string[]): void {
  const before = print(row.rights);
  const after = print(rights);
  if (before === after) return;
  const { tx } = change;
  const [was, is] = [row.rights.includes('Master'), rights.includes('Master')];
  if (was && !is) requireNotLastMaster(tx, id);
  if (was !== is) addToCounter(tx, masters, is ? 1 : -1);
  change.update(
    accounts,
    id,
    (present) => ({ ...present, rights }),
    () => effectOn(subjectOf(tx, 'account', id, row), 'rights', { before, after }),
  );
}
