/**
 * The tables and the shapes of their rows. Names live in one table per the whole server, keyed by
 * domain and name, so uniqueness across all kinds of objects is one key; everything else refers to
 * inner ids that are never reused. Columns that mail servers look up are plain fields; documents
 * are texts of the data language on one line (what goes on the wire), keys sorted.
 *
 * Encoding: columns are joined by a zero byte, lists by byte 1. Neither can occur in a value that
 * a client may store (a string holds no zero byte; listed items hold no control characters).
 */
import type { DomainKey } from '../values/letters.js';
import type { DerivedTable, JournaledTable, Key, Table } from '../store/store.js';

/** What stands between the columns of a row. */
export const column = '\0';
const item = '\x01';

/** The rows' format, kept as the fact `format`. Raised when older versions must not read it. */
export const storeFormat = 4;

/** The inner, never reused id of a Domain or of an object in it. */
export type Id = number;

/** An id of one kind of things: that of another kind does not compile in its place. */
type IdOf<Kind extends string> = Id & { readonly idOf?: Kind };

export type DomainId = IdOf<'domain'>;
export type AccountId = IdOf<'account'>;
export type GroupId = IdOf<'group'>;
export type ForwarderId = IdOf<'forwarder'>;
export type ListId = IdOf<'list'>;
export type TaskId = IdOf<'task'>;
/** The members of a Group, see `roll-tables.ts`. */
export type RollId = IdOf<'roll'>;
export type MailboxId = IdOf<'mailbox'>;
export type DatasetId = IdOf<'dataset'>;
export type FileSetId = IdOf<'fileSet'>;

/** An id of what has a name in a Domain. */
export type ObjectId = AccountId | GroupId | ForwarderId | ListId | TaskId;

/** Whose documents and sets of files there are. */
export type OwnerId = AccountId | DomainId | ServerId;

/** The server itself as an owner. */
export type ServerId = IdOf<'server'>;

/** The kinds of objects that share a Domain's name space (objects, section 1.1). */
export type ObjectKind = 'account' | 'alias' | 'group' | 'forwarder' | 'list' | 'task';

/** The types of Accounts (objects, section 5.1). */
export type AccountType =
  | 'MultiMailbox'
  | 'AGrade'
  | 'BGrade'
  | 'CGrade'
  | 'TextMailbox'
  | 'MailDirMailbox'
  | 'SlicedMailbox';

/** What a Domain name or Domain Alias stands for. */
export interface DomainNameRow {
  readonly domain: DomainId;
  readonly alias: boolean;
}

/** A Domain. */
export interface DomainRow {
  readonly name: DomainKey;
  readonly main: boolean;
  readonly suspended: boolean;
  /** The storage mount point it was created on, without `.mnt`; empty when none. */
  readonly storage: string;
  /** Domain Aliases in the order they were given. */
  readonly aliases: readonly DomainKey[];
  /** The value of its `AdminDomainName` setting or empty, kept beside for access checks. */
  readonly adminDomain: DomainKey | '';
  /** Explicit Domain settings. */
  readonly settings: string;
}

interface IdsByKind {
  readonly account: AccountId;
  readonly alias: AccountId;
  readonly group: GroupId;
  readonly forwarder: ForwarderId;
  readonly list: ListId;
  readonly task: TaskId;
}

/** What a name in a Domain stands for: an object's id; for an alias, its Account's id. */
export type NameRow = {
  [Kind in ObjectKind]: {
    readonly kind: Kind;
    readonly id: IdsByKind[Kind];
    /** The Account's type; empty for other kinds. */
    readonly type: AccountType | '';
  };
}[ObjectKind];

/** An Account. */
export interface AccountRow {
  readonly domain: DomainId;
  readonly name: string;
  readonly type: AccountType;
  /** Directory of its files below the Domain's, empty or ending in `/`: mount point and folders. */
  readonly place: string;
  /** Its INBOX lives where the system mailer puts it (LEGACY). */
  readonly legacy: boolean;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly aliases: readonly string[];
  readonly telnums: readonly string[];
  /** Administrator rights, in the order in which they are printed. */
  readonly rights: readonly string[];
  /** Explicit Account settings, the password in its stored form. */
  readonly settings: string;
}

/** A Group; its members are rows of their own (`roll-tables.ts`). */
export interface GroupRow {
  readonly domain: DomainId;
  readonly name: string;
  /** Its members: the id of their roll. */
  readonly roll: RollId;
  /** The Group's dictionary without `Members`. */
  readonly settings: string;
}

/** A Forwarder: a name that holds text. */
export interface ForwarderRow {
  readonly domain: DomainId;
  readonly name: string;
  readonly target: string;
}

/** A list as one column. */
export const list = (items: readonly string[]): string => items.join(item);
/** The list that a column holds. */
export const unlist = (text: string | undefined): readonly string[] =>
  text === undefined || text === '' ? [] : text.split(item);

/** A table whose rows are columns: `encode` joins them, `decode` gets them apart. */
export function table<K extends Key, Row>(
  name: string,
  encode: (row: Row) => string,
  decode: (columns: readonly string[]) => Row,
): DerivedTable<K, Row> {
  return { role: 'derived', ...columns(name, encode, decode) };
}

