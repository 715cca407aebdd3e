/**
 * Members of Groups: what they mean and how they are printed (objects, section 6 and the matrix of
 * section 10). A member that names an object of the Group's Domain is kept as its id, so it follows
 * renames unseen; anything else is text. A name that nobody has yet is awaited: it is bound to the
 * object that takes it. So a Group behaves as if every rename edited its texts. A member that names
 * an alias is bound to that alias of its Account, and is printed as it was given (ruling 24). How
 * members are kept is in `rolls.ts`; tokens are described in `tables/roll-tables.ts`.
 */
import { gone, goneKey } from '../../tables/gone-tables.js';
import { lists } from '../../tables/list-tables.js';
import { keysUnder, type DerivedWriter, type Reader, type Table } from '../../store/store.js';
import {
  accounts,
  forwarders,
  groups,
  type DomainId,
  type DomainRow,
  type GroupRow,
  type ObjectId,
  type ObjectKind,
} from '../../tables/tables.js';
import { namedTasks } from '../../tables/task-tables.js';
import { asciiLower, foldedAddress, type Folded } from '../../values/letters.js';
import { countOf, counter, domainById, findName, nameOfDomain } from './directory.js';
import { asDomainName, asObjectName, type ObjectName } from '../core/names.js';
import { refuse } from '../core/refusal.js';
import { boundTo, membersAwaiting, replaceMember, tokensOf } from './rolls.js';

/** What a member can be bound to. */
interface Bound {
  readonly domain: DomainId;
  readonly name: string;
}

/** The kinds of objects that a member can be bound to, by the letter in its token. */
const namedBy: Readonly<Record<string, Table<ObjectId, Bound>>> = {
  a: accounts,
  g: groups,
  f: forwarders,
  l: lists,
  t: namedTasks,
};

/** The letter in the token of a member that names an alias; the alias stands behind the id. */
const aliasLetter = 'n';

const letters: Readonly<Record<ObjectKind, string>> = {
  account: 'a',
  alias: aliasLetter,
  group: 'g',
  forwarder: 'f',
  list: 'l',
  task: 't',
};

/** What texts need to be told of the Domain that they are in. */
interface HomeDomain {
  readonly id: DomainId;
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
  return own && entry ? boundToken(own, entry.kind, entry.id) : `@${text}`;
}

/** A text that is a name in its own Domain. */
interface OwnName {
  readonly name: ObjectName;
  /** The name as it was given. */
  readonly given: string;
  /** It was given with its Domain. */
  readonly full: boolean;
}

function boundToken({ full, given }: OwnName, kind: ObjectKind, id: ObjectId): string {
  const alias = kind === 'alias' ? `/${given}` : '';
  return `${full ? '%' : '#'}${letters[kind]}${id}${alias}`;
}

/** The name in its own Domain that a text is, bare or in full; undefined for anything else. */
function ownName(text: string, domain: string): OwnName | undefined {
  const at = text.lastIndexOf('@');
  if (at >= 0 && asDomainName(text.slice(at + 1)) !== domain) return undefined;
  const given = at < 0 ? text : text.slice(0, at);
  const name = asObjectName(given);
  return name && { name, given, full: at >= 0 };
}

/** The alias, as it was given, that a token is bound to; undefined when it is no alias. */
export function aliasIn(token: string): string | undefined {
  if (token.startsWith('@') || token.charAt(1) !== aliasLetter) return undefined;
  return token.slice(token.indexOf('/') + 1);
}

/**
 * Member texts without those that differ from an earlier one in letter case only (ruling 25).
 * `seen` has what earlier texts were compared by.
 */
export function distinctMembers(texts: readonly string[], seen: Set<Folded>): readonly string[] {
  return texts.filter((text) => {
    const key = foldedAddress(text);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The members of a Group as texts, with the current names of those that are kept as ids. */
export function* memberTexts(tx: Reader, { domain, roll }: GroupRow): Generator<string, void> {
  const areSomeLeaving = [...tx.range(gone, { ...keysUnder('places/'), limit: 1 })].length > 0;
  for (const token of tokensOf(tx, roll)) {
    if (!areSomeLeaving || !isLeaving(tx, token)) yield memberText(tx, domain, token);
  }
}

/** Whether a token is bound to an object that was deleted and leaves its Groups little by little. */
function isLeaving(tx: Reader, token: string): boolean {
  const id = boundTo(token);
  return id !== undefined && tx.get(gone, goneKey('places', id)) !== undefined;
}

/** A member as text. `nameThen` is the name that its object had, when that is gone. */
export function memberText(tx: Reader, domain: DomainId, token: string, nameThen?: string): string {
  if (token.startsWith('@')) return token.slice(1);
  const name = aliasIn(token) ?? nameThen ?? nameOf(tx, token);
  return token.startsWith('%') ? `${name}@${nameOfDomain(tx, domain)}` : name;
}

function nameOf(tx: Reader, token: string): string {
  const row = objectOf(tx, token);
  if (row === undefined) throw new Error(`a group member is lost: ${token}`);
  return row.name;
}

function objectOf(tx: Reader, token: string): Bound | undefined {
  const id = boundTo(token) ?? 0;
  const alias = aliasIn(token);
  if (alias === undefined) return tx.get(namedBy[token.charAt(1)] ?? accounts, id);
  const account = tx.get(accounts, id);
  return account?.aliases.includes(asciiLower(alias)) === true ? account : undefined;
}

/** Whether a token is text, or bound to an object that is there in the Group's Domain. */
export function isHeld(tx: Reader, domain: DomainId, token: string): boolean {
  return token.startsWith('@') || objectOf(tx, token)?.domain === domain;
}

/** Binds the members of Groups that awaited a name to the object that took it. */
export function bindAwaited(
  tx: DerivedWriter,
  domain: DomainId,
  name: ObjectName,
  kind: ObjectKind,
  id: ObjectId,
): void {
  if (counter(tx, countOf('awaited', domain)) === 0) return;
  const domainName = domainById(tx, domain).name;
  for (const member of membersAwaiting(tx, domain, name)) {
    const own = ownName(member.token.slice(1), domainName);
    if (own?.name === name) replaceMember(tx, member, boundToken(own, kind, id));
  }
}
