/**
 * The tables and the shapes of their rows. Names live in one table per the whole server, keyed by
 * domain and name, so uniqueness across all kinds of objects is one key; everything else refers to
 * inner ids that are never reused. Columns that mail servers look up are plain fields; documents
 * are texts of the data language on one line (what goes on the wire), keys sorted.
 */
import type { DomainKey } from '../values/letters.js';
import type { DerivedTable } from '../store/store.js';
import {
  derivedTable,
  derivedValues,
  flag,
  id,
  journaledTable,
  journaledValues,
  key,
  number,
  text,
  texts,
  word,
  type RowOf,
} from './columns.js';

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

/** Numbers that change often: the next id, the journal's last position, a Domain's accounts. */
export const counters = derivedValues('counters', key<string>(), number());

/** Documents: key `ownerId/documentName`, owner 0 is the server. */
export const documents = journaledValues('documents', key<string>(), text());

/** What a Domain name or Domain Alias stands for. */
export const domainNames = derivedTable('domainNames', key<DomainKey>(), {
  domain: id<DomainId>(),
  alias: flag(),
});

/** Domains by id. */
export const domains = journaledTable('domains', key<DomainId>(), {
  name: text<DomainKey>(),
  main: flag(),
  suspended: flag(),
  /** The storage mount point it was created on, without `.mnt`; empty when none. */
  storage: text(),
  /** Domain Aliases in the order they were given. */
  aliases: texts<DomainKey>(),
  /** The value of its `AdminDomainName` setting or empty, kept beside for access checks. */
  adminDomain: text<DomainKey | ''>(),
  /** Explicit Domain settings. */
  settings: text('{}'),
});

/** A Domain. */
export type DomainRow = RowOf<typeof domains>;

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

/** All names of all Domains: key `domainId/name`. */
export const names = derivedTable('names', key<string>(), {
  kind: word<ObjectKind>(),
  id: id<ObjectId>(),
  type: word<AccountType | ''>(),
}) as DerivedTable<string, NameRow>;

/** Accounts by id. */
export const accounts = journaledTable('accounts', key<AccountId>(), {
  domain: id<DomainId>(),
  name: text(),
  type: word<AccountType>(),
  /** Directory of its files below the Domain's, empty or ending in `/`: mount point and folders. */
  place: text(),
  /** Its INBOX lives where the system mailer puts it (LEGACY). */
  legacy: flag(),
  /** Milliseconds since 1970. */
  created: number(),
  aliases: texts(),
  telnums: texts(),
  /** Administrator rights, in the order in which they are printed. */
  rights: texts(),
  /** Explicit Account settings, the password in its stored form. */
  settings: text('{}'),
});

/** An Account. */
export type AccountRow = RowOf<typeof accounts>;

/** Groups by id; their members are rows of their own (`roll-tables.ts`). */
export const groups = journaledTable('groups', key<GroupId>(), {
  domain: id<DomainId>(),
  name: text(),
  /** Its members: the id of their roll. */
  roll: id<RollId>(),
  /** The Group's dictionary without `Members`. */
  settings: text('{}'),
});

/** A Group. */
export type GroupRow = RowOf<typeof groups>;

/** Names of Groups only, for listing: key `domainId/name`. */
export const groupNames = derivedValues('groupNames', key<string>(), id<GroupId>());

/** Forwarders by id: names that hold text. */
export const forwarders = journaledTable('forwarders', key<ForwarderId>(), {
  domain: id<DomainId>(),
  name: text(),
  target: text(),
});

/** A Forwarder. */
export type ForwarderRow = RowOf<typeof forwarders>;

/** Names of Forwarders only, for listing: key `domainId/name`. */
export const forwarderNames = derivedValues('forwarderNames', key<string>(), id<ForwarderId>());

/** The columns of what an Account owns: Mailing Lists and Named Tasks. */
export const ownedColumns = {
  domain: id<DomainId>(),
  name: text(),
  /** The Account of the same Domain that owns it. */
  owner: id<AccountId>(),
  /** The object's dictionary without `Owner`. */
  settings: text('{}'),
};

/** A Mailing List or a Named Task. */
export type OwnedRow = RowOf<typeof ownedColumns>;

/** Telephone numbers, without a leading `+`, to Accounts. */
export const telnums = derivedValues('telnums', key<string>(), id<AccountId>());

/** Telephone numbers of a Domain: key `domainId/number`. */
export const domainTelnums = derivedValues('domainTelnums', key<string>(), id<AccountId>());

/** The journal: position to record text; `engine/core/journal.ts` knows the text. */
export const journal = { ...derivedValues('journal', key<number>(), text()), seldomRead: true };

/** The key of a name in a Domain. */
export function inDomain(domain: DomainId, name: string): string {
  return `${domain}/${name}`;
}