/** As `table`, of rows that the journal tells of. */
export function journaledTable<K extends Key, Row>(
  name: string,
  encode: (row: Row) => string,
  decode: (columns: readonly string[]) => Row,
): JournaledTable<K, Row> {
  return { role: 'journaled', ...columns(name, encode, decode) };
}

function columns<K extends Key, Row>(
  name: string,
  encode: (row: Row) => string,
  decode: (columns: readonly string[]) => Row,
): Table<K, Row> {
  return { name, encode, decode: (text) => decode(text.split(column)) };
}

/** A derived table whose rows are numbers, such as ids. */
export function derivedNumbers<Row extends number>(name: string): DerivedTable<string, Row> {
  return { name, role: 'derived', encode: String, decode: (text) => Number(text) as Row };
}

/** A derived table whose keys say everything. */
export function derivedKeys(name: string): DerivedTable<string, ''> {
  return { name, role: 'derived', encode: () => '', decode: () => '' };
}

const itself = (text: string): string => text;

/** Numbers that change often: the next id, the journal's last position, a Domain's accounts. */
export const counters = derivedNumbers<number>('counters');

/** Documents: key `ownerId/documentName`, owner 0 is the server. */
export const documents: JournaledTable<string, string> = {
  name: 'documents',
  role: 'journaled',
  encode: itself,
  decode: itself,
};

/** Domain names and Domain Aliases to Domains. */
export const domainNames = table<DomainKey, DomainNameRow>(
  'domainNames',
  (row) => `${row.domain}${column}${row.alias ? 1 : 0}`,
  ([domain, alias]) => ({ domain: Number(domain), alias: alias === '1' }),
);

/** Domains by id. */
export const domains = journaledTable<DomainId, DomainRow>(
  'domains',
  (row) =>
    [
      row.name,
      row.main ? 1 : 0,
      row.suspended ? 1 : 0,
      row.storage,
      list(row.aliases),
      row.adminDomain,
      row.settings,
    ].join(column),
  ([name = '', main, suspended, storage = '', aliases, adminDomain = '', settings = '{}']) => ({
    name: name as DomainKey,
    main: main === '1',
    suspended: suspended === '1',
    storage,
    aliases: unlist(aliases) as readonly DomainKey[],
    adminDomain: adminDomain as DomainKey | '',
    settings,
  }),
);

/** All names of all Domains: key `domainId/name`. */
export const names = table<string, NameRow>(
  'names',
  (row) => `${row.kind}${column}${row.id}${column}${row.type}`,
  ([kind, id, type]) => ({
    kind: kind as ObjectKind,
    id: Number(id),
    type: type as AccountType | '',
  }),
);

/** Accounts by id. */
export const accounts = journaledTable<AccountId, AccountRow>(
  'accounts',
  (row) =>
    `${row.domain}${column}${row.name}${column}${row.type}${column}${row.place}${column}` +
    `${row.legacy ? 1 : 0}${column}${row.created}${column}${list(row.aliases)}${column}` +
    `${list(row.telnums)}${column}${list(row.rights)}${column}${row.settings}`,
  ([
    domain,
    name = '',
    type,
    place = '',
    legacy,
    created,
    aliases,
    telnums,
    rights,
    settings = '{}',
  ]) => ({
    domain: Number(domain),
    name,
    type: type as AccountType,
    place,
    legacy: legacy === '1',
    created: Number(created),
    aliases: unlist(aliases),
    telnums: unlist(telnums),
    rights: unlist(rights),
    settings,
  }),
);

/** Groups by id. */
export const groups = journaledTable<GroupId, GroupRow>(
  'groups',
  (row) => [row.domain, row.name, row.roll, row.settings].join(column),
  ([domain, name = '', roll, settings = '{}']) => ({
    domain: Number(domain),
    name,
    roll: Number(roll),
    settings,
  }),
);

/** Names of Groups only, for listing: key `domainId/name`. */
export const groupNames = derivedNumbers<GroupId>('groupNames');

/** Forwarders by id. */
export const forwarders = journaledTable<ForwarderId, ForwarderRow>(
  'forwarders',
  (row) => [row.domain, row.name, row.target].join(column),
  ([domain, name = '', target = '']) => ({ domain: Number(domain), name, target }),
);

/** Names of Forwarders only, for listing: key `domainId/name`. */
export const forwarderNames = derivedNumbers<ForwarderId>('forwarderNames');

/** Telephone numbers, without a leading `+`, to Accounts. */
export const telnums = derivedNumbers<AccountId>('telnums');

/** Telephone numbers of a Domain: key `domainId/number`. */
export const domainTelnums = derivedNumbers<AccountId>('domainTelnums');

/** The journal: position to record text; `engine/core/journal.ts` knows the text. */
export const journal: DerivedTable<number, string> = {
  name: 'journal',
  role: 'derived',
  seldomRead: true,
  encode: itself,
  decode: itself,
};

/** The key of a name in a Domain. */
export function inDomain(domain: DomainId, name: string): string {
  return `${domain}/${name}`;
}
