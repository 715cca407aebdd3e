/**
 * From the names in a command line to Domains and objects: a missing Domain is the actor's own,
 * `*` is the actor's Account (objects, section 1.1).
 */
import type { Actor } from '../access/actor.js';
import {
  type FoundAccount,
  type FoundDomain,
  accountOf,
  domainOf,
  findAccount,
  findDomain,
  findForwarder,
  findGroup,
  findList,
  findNamedTask,
} from '../engine/directory/directory.js';
import type { Address, DomainName, ObjectName } from '../engine/core/names.js';
import { refuse } from '../engine/core/refusal.js';
import type { Reader } from '../store/store.js';
import type { DomainId } from '../tables/tables.js';
import { self, type AccountReference } from './arguments.js';

/** What names are found in, and who gives the command. */
export interface Situation {
  readonly tx: Reader;
  readonly actor: Actor;
}

/** The Domain that a command means. Refuses with `unknown-domain`. */
export function targetDomain({ tx, actor }: Situation, name: DomainName | undefined): FoundDomain {
  if (name !== undefined) return findDomain(tx, name);
  return domainOf(tx, actor.row.domain);
}

/** The Account that a command means. Refuses with `unknown-domain` or `unknown-account`. */
export function targetAccount(situation: Situation, name: AccountReference): FoundAccount {
  if (name === self) return accountOf(situation.tx, situation.actor.id);
  return findAccount(situation.tx, targetDomain(situation, name.domain).id, name.name);
}

/** The Domain id that an object's address means. Refuses with `unknown-domain`. */
export function targetDomainOf(situation: Situation, { domain }: Address): FoundDomain {
  return targetDomain(situation, domain);
}

const targetOf =
  <Found>(find: (tx: Reader, domain: DomainId, name: ObjectName) => Found) =>
  (situation: Situation, address: Address): Found =>
    find(situation.tx, targetDomainOf(situation, address).id, address.name);

/** The Group that a command means. Refuses with `unknown-domain` or `unknown-group`. */
export const targetGroup = targetOf(findGroup);

/** The Forwarder that a command means. Refuses with `unknown-domain` or `unknown-forwarder`. */
export const targetForwarder = targetOf(findForwarder);

/** The Mailing List that a command means. Refuses with `unknown-domain` or `unknown-list`. */
export const targetList = targetOf(findList);

/** The Named Task that a command means. Refuses with `unknown-domain` or `unknown-task`. */
export const targetNamedTask = targetOf(findNamedTask);

/**
 * The new name of an object that stays in its Domain, given bare or with that Domain. Refuses with
 * `unknown-domain`, or with `illegal-value` when another Domain is given.
 */
export function newNameIn(
  situation: Situation,
  own: DomainId,
  { name, domain }: Address,
): ObjectName {
  if (domain !== undefined && findDomain(situation.tx, domain).id !== own) {
    refuse('illegal-value', 'this object cannot move to another domain');
  }
  return name;
}
