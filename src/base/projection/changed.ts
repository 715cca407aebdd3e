/**
 * What a stretch of the journal says is to be looked at: only what changed, never how. What is
 * written comes from the store as it is now, so many changes of one thing are one, and looking
 * twice does no harm.
 */
import { presentAccount } from '../../engine/directory.js';
import { listsOwnedBy } from '../../engine/lists.js';
import { asDomainName } from '../../engine/names.js';
import type { Effect } from '../../engine/change.js';
import { valueOf } from '../../engine/documents.js';
import type { JournalRecord } from '../../engine/journal.js';
import type { Reader } from '../../store/store.js';
import { domainNames, type Id } from '../../store/tables.js';

/** What is to be looked at. */
export interface Changed {
  readonly accounts: Set<Id>;
  /** Accounts of which nothing but service files can have changed, unless they are in `accounts`. */
  readonly documents: Set<Id>;
  readonly domains: Set<Id>;
  /** Files that can wait until the rest is written. */
  readonly chores: Set<string>;
  /** Everything is to be looked at: a Domain came from outside. */
  everything: boolean;
}

/** The chores, as the table keeps them. */
export const chore = {
  server: 'server',
  /** The files that tell of all objects of a Domain. */
  indexes: (domain: Id): string => `indexes/${domain}`,
  /** Which Mailing Lists a Domain has. */
  lists: (domain: Id): string => `lists/${domain}`,
  /** The settings and subscribers of a Mailing List. */
  list: (list: Id): string => `list/${list}`,
  /** Skins and application environments; 0 is the server. */
  fileSets: (owner: Id): string => `files/${owner}`,
  /** An Account whose files could not be written. */
  account: (account: Id): string => `account/${account}`,
  /** An Account whose `.info` could not be written. */
  info: (account: Id): string => `info/${account}`,
  /** A Domain whose files could not be written. */
  domain: (domain: Id): string => `domain/${domain}`,
} as const;

/** Nothing is to be looked at. */
export function nothingChanged(): Changed {
  return {
    accounts: new Set(),
    documents: new Set(),
    domains: new Set(),
    chores: new Set(),
    everything: false,
  };
}

/** What records of the journal say is to be looked at. `tx` reads the store. */
export function changedBy(tx: Reader, records: readonly JournalRecord[]): Changed {
  const changed = nothingChanged();
  for (const { effects } of records) for (const effect of effects) take(tx, changed, effect);
  return changed;
}

/** Parts of an Account of which its Domain's files tell. */
const indexed: ReadonlySet<string> = new Set([
  'name',
  'deleted',
  'aliases',
  'telnums',
  'rights',
  'domain',
]);

/** Parts of an Account that are in its service files at most, and tell nothing of where it is. */
const documented: ReadonlySet<string> = new Set([
  'settings',
  'passwords',
  'prefs',
  'aliases',
  'telnums',
  'rights',
]);

function take(tx: Reader, changed: Changed, effect: Effect): void {
  const { kind, id, name, field, before } = effect;
  const domain = kind === 'domain' ? id : domainOf(tx, name);
  switch (kind) {
    case 'server':
      changed.chores.add(isOfFiles(field) ? chore.fileSets(0) : chore.server);
      return;
    case 'domain':
      changed.domains.add(id);
      changed.chores.add(chore.indexes(id));
      if (isOfFiles(field)) changed.chores.add(chore.fileSets(id));
      if (field === 'name') {
        changed.chores.add(chore.server);
        // Lists that went before have the old name behind theirs, which leads nowhere any more.
        changed.chores.add(chore.lists(id));
      }
      if (field === 'imported') changed.everything = true;
      return;
    case 'account':
      (documented.has(field) ? changed.documents : changed.accounts).add(id);
      if (domain !== undefined && (indexed.has(field) || hasMore(tx, id))) {
        changed.chores.add(chore.indexes(domain));
      }
      if (field === 'name') addNamers(tx, changed, id, before);
      return;
    case 'list':
      changed.chores.add(chore.list(id));
      if (domain !== undefined) {
        changed.chores.add(chore.lists(domain));
        // Groups have Lists as members.
        if (indexed.has(field)) changed.chores.add(chore.indexes(domain));
      }
      return;
    default:
      if (domain !== undefined) changed.chores.add(chore.indexes(domain));
  }
}

/**
 * What tells of an Account whose name is another now, besides its Domain: its Mailing Lists, and the
 * Domain that it left. `before` is the old name, printed.
 */
function addNamers(tx: Reader, changed: Changed, account: Id, before = ''): void {
  for (const list of listsOwnedBy(tx, account)) changed.chores.add(chore.list(list));
  const name = valueOf(before);
  const left = typeof name === 'string' ? domainOf(tx, name) : undefined;
  if (left !== undefined) changed.chores.add(chore.indexes(left));
}

/** A new Account may have aliases, numbers and rights from the beginning. */
function hasMore(tx: Reader, account: Id): boolean {
  const row = presentAccount(tx, account);
  return row !== undefined && row.aliases.length + row.telnums.length + row.rights.length > 0;
}

function isOfFiles(field: string): boolean {
  return field.startsWith('skins/') || field.startsWith('pbx/');
}

/** The Domain of a full name; one that has another name by now is looked at for that anyway. */
function domainOf(tx: Reader, fullName: string): Id | undefined {
  const name = asDomainName(fullName.slice(fullName.lastIndexOf('@') + 1));
  return name === undefined ? undefined : tx.get(domainNames, name)?.domain;
}
