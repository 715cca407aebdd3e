/**
 * What a Domain's own files say of its Accounts - aliases, telephone numbers, rights, polled
 * accounts - put in order before the Accounts are read, so that each is written once (rulings 6, 7
 * and 11).
 */
import { findName } from '../../engine/directory/directory.js';
import { asObjectName, type ObjectName } from '../../engine/core/names.js';
import { inPrintedOrder, isServerRight } from '../../engine/accounts/rights.js';
import { isTelnum, telnumKey } from '../../engine/accounts/telnums.js';
import type { Reader } from '../../store/store.js';
import { telnums } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import type { Report } from '../reading/report.js';
import { joined, type StoredMax } from '../reading/source-tree.js';
import type { DomainReading } from './domain-source.js';

/** What belongs to which Account. */
export interface AccountPlan {
  readonly aliases: ReadonlyMap<ObjectName, readonly ObjectName[]>;
  readonly telnums: ReadonlyMap<ObjectName, readonly string[]>;
  /** What the numbers that have an Account are compared by; more may be found later. */
  readonly telnumKeys: Set<string>;
  readonly rights: ReadonlyMap<ObjectName, readonly string[]>;
  readonly rpops: ReadonlyMap<ObjectName, Dictionary>;
  /** Names that Accounts and their aliases take. */
  readonly taken: Set<ObjectName>;
}

/**
 * Puts in order what the files of a Domain say. `report` gets what has no place, and what is more than
 * `storedMax`.
 */
export function planAccounts(
  tx: Reader,
  reading: DomainReading,
  report: Report,
  storedMax: StoredMax,
): AccountPlan {
  const planning = new Planning(tx, reading, report, storedMax);
  planning.readAliases();
  planning.readTelnums();
  planning.readRights();
  planning.readRpops();
  return planning;
}

class Planning implements AccountPlan {
  readonly aliases = new Map<ObjectName, ObjectName[]>();
  readonly telnums = new Map<ObjectName, string[]>();
  readonly telnumKeys = new Set<string>();
  readonly rights = new Map<ObjectName, readonly string[]>();
  readonly rpops = new Map<ObjectName, Dictionary>();
  readonly taken: Set<ObjectName>;

  constructor(
    private readonly tx: Reader,
    private readonly reading: DomainReading,
    private readonly report: Report,
    private readonly storedMax: StoredMax,
  ) {
    this.taken = new Set(reading.accounts.keys());
  }

  readAliases(): void {
    for (const [text, owner] of this.reading.parts.accountAliases) {
      const account = this.#account('Aliases.data', `alias ${text}`, owner);
      const alias = asObjectName(text);
      if (account === undefined) continue;
      if (alias === undefined) this.#drop('Aliases.data', `alias ${text}: an illegal name`);
      else if (this.#isTaken(alias)) this.#drop('Aliases.data', `alias ${text}: the name is taken`);
      else if (this.#isFull(this.aliases, account)) {
        this.#drop('Aliases.data', `alias ${text}: ${account} has stored.namesMax of them`);
      } else {
        this.taken.add(alias);
        listIn(this.aliases, account).push(alias);
      }
    }
  }

  readTelnums(): void {
    for (const [number, owner] of this.reading.parts.telnums) {
      const account = this.#account('Telnums.data', `number ${number}`, owner);
      if (account === undefined) continue;
      const key = telnumKey(number);
      if (!isTelnum(number)) this.#drop('Telnums.data', `number ${number}: it can be none`);
      else if (this.telnumKeys.has(key) || this.tx.get(telnums, key) !== undefined) {
        this.#drop('Telnums.data', `number ${number}: another account has it`);
      } else if (this.#isFull(this.telnums, account)) {
        this.#drop('Telnums.data', `number ${number}: ${account} has stored.namesMax of them`);
      } else {
        this.telnumKeys.add(key);
        listIn(this.telnums, account).push(number);
      }
    }
  }

  readRights(): void {
    const file = 'Access.settings';
    for (const [owner, given] of this.reading.parts.access) {
      const account = this.#account(file, `rights of ${owner}`, owner);
      if (account === undefined) continue;
      const legal = given.filter((right) => right !== '' && !/[\0-\x1f]/.test(right));
      const rights = inPrintedOrder(legal);
      const kept = this.reading.target.main ? rights : rights.filter((one) => !isServerRight(one));
      if (kept.length < rights.length) {
        this.#drop(file, `server rights of ${owner}: only the main domain's accounts have any`);
      }
      if (kept.join(',').length > this.storedMax.word) {
        this.#drop(file, `rights of ${owner}: they are longer than stored.wordMax`);
      } else this.rights.set(account, kept);
    }
  }

  readRpops(): void {
    for (const [owner, records] of this.reading.parts.rpops) {
      const account = this.#account('RPOP.data', `records of ${owner}`, owner);
      if (account !== undefined) this.rpops.set(account, records);
    }
  }

  /** The Account that a name in a file means, if it is among those that come in. */
  #account(file: string, what: string, owner: string): ObjectName | undefined {
    const name = asObjectName(owner);
    if (name !== undefined && this.reading.accounts.has(name)) return name;
    const present = name && findName(this.tx, this.reading.target.id, name);
    if (present?.kind === 'account') this.report.add('kept', this.#path(file), what);
    else this.#drop(file, `${what}: there is no account ${owner}`);
    return undefined;
  }

  #isFull(lists: ReadonlyMap<ObjectName, readonly unknown[]>, account: ObjectName): boolean {
    const { names } = this.storedMax;
    return (lists.get(account)?.length ?? 0) >= names;
  }

  #isTaken(name: ObjectName): boolean {
    return this.taken.has(name) || findName(this.tx, this.reading.target.id, name) !== undefined;
  }

  #drop(file: string, what: string): void {
    this.report.add('dropped', this.#path(file), what);
  }

  #path(file: string): string {
    return joined(this.reading.source.directory, `Settings/${file}`);
  }
}

function listIn<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
