/**
 * How large stored values may be: for each table what in its rows is bounded by what. A change gets
 * its writer from here, so nothing that a command stores is without a limit, also when Update
 * commands make it grow step by step. Knows no command.
 *
 * What is over a limit already, because a limit was lowered, may be written again
 * as long as it does not grow.
 */
import { BoundedMap } from '../../memory/bounded-map.js';
import { transactions } from '../../tables/balance-tables.js';
import { datasetAddresses, datasetEntries } from '../../tables/dataset-tables.js';
import { lists, subscribers } from '../../tables/list-tables.js';
import { mailboxes } from '../../tables/mailbox-tables.js';
import { rollMembers } from '../../tables/roll-tables.js';
import { storageFiles } from '../../tables/storage-file-tables.js';
import {
  keysUnder,
  type Key,
  type Reader,
  type KeyRange,
  type Table,
  type Writer,
} from '../../store/store.js';
import { accounts, documents, domains, forwarders, groups } from '../../tables/tables.js';
import { namedTasks } from '../../tables/task-tables.js';
import { refuse } from '../core/refusal.js';

/** The limits, which are settings of the same names (`stored`). */
export interface StoredLimits {
  /** Bytes of a dictionary or an array as a one-line text. */
  readonly valueMax: number;
  /** Elements in it, at every depth. */
  readonly elementsMax: number;
  /** Names in a list of names, such as the aliases of an Account. */
  readonly namesMax: number;
  /** Bytes of a text of many lines, such as the Router table. */
  readonly textMax: number;
  /** Bytes of a few words, such as a real name, the class of a Mailbox or the rights of an Account. */
  readonly wordMax: number;
  /** Mailboxes of an Account, folders among them. */
  readonly mailboxesMax: number;
}

/** What a part of a row is, and so by what it is bounded. */
type Part =
  | { readonly is: 'value' | 'text' | 'word'; readonly text: string }
  | { readonly is: 'names'; readonly names: readonly string[] };

const value = (text: string): Part => ({ is: 'value', text });
const word = (text: string): Part => ({ is: 'word', text });
const names = (given: readonly string[]): Part => ({ is: 'names', names: given });

/** Documents that are no dictionaries but texts with many lines. */
const textDocument = /\/(?:routerTable|\w+IPs)$/;

type Parts = (row: unknown, key: Key) => readonly Part[];

function partsOf<K extends Key, Row>(
  table: Table<K, Row>,
  parts: (row: Row, key: K) => readonly Part[],
): [Table<Key, unknown>, Parts] {
  return [table, parts as Parts];
}

/** The parts of the rows of each table that a client makes as large as it likes. */
const partsByTable: ReadonlyMap<Table<Key, unknown>, Parts> = new Map([
  partsOf(documents, (text, key) => [textDocument.test(key) ? { is: 'text', text } : value(text)]),
  partsOf(domains, (row) => [value(row.settings), names(row.aliases)]),
  partsOf(accounts, (row) => [
    value(row.settings),
    names(row.aliases),
    names(row.telnums),
    word(row.rights.join(',')),
  ]),
  partsOf(groups, (row) => [value(row.settings)]),
  partsOf(rollMembers, (member) => [word(member)]),
  partsOf(forwarders, (row) => [word(row.target)]),
  partsOf(namedTasks, (row) => [value(row.settings)]),
  partsOf(datasetEntries, (text) => [value(text)]),
  partsOf(datasetAddresses, (entries) => [names(entries)]),
  partsOf(transactions, (text) => [value(text)]),
  partsOf(lists, (row) => [value(row.settings)]),
  partsOf(subscribers, (row) => [word(row.realName)]),
  partsOf(mailboxes, (row) => [
    value(row.acl),
    value(row.info),
    word(row.boxClass),
    word(row.format),
  ]),
  partsOf(storageFiles, (row) => [value(row.attributes)]),
]);

/**
 * The tables with such parts. The rows of the others are small whatever a client says: names, which
 * keys bound, ids and numbers; or they are contents of files, which have a limit of their own, or the
 * journal, which tells of the others.
 */
export const boundedTables: readonly string[] = [...partsByTable.keys()].map(({ name }) => name);

/** Accounts whose Mailboxes were counted that are remembered. */
const accountsCountedMax = 10_000;

/**
 * How many Mailboxes Accounts have at most, by what their keys begin with: what was counted, and all
 * that were added since, kept or not. Only when that comes to the limit they are counted again, so
 * making one costs the same however many there are.
 */
