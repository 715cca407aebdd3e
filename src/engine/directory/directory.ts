/**
 * Finding things: Domains by name or alias, objects by name in a Domain, and the counters beside
 * them. Everything that looks a name up does it here.
 */
import { gone, goneKey } from '../../tables/gone-tables.js';
import { lists } from '../../tables/list-tables.js';
import type { DerivedWriter, Reader, Table } from '../../store/store.js';
import { metadata } from '../../store/metadata.js';
import {
  accounts,
  counters,
  domainNames,
  domains,
  forwarders,
  groups,
  inDomain,
  names,
  type AccountId,
  type AccountRow,
  type DomainId,
  type DomainRow,
  type GroupRow,
  type GroupId,
  type ForwarderRow,
  type ForwarderId,
  type Id,
  type ListId,
  type NameRow,
  type ObjectKind,
  type TaskId,
  type OwnedRow,
} from '../../tables/tables.js';
import { namedTasks } from '../../tables/task-tables.js';
import type { Counted } from './belongings.js';
import type { DomainName, ObjectName } from '../core/names.js';
import { refuse, type Reason } from '../core/refusal.js';

/**
 * What is there, by its id. Its row is read whenever it is asked for, so it is never an old one. Only
 * its type leaves this file: nobody makes one of a row that was read before.
 */
class Found<Key extends Id, Row> {
  readonly id: Key;
  readonly #tx: Reader;
  readonly #table: Table<Key, Row>;
  readonly #missing: Reason;

  constructor(tx: Reader, table: Table<Key, Row>, id: Key, missing: Reason) {
    this.id = id;
    this.#tx = tx;
    this.#table = table;
    this.#missing = missing;
  }

  /** To be asked for while the transaction lasts. Refuses when it is gone. */
  get row(): Row {
    return this.#tx.get(this.#table, this.id) ?? refuse(this.#missing);
  }
}

export type { Found };
export type FoundDomain = Found<DomainId, DomainRow>;
export type FoundAccount = Found<AccountId, AccountRow>;
export type FoundGroup = Found<GroupId, GroupRow>;
export type FoundForwarder = Found<ForwarderId, ForwarderRow>;
export type FoundList = Found<ListId, OwnedRow>;
export type FoundNamedTask = Found<TaskId, OwnedRow>;

/** The Domain of an id; to ask for its row refuses with `unknown-domain` when it is gone. */
export function domainOf(tx: Reader, id: DomainId): FoundDomain {
  return new Found(tx, domains, id, 'unknown-domain');
}

/** The Account of an id; to ask for its row refuses with `unknown-account` when it is gone. */
export function accountOf(tx: Reader, id: AccountId): FoundAccount {
  return new Found(tx, accounts, id, 'unknown-account');
}

/** The Group of an id; to ask for its row refuses with `unknown-group` when it is gone. */
export function groupOf(tx: Reader, id: GroupId): FoundGroup {
  return new Found(tx, groups, id, 'unknown-group');
}

/** The Mailing List of an id; to ask for its row refuses with `unknown-list` when it is gone. */
export function listOf(tx: Reader, id: ListId): FoundList {
  return new Found(tx, lists, id, 'unknown-list');
}

/** The Named Task of an id; to ask for its row refuses with `unknown-task` when it is gone. */
export function namedTaskOf(tx: Reader, id: TaskId): FoundNamedTask {
  return new Found(tx, namedTasks, id, 'unknown-task');
}

/** The Forwarder of an id; to ask for its row refuses with `unknown-forwarder` when it is gone. */
export function forwarderOf(tx: Reader, id: ForwarderId): FoundForwarder {
  return new Found(tx, forwarders, id, 'unknown-forwarder');
}

/** A Domain by its name or by one of its Domain Aliases. Refuses with `unknown-domain`. */
export function findDomain(tx: Reader, name: DomainName): FoundDomain {
  const entry = tx.get(domainNames, name) ?? refuse('unknown-domain');
  return domainOf(tx, entry.domain);
}

/** A Domain that is there for certain. */
export function domainById(tx: Reader, id: DomainId): DomainRow {
  return tx.get(domains, id) ?? refuse('unknown-domain');
}

