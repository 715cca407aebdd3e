/**
 * The access check, made once for every command before it runs (protocol, section 10; objects,
 * section 14). Knows needs and rights, and no single command.
 *
 * Server administrators for all Domains pass without a look at what is there, so that the engine can
 * tell them that a Domain or an Account is missing; only Accounts with more rights than their own
 * are out of their reach. Whoever lacks a right hears the same `no-right` whether or not what was
 * named exists, so nothing can be found out by trying.
 */
import {
  type FoundAccount,
  accountRow,
  accountOf,
  findName,
} from '../engine/directory/directory.js';
import type { Address, DomainName } from '../engine/core/names.js';
import { refuse } from '../engine/core/refusal.js';
import { isServerRight, type DomainRight, type ServerRight } from '../engine/accounts/rights.js';
import { lists } from '../tables/list-tables.js';
import type { Reader } from '../store/store.js';
import { domainNames, domains, type AccountId, type Id } from '../tables/tables.js';
import { namedTasks } from '../tables/task-tables.js';
import { holdsServerRight, managesAllDomains, type Actor } from './actor.js';
import type { Demand, Naming, Need } from './need.js';
import { holdsRightsOf, isAdministeredFrom } from './standing.js';

/** What an argument that stands for a Domain or an object may be; undefined: the actor's Domain. */
type Target = Address | DomainName | '*' | undefined;

type Values = Readonly<Record<string, unknown>>;

/**
 * Refuses with `no-right` when the actor may not give a command with these arguments: it lacks what
 * the command needs, or an argument names an Account with more rights, or something that lies where
 * the actor may not even look.
 */
export function requireCommandAllowed(
  tx: Reader,
  actor: Actor,
  { needs, reading, names }: Demand,
  values: Values,
): void {
  requireAllowed(tx, actor, needs, values, reading);
  const [first] = names;
  const home = first && targetOf(values[first[0]]);
  for (const [argument, naming] of names) {
    if (values[argument] === undefined || isOfNeed(needs, argument)) continue;
    const target = inDomainOf(home, targetOf(values[argument]), naming);
    if (!isWithinReach(tx, actor, needs, target)) refuse('no-right');
    if (naming === 'inWhoseName' || (reading && !isActing(needs))) continue;
    if (!standsAbove(tx, actor, target)) refuse('no-right');
  }
}

/**
 * Refuses with `no-right` when the actor may not do what a need says. `values` are the command's
 * arguments; `reading` tells a query from a change.
 */
export function requireAllowed(
  tx: Reader,
  actor: Actor,
  need: Need,
  values: Values,
  reading: boolean,
): void {
  if (!isAllowed(tx, actor, need, values, reading)) refuse('no-right');
}

/** Whether the actor may do what a need says; for what depends on an argument's value. */
export function isAllowed(
  tx: Reader,
  actor: Actor,
  need: Need,
  values: Values,
  reading: boolean,
): boolean {
  if (need.kind === 'anyone') return true;
  if (need.kind === 'server') return isServerAdministrator(actor, need.right);
  if (!passes(tx, actor, need, values, reading)) return false;
  if (reading && !isActing(need)) return true;
  return argumentsOf(need).every((name) => standsAbove(tx, actor, argumentOf(values, name)));
}

/** Refuses with `no-right` when the actor holds less rights than an Account. */
export function requireStandingAbove(tx: Reader, actor: Actor, account: FoundAccount): void {
  if (!holdsRightsOf(tx, actor, account)) refuse('no-right');
}

type NeedInDomain = Exclude<Need, { kind: 'anyone' | 'server' }>;

