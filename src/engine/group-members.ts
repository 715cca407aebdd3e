/**
 * Members of Groups: how they are kept, printed and found again (objects, section 6 and the matrix
 * of section 10). A member that names an object of the Group's Domain is kept as its id, so it
 * follows renames unseen; anything else is text. A name that nobody has yet is awaited: it is bound
 * to the object that takes it. So a Group behaves as if every rename edited its texts.
 *
 * `memberOf` leads from an object to the Groups that hold it, `awaitedNames` from a name to the
 * Groups that await it; both are kept here. Tokens are described at `GroupRow`.
 */
import { lists } from '../store/list-tables.js';
import { keysUnder, type Reader, type Table, type Writer } from '../store/store.js';
import {
  accounts,
  awaitedNames,
  forwarders,
  groups,
  memberOf,
  type DomainRow,
  type GroupRow,
  type Id,
  type ObjectKind,
} from '../store/tables.js';
import { namedTasks } from '../store/task-tables.js';
import { addToCounter, countOf, counter, domainById, findName, type Found } from './directory.js';
import { asDomainName, asObjectName, type ObjectName } from './names.js';
import { refuse } from './refusal.js';

/** What a member can be bound to. */
interface Bound {
  readonly domain: Id;
  readonly name: string;
}

/** The kinds of objects that a member can be bound to, by the letter in its token. */
const namedBy: Readonly<Record<string, Table<Id, Bound>>> = {
  a: accounts,
  g: groups,
  f: forwarders,
  l: lists,
  t: namedTasks,
};

/** An alias is not an object of its own: a member that names one stays text. */
const letters: Partial<Record<ObjectKind, string>> = {
  account: 'a',
  group: 'g',
  forwarder: 'f',
  list: 'l',
  task: 't',
};

/** What texts need to be told of the Domain that they are in. */
interface HomeDomain {
  readonly id: Id;
  readonly row: Pick<DomainRow, 'name'>;
}

/** The tokens of members given as texts. Refuses control characters with `illegal-value`. */
export function memberTokens(
  tx: Reader,
  domain: HomeDomain,
  texts: readonly string[],
): readonly string[] {
  return texts.map((text) => tokenOf(tx, domain, text));
}

function tokenOf(tx: Reader, domain: HomeDomain, text: string): string {
  if (/[\0-\x1f]/.test(text)) refuse('illegal-value', 'illegal group member');
  const own = ownName(text, domain.row.name);
  const entry = own && findName(tx, domain.id, own.name);
  const letter = entry && letters[entry.kind];
  if (own === undefined || entry === undefined || letter === undefined) return `@${text}`;
  return boundToken(own.full, letter, entry.id);
}

function boundToken(full: boolean, letter: string, id: Id): string {
  return `${full ? '%' : '#'}${letter}${id}`;
}

/** The name in its own Domain that a text is, bare or in full; undefined for anything else. */
function ownName(text: string, domain: string): { name: ObjectName; full: boolean } | undefined {
  const at = text.lastIndexOf('@');
  if (at >= 0 && asDomainName(text.slice(at + 1)) !== domain) return undefined;
  const name = asObjectName(at < 0 ? text : text.slice(0, at));
  return name && { name, full: at >= 0 };
}

/** The members of a Group as texts, with the current names of those that are kept as ids. */
export function memberTexts(tx: Reader, group: GroupRow): readonly string[] {
  return group.members.map((token) => {
    if (token.startsWith('@')) return token.slice(1);
    const name = nameOf(tx, token);
    return token.startsWith('%') ? `${name}@${domainById(tx, group.domain).name}` : name;
  });
}

function nameOf(tx: Reader, token: string): string {
  const row = objectOf(tx, token);
  if (row === undefined) throw new Error(`a group member is lost: ${token}`);
  return row.name;
}

function objectOf(tx: Reader, token: string): Bound | undefined {
  const table = namedBy[token.charAt(1)];
  return table && tx.get(table, Number(token.slice(2)));
}

/** Whether a token is text, or bound to an object that is there in the Group's Domain. */
export function isHeld(tx: Reader, domain: Id, token: string): boolean {
  return token.startsWith('@') || objectOf(tx, token)?.domain === domain;
}