/** The Main Domain's id. */
export function mainDomainId(tx: Reader): DomainId {
  return Number(tx.get(metadata, 'mainDomain'));
}

/** What a name stands for in a Domain, if anything. */
export function findName(tx: Reader, domain: DomainId, name: ObjectName): NameRow | undefined {
  return tx.get(names, inDomain(domain, name));
}

/** An Account by its real name; an alias does not count (ruling 2). Refuses with `unknown-account`. */
export function findAccount(tx: Reader, domain: DomainId, name: ObjectName): FoundAccount {
  const entry = findName(tx, domain, name);
  return entry?.kind === 'account' ? accountOf(tx, entry.id) : refuse('unknown-account');
}

/** An Account that is there for certain. Refuses with `unknown-account`. */
export function accountById(tx: Reader, id: AccountId): AccountRow {
  return accountRow(tx, id) ?? refuse('unknown-account');
}

/** An Account by an id that may be old; undefined when it, or its Domain, is gone. */
export function presentAccount(tx: Reader, id: AccountId): AccountRow | undefined {
  const row = accountRow(tx, id);
  return row && tx.get(domains, row.domain) ? row : undefined;
}

/** An Account's row, also in a Domain that is gone or comes in. */
export function accountRow(tx: Reader, id: AccountId): AccountRow | undefined {
  return tx.get(accounts, id);
}

/** A Group. Refuses with `unknown-group`. */
export function findGroup(tx: Reader, domain: DomainId, name: ObjectName): FoundGroup {
  const entry = findName(tx, domain, name);
  return entry?.kind === 'group' ? groupOf(tx, entry.id) : refuse('unknown-group');
}

/** A Forwarder. Refuses with `unknown-forwarder`. */
export function findForwarder(tx: Reader, domain: DomainId, name: ObjectName): FoundForwarder {
  const entry = findName(tx, domain, name);
  return entry?.kind === 'forwarder' ? forwarderOf(tx, entry.id) : refuse('unknown-forwarder');
}

/** A Mailing List. Refuses with `unknown-list`. */
export function findList(tx: Reader, domain: DomainId, name: ObjectName): FoundList {
  const entry = findName(tx, domain, name);
  return entry?.kind === 'list' ? listOf(tx, entry.id) : refuse('unknown-list');
}

/** A Named Task. Refuses with `unknown-task`. */
export function findNamedTask(tx: Reader, domain: DomainId, name: ObjectName): FoundNamedTask {
  const entry = findName(tx, domain, name);
  return entry?.kind === 'task' ? namedTaskOf(tx, entry.id) : refuse('unknown-task');
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
export function requireFreeName(tx: Reader, domain: DomainId, name: ObjectName): void {
  const entry = findName(tx, domain, name);
  if (entry) refuse(taken[entry.kind]);
  const list = serviceAddress.exec(name)?.[1];
  if (list !== undefined && tx.get(names, inDomain(domain, list))?.kind === 'list') {
    refuse('list-exists', 'mailing list with this service address already exists');
  }
}

/** `name@domain`, as the journal and the log write an object, also while its Domain goes. */
export function fullName(tx: Reader, domain: DomainId, name: string): string {
  return `${name}@${nameOfDomain(tx, domain)}`;
}

/** The name of a Domain, also of one whose rows are going. Refuses with `unknown-domain`. */
export function nameOfDomain(tx: Reader, id: DomainId): string {
  const row = tx.get(domains, id) ?? tx.get(gone, goneKey('domain', id));
  return row?.name ?? refuse('unknown-domain');
}

/** A new id. */
export function newId(tx: DerivedWriter): Id {
  return addToCounter(tx, 'ids', 1);
}

/** A counter's value; 0 when it was never touched. */
export function counter(tx: Reader, key: string): number {
  return tx.get(counters, key) ?? 0;
}

/** Adds to a counter and returns its new value. */
export function addToCounter(tx: DerivedWriter, key: string, amount: number): number {
  const value = counter(tx, key) + amount;
  tx.put(counters, key, value);
  return value;
}

/** The key of the counter of a kind of objects in a Domain. */
export function countOf(kind: Counted, domain: DomainId): string {
  return `${kind}/${domain}`;
}
