/**
 * The access check, made once for every command before it runs (protocol, section 10; objects,
 * section 14). Knows needs and rights, and no single command.
 *
 * Server administrators for all Domains pass at once, without a look-up, so that the engine can
 * tell them that a Domain or an Account is missing. Whoever lacks a right hears the same `no-right`
 * whether or not what was named exists, so nothing can be found out by trying.
 */
import { findName } from '../engine/directory.js';
import type { Address, DomainName, ObjectName } from '../engine/names.js';
import { refuse } from '../engine/refusal.js';
import { isServerRight, type DomainRight, type ServerRight } from '../engine/rights.js';
import { lists } from '../store/list-tables.js';
import type { Reader } from '../store/store.js';
import { accounts, domainNames, domains, type Id } from '../store/tables.js';
import { holdsServerRight, managesAllDomains, type Actor } from './actor.js';
import type { Need } from './need.js';

/** What an argument that stands for a Domain or an object may be; undefined: the actor's Domain. */
type Target = Address | DomainName | '*' | undefined;

/**
 * Refuses with `no-right` when the actor may not do what a command needs. `values` are the
 * command's arguments; `reading` tells a query from a change, for the Domains Read right.
 */
export function requireAllowed(
  tx: Reader,
  actor: Actor,
  need: Need,
  values: Readonly<Record<string, unknown>>,
  reading: boolean,
): void {
  if (!isAllowed(tx, actor, need, values, reading)) refuse('no-right');
}

/** Whether the actor may do what a need says; for what depends on an argument's value. */
export function isAllowed(
  tx: Reader,
  actor: Actor,
  need: Need,
  values: Readonly<Record<string, unknown>>,
  reading: boolean,
): boolean {
  if (need.kind === 'anyone') return true;
  if (need.kind === 'server') return isServerAdministrator(actor, need.right);
  if (managesAllDomains(actor)) return true;
  if (reading && need.right === undefined && holdsServerRight(actor, 'DomainsRead')) return true;
  if (need.kind === 'domain') {
    return (
      isDomainAdministrator(actor, need.right) &&
      need.of.every((name) => mayAdminister(tx, actor, targetOf(values[name]), reading))
    );
  }
  const target = targetOf(values[need.of]);
  const owns = need.kind === 'owner' ? isOwnAccount : isOwnList;
  if (owns(tx, actor, target)) return true;
  return isDomainAdministrator(actor, need.right) && mayAdminister(tx, actor, target, reading);
}

/** The arguments that a need names are read by types of `commands/arguments.ts` for targets. */
function targetOf(value: unknown): Target {
  return value as Target;
}

function isServerAdministrator(
  actor: Actor,
  right: ServerRight | readonly ServerRight[] | 'any',
): boolean {
  if (right === 'any') return actor.inMainDomain && actor.row.rights.some(isServerRight);
  if (typeof right === 'string') return holdsServerRight(actor, right);
  return right.some((one) => holdsServerRight(actor, one));
}

/** Without the right `Domain`, the other rights of a Domain administrator have no effect. */
function isDomainAdministrator(actor: Actor, right: DomainRight | undefined): boolean {
  return actor.rights.has('Domain') && (right === undefined || actor.rights.has(right));
}

/** Whether a Domain administrator's rights reach a target. */
function mayAdminister(tx: Reader, actor: Actor, target: Target, reading: boolean): boolean {
  const domain = domainOf(tx, actor, target);
  if (domain === undefined || !isAdministeredFrom(tx, domain, actor.row.domain)) return false;
  if (reading || typeof target !== 'object') return true;
  return !isForeignServerAdministrator(tx, actor, domain, target.name);
}

/** The id of the Domain that a target means, or undefined when there is none of that name. */
function domainOf(tx: Reader, actor: Actor, target: Target): Id | undefined {
  if (target === undefined || target === '*') return actor.row.domain;
  const name = typeof target === 'string' ? target : target.domain;
  return name === undefined ? actor.row.domain : tx.get(domainNames, name)?.domain;
}

/** A Domain is administered from itself and from the Domain that its `AdminDomainName` names. */
function isAdministeredFrom(tx: Reader, domain: Id, from: Id): boolean {
  if (domain === from) return true;
  const administering = tx.get(domains, domain)?.adminDomain ?? '';
  return administering !== '' && tx.get(domainNames, administering)?.domain === from;
}

/**
 * A Domain administrator of the Main Domain changes no Account that holds server rights but its
 * own: else a new password for the postmaster would make anyone with `BasicSettings` a Master.
 */
function isForeignServerAdministrator(
  tx: Reader,
  actor: Actor,
  domain: Id,
  name: ObjectName,
): boolean {
  const entry = findName(tx, domain, name);
  if (entry?.kind !== 'account' || entry.id === actor.id) return false;
  return tx.get(accounts, entry.id)?.rights.some(isServerRight) === true;
}

function isOwnAccount(tx: Reader, actor: Actor, target: Target): boolean {
  if (target === '*') return true;
  if (typeof target !== 'object' || target.name !== actor.row.name) return false;
  return domainOf(tx, actor, target) === actor.row.domain;
}

/** An Account that owns a Mailing List is in its Domain. */
function isOwnList(tx: Reader, actor: Actor, target: Target): boolean {
  if (typeof target !== 'object' || domainOf(tx, actor, target) !== actor.row.domain) return false;
  const entry = findName(tx, actor.row.domain, target.name);
  return entry?.kind === 'list' && tx.get(lists, entry.id)?.owner === actor.id;
}