/** The rows of `memberOf` and of `awaitedNames` that a Group's members ask for. */
export function indexKeys(
  id: Id,
  { domain, members }: GroupRow,
): { readonly held: ReadonlySet<string>; readonly awaited: ReadonlySet<string> } {
  return { held: holderKeys(id, members), awaited: awaitedKeys(id, domain, members) };
}

/** The id that a token is bound to; undefined for text. */
function boundTo(token: string): Id | undefined {
  return token.startsWith('@') ? undefined : Number(token.slice(2));
}

/** Writes a Group's row and keeps both indexes in step; `before` has its members until now. */
export function keepMembers(tx: Writer, id: Id, before: readonly string[], row: GroupRow): void {
  tx.put(groups, id, row);
  index(tx, id, row.domain, before, row.members);
}

/** Removes a Group's row and what the indexes know of its members. */
export function forgetMembers(tx: Writer, { id, row }: Found<GroupRow>): void {
  index(tx, id, row.domain, row.members, []);
  tx.remove(groups, id);
}

/** Binds the members of Groups that awaited a name to the object that took it. */
export function bindAwaited(
  tx: Writer,
  domain: Id,
  name: ObjectName,
  kind: ObjectKind,
  id: Id,
): void {
  if (counter(tx, countOf('awaited', domain)) === 0) return;
  const letter = letters[kind];
  if (letter === undefined) return;
  const domainName = domainById(tx, domain).name;
  for (const group of groupsUnder(tx, awaitedNames, `${domain}/${name}/`)) {
    const members = group.row.members.map((token) => {
      const own = token.startsWith('@') ? ownName(token.slice(1), domainName) : undefined;
      return own?.name === name ? boundToken(own.full, letter, id) : token;
    });
    keepMembers(tx, group.id, group.row.members, { ...group.row, members });
  }
}

/** The Groups that hold an object as a member. */
export function groupsHolding(tx: Reader, object: Id): readonly Found<GroupRow>[] {
  return groupsUnder(tx, memberOf, `${object}/`);
}

/** Members without those that are bound to an object. */
export function withoutObject(members: readonly string[], object: Id): readonly string[] {
  return members.filter((token) => boundTo(token) !== object);
}

/** Members with a text in place of those that are bound to an object. */
export function withText(members: readonly string[], object: Id, text: string): readonly string[] {
  return members.map((token) => (boundTo(token) === object ? `@${text}` : token));
}

function groupsUnder(tx: Reader, table: Table<string, ''>, prefix: string): Found<GroupRow>[] {
  const found: Found<GroupRow>[] = [];
  for (const [key] of tx.range(table, keysUnder(prefix))) {
    const id = Number(key.slice(prefix.length));
    const row = tx.get(groups, id);
    if (row !== undefined) found.push({ id, row });
  }
  return found;
}

function index(
  tx: Writer,
  group: Id,
  domain: Id,
  before: readonly string[],
  after: readonly string[],
): void {
  exchange(tx, memberOf, holderKeys(group, before), holderKeys(group, after));
  const [was, is] = [awaitedKeys(group, domain, before), awaitedKeys(group, domain, after)];
  exchange(tx, awaitedNames, was, is);
  if (is.size !== was.size) addToCounter(tx, countOf('awaited', domain), is.size - was.size);
}

function exchange(
  tx: Writer,
  table: Table<string, ''>,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): void {
  for (const key of before) if (!after.has(key)) tx.remove(table, key);
  for (const key of after) if (!before.has(key)) tx.put(table, key, '');
}

function holderKeys(group: Id, members: readonly string[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const token of members) {
    const object = boundTo(token);
    if (object !== undefined) keys.add(`${object}/${group}`);
  }
  return keys;
}

/**
 * A text in the shape of a name is awaited whatever Domain it is given with, so that these keys
 * follow from the members alone, also after the Domain was renamed; `bindAwaited` looks closer.
 */
function awaitedKeys(group: Id, domain: Id, members: readonly string[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const token of members) {
    if (!token.startsWith('@')) continue;
    const at = token.lastIndexOf('@');
    const name = asObjectName(at === 0 ? token.slice(1) : token.slice(1, at));
    if (name !== undefined) keys.add(`${domain}/${name}/${group}`);
  }
  return keys;
}