export class MailboxCounts extends BoundedMap<string, number> {
  constructor() {
    super(accountsCountedMax);
  }
}

/**
 * A writer that refuses with `limit-reached` what is over a limit. Every Mailbox that is added to the
 * store while `counts` live must be added through such a writer.
 */
export function boundedWriter(tx: Writer, limits: StoredLimits, counts: MailboxCounts): Writer {
  return new BoundedWriter(tx, limits, counts);
}

class BoundedWriter implements Writer {
  readonly #tx: Writer;
  readonly #limits: StoredLimits;
  readonly #counts: MailboxCounts;

  constructor(tx: Writer, limits: StoredLimits, counts: MailboxCounts) {
    this.#tx = tx;
    this.#limits = limits;
    this.#counts = counts;
  }

  get<K extends Key, Row>(table: Table<K, Row>, key: K): Row | undefined {
    return this.#tx.get(table, key);
  }

  range<K extends Key, Row>(table: Table<K, Row>, span: KeyRange<K>): Iterable<readonly [K, Row]> {
    return this.#tx.range(table, span);
  }

  put<K extends Key, Row>(table: Table<K, Row>, key: K, row: Row): void {
    const parts = partsByTable.get(table);
    if (parts !== undefined) requireSmall(this.#tx, this.#limits, table, parts, key, row);
    if (isMailboxes(table)) this.#countIn(String(key));
    this.#tx.put(table, key, row);
  }

  remove<K extends Key>(table: Table<K, unknown>, key: K): void {
    this.#tx.remove(table, key);
  }

  #countIn(key: string): void {
    if (this.#tx.get(mailboxes, key) !== undefined) return;
    const { mailboxesMax } = this.#limits;
    const account = accountIn(key);
    let most = this.#counts.get(account) ?? mailboxesMax;
    if (most >= mailboxesMax) most = this.#count(account, mailboxesMax);
    if (most >= mailboxesMax) refuse('limit-reached', 'too many mailboxes');
    this.#counts.set(account, most + 1);
  }

  #count(account: string, max: number): number {
    const walk = this.#tx.range(mailboxes, { ...keysUnder(account), limit: max });
    let rows = 0;
    for (const rowsLeft = walk[Symbol.iterator](); rowsLeft.next().done !== true;) rows++;
    return rows;
  }
}

function isMailboxes({ name }: { readonly name: string }): boolean {
  return name === mailboxes.name;
}

/** The beginning that the keys of all Mailboxes of an Account have. */
function accountIn(key: string): string {
  return key.slice(0, key.indexOf('/') + 1);
}

function requireSmall<K extends Key, Row>(
  tx: Reader,
  limits: StoredLimits,
  table: Table<K, Row>,
  partsIn: Parts,
  key: K,
  row: Row,
): void {
  partsIn(row, key).forEach((part, index) => {
    const over = excessOf(part, limits);
    if (over === undefined) return;
    const before = tx.get(table, key);
    const partBefore = before === undefined ? undefined : partsIn(before, key)[index];
    if (partBefore === undefined || sizeOf(part) > sizeOf(partBefore))
      refuse('limit-reached', over);
  });
}

/** What is too much of a part, as the refusal says it; undefined when it is within its limits. */
function excessOf(part: Part, limits: StoredLimits): string | undefined {
  switch (part.is) {
    case 'value':
      if (part.text.length > limits.valueMax) return 'value is too large';
      return hasMoreElements(part.text, limits.elementsMax) ? 'too many elements' : undefined;
    case 'text':
      return part.text.length > limits.textMax ? 'text is too long' : undefined;
    case 'word':
      return part.text.length > limits.wordMax ? 'text is too long' : undefined;
    case 'names':
      return part.names.length > limits.namesMax ? 'too many names' : undefined;
  }
}

function sizeOf(part: Part): number {
  return part.is === 'names' ? part.names.length : part.text.length;
}

const quote = 34;
const backslash = 92;
const comma = 44;
const semicolon = 59;

/** Whether a printed value has more elements: each but the last of an array ends with its sign. */
function hasMoreElements(text: string, max: number): boolean {
  if (text.length <= 2 * max) return false;
  let ends = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) isQuoted = !isQuoted;
    else if (isQuoted) at += code === backslash ? 1 : 0;
    else if (code === comma || code === semicolon) ends++;
  }
  return ends > max;
}
