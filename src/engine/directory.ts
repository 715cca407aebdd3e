/**
 * Finding things: Domains by name or alias, objects by name in a Domain, and the counters beside
 * them. Everything that looks a name up does it here.
 */
import { gone, goneKey } from '../store/gone-tables.js';
import { lists, type ListRow } from '../store/list-tables.js';
import type { Reader, Writer } from '../store/store.js';
import {
  accounts,
  counters,
  domainNames,
  domains,
  facts,
  forwarders,
  groups,
  inDomain,
  names,
  type AccountRow,
  type DomainRow,
  type ForwarderRow,
  type GroupRow,
  type Id,
  type NameRow,
  type ObjectKind,
} from '../store/tables.js';
import { namedTasks, type NamedTaskRow } from '../store/task-tables.js';
import type { DomainName, ObjectName } from './names.js';
import { refuse } from './refusal.js';

/** A row with its id. */
export type Found<Row> = { readonly id: Id; readonly row: Row };

/** A Domain by its name or by one of its Domain Aliases. Refuses with `unknown-domain`. */
export function findDomain(tx: Reader, name: DomainName): Found<DomainRow> {
  const entry = tx.get(domainNames, name) ?? refuse('unknown-domain');
  return { id: entry.domain, row: domainById(tx, entry.domain) };
}

/** A Domain that is there for certain. */
export function domainById(tx: Reader, id: Id): DomainRow {
  return tx.get(domains, id) ?? refuse('unknown-domain');
}

/** The Main Domain's id. */
export function mainDomainId(tx: Reader): Id {
  return Number(tx.get(facts, 'mainDomain'));
}

/** What a name stands for in a Domain, if anything. */
export function findName(tx: Reader, domain: Id, name: ObjectName): NameRow | undefined {
  return tx.get(names, inDomain(domain, name));
}

/** An Account by its real name; an alias does not count (ruling 2). Refuses with `unknown-account`. */
export function findAccount(tx: Reader, domain: Id, name: ObjectName): Found<AccountRow> {
  const entry = findName(tx, domain, name);
  if (entry?.kind !== 'account') return refuse('unknown-account');
  return { id: entry.id, row: accountById(tx, entry.id) };
}

/** An Account that is there for certain. Refuses with `unknown-account`. */
export function accountById(tx: Reader, id: Id): AccountRow {
  return accountRow(tx, id) ?? refuse('unknown-account');
}

/** An Account by an id that may be old; undefined when it, or its Domain, is gone. */
export function presentAccount(tx: Reader, id: Id): AccountRow | undefined {
  const row = accountRow(tx, id);
  return row && tx.get(domains, row.domain) ? row : undefined;
}

/** An Account's row, also in a Domain that is gone or comes in. */
export function accountRow(tx: Reader, id: Id): AccountRow | undefined {
  return tx.get(accounts, id);
}

/** A Group. Refuses with `unknown-group`. */
export function findGroup(tx: Reader, domain: Id, name: ObjectName): Found<GroupRow> {
  const entry = findName(tx, domain, name);
  const row = entry?.kind === 'group' ? tx.get(groups, entry.id) : undefined;
  return entry && row ? { id: entry.id, row } : refuse('unknown-group');
}

/** A Forwarder. Refuses with `unknown-forwarder`. */
export function findForwarder(tx: Reader, domain: Id, name: ObjectName): Found<ForwarderRow> {
  const entry = findName(tx, domain, name);
  const row = entry?.kind === 'forwarder' ? tx.get(forwarders, entry.id) : undefined;
  return entry && row ? { id: entry.id, row } : refuse('unknown-forwarder');
}

/** A Mailing List. Refuses with `unknown-list`. */
export function findList(tx: Reader, domain: Id, name: ObjectName): Found<ListRow> {
  const entry = findName(tx, domain, name);
  const row = entry?.kind === 'list' ? tx.get(lists, entry.id) : undefined;
  return entry && row ? { id: entry.id, row } : refuse('unknown-list');
}

/** A Named Task. Refuses with `unknown-task`. */
export function findNamedTask(tx: Reader, domain: Id, name: ObjectName): Found<NamedTaskRow> {
  const entry = findName(tx, domain, name);
  const row = entry?.kind === 'task' ? tx.get(namedTasks, entry.id) : undefined;
  return entry && row ? { id: entry.id, row } : refuse('unknown-task');
}

const taken = {
  account: 'account-exists',
  alias: 'account-exists',
  group: 'group-exists',
  forwarder: 'forwarder-exists',
  list: 'list-exists',
  task: 'task-exists',
} as const satisfies Record<ObjectKind, string>;

/** The service addresses of a Mailing List: its name, then one of these (objects, section 7.3). */
const serviceAddress =
  /^(.+)-(?:on|off|feed|digest|index|null|subscribe|unsubscribe|request|admin|report)$/;

/**
 * Refuses, naming the kind that holds it, when a name of a Domain is taken (one name space for all
 * kinds). The service addresses of a Mailing List are taken by it.
 */
export function requireFreeName(tx: Reader, domain: Id, name: ObjectName): void {
  const entry = findName(tx, domain, name);
  if (entry) refuse(taken[entry.kind]);
  const list = serviceAddress.exec(name)?.[1];
  if (list !== undefined && tx.get(names, inDomain(domain, list))?.kind === 'list') {
    refuse('list-exists', 'mailing list with this service address already exists');
  }
}

/** `name@domain`, as the journal and the log write an object, also while its Domain goes. */
export function fullName(tx: Reader, domain: Id, name: string): string {
  return `${name}@${nameOfDomain(tx, domain)}`;
}

/** The name of a Domain, also of one whose rows are going. Refuses with `unknown-domain`. */
export function nameOfDomain(tx: Reader, id: Id): string {
  const row = tx.get(domains, id) ?? tx.get(gone, goneKey('domain', id));
  return row?.name ?? refuse('unknown-domain');
}

/** A new id. */
export function newId(tx: Writer): Id {
  return addToCounter(tx, 'ids', 1);
}

/** A counter's value; 0 when it was never touched. */
export function counter(tx: Reader, key: string): number {
  return tx.get(counters, key) ?? 0;
}

/** Adds to a counter and tells its new value. */
export function addToCounter(tx: Writer, key: string, amount: number): number {
  const value = counter(tx, key) + amount;
  tx.put(counters, key, value);
  return value;
}

/** The key of the counter of a kind of objects in a Domain. */
export function countOf(
  kind: ObjectKind | 'telnum' | 'awaited' | `grade ${string}`,
  domain: Id,
): string {
  return `${kind}/${domain}`;
}