/** Whether an actor has the rights of a need, whatever rights its targets have. */
function passes(
  tx: Reader,
  actor: Actor,
  need: NeedInDomain,
  values: Values,
  reading: boolean,
): boolean {
  if (managesAllDomains(actor)) return true;
  if (reading && need.right === undefined && holdsServerRight(actor, 'DomainsRead')) return true;
  const administers = isDomainAdministrator(actor, need.right);
  if (need.kind === 'domain') {
    const reaches = (target: Target): boolean =>
      mayAdminister(tx, actor, target) &&
      !(need.overEveryone === true && isMainDomain(tx, actor, target));
    return administers && need.of.every((name) => reaches(argumentOf(values, name)));
  }
  const target = argumentOf(values, need.of);
  const owns = need.kind === 'owner' ? isOwnAccount : isOwnList;
  return owns(tx, actor, target) || (administers && mayAdminister(tx, actor, target));
}

/** A query that needs a particular right acts on what it names, as changes do. */
function isActing(need: Need): boolean {
  if (need.kind === 'domain' && need.acts === true) return true;
  return 'of' in need && need.right !== undefined;
}

function isOfNeed(need: Need, argument: string): boolean {
  return 'of' in need && argumentsOf(need).includes(argument);
}

function argumentsOf({ of }: NeedInDomain): readonly string[] {
  return typeof of === 'string' ? [of] : of;
}

/**
 * What an argument of a need stands for. One that was left out means the actor's own; one that the
 * command does not have is a mistake of ours, and never means that.
 */
function argumentOf(values: Values, name: string): Target {
  if (!Object.hasOwn(values, name)) throw new Error(`a need speaks of ${name}, which is missing`);
  return targetOf(values[name]);
}

/** The arguments that name something are read by types of `commands/arguments.ts` for that. */
function targetOf(value: unknown): Target {
  return value as Target;
}

/** An owner without a Domain is one of the Domain of what it owns. */
function inDomainOf(home: Target, target: Target, naming: Naming): Target {
  if (naming !== 'owner' || typeof target !== 'object' || target.domain !== undefined)
    return target;
  return typeof home === 'object' ? { ...target, domain: home.domain } : target;
}

/** Commands that need a server right are about the whole server. */
function isWithinReach(tx: Reader, actor: Actor, need: Need, target: Target): boolean {
  if (need.kind === 'server' || managesAllDomains(actor)) return true;
  if (holdsServerRight(actor, 'DomainsRead') || isOwnAccount(tx, actor, target)) return true;
  return isDomainAdministrator(actor, undefined) && mayAdminister(tx, actor, target);
}

/**
 * Whether the actor holds at least the rights of the Account that a target means, by its name or an
 * alias, or that owns the Named Task: a task runs in the name of its owner. What is not there, or is
 * no Account, stands above nobody.
 */
function standsAbove(tx: Reader, actor: Actor, target: Target): boolean {
  if (typeof target !== 'object') return true;
  const id = accountMeant(tx, actor, target);
  if (id === undefined || accountRow(tx, id) === undefined) return true;
  return holdsRightsOf(tx, actor, accountOf(tx, id));
}

function accountMeant(tx: Reader, actor: Actor, target: Address): AccountId | undefined {
  const domain = domainOf(tx, actor, target);
  const entry = domain === undefined ? undefined : findName(tx, domain, target.name);
  if (entry?.kind === 'task') return tx.get(namedTasks, entry.id)?.owner;
  return entry?.kind === 'account' || entry?.kind === 'alias' ? entry.id : undefined;
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
function mayAdminister(tx: Reader, actor: Actor, target: Target): boolean {
  const domain = domainOf(tx, actor, target);
  return domain !== undefined && isAdministeredFrom(tx, domain, actor.row.domain);
}

function isMainDomain(tx: Reader, actor: Actor, target: Target): boolean {
  const domain = domainOf(tx, actor, target);
  return domain !== undefined && tx.get(domains, domain)?.main === true;
}

/** The id of the Domain that a target means, or undefined when there is none of that name. */
function domainOf(tx: Reader, actor: Actor, target: Target): Id | undefined {
  if (target === undefined || target === '*') return actor.row.domain;
  const name = typeof target === 'string' ? target : target.domain;
  return name === undefined ? actor.row.domain : tx.get(domainNames, name)?.domain;
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
