/**
 * What a batch of the journal says is to be looked at: only what changed, never how. What is
 * written comes from the store as it is now, so many changes of one thing are one, and looking
 * twice does no harm.
 */
import { presentAccount } from '../../engine/directory/directory.js';
import { listObjects } from '../../engine/lists/lists.js';
import { asDomainName } from '../../engine/core/names.js';
import { valueOf } from '../../engine/core/documents.js';
import type { JournalRecord } from '../../engine/core/journal.js';
import type { Reader } from '../../store/store.js';
import { domainNames, type DomainId, type Id } from '../../tables/tables.js';
import type { Effect, FieldOf, EffectOf } from '../../engine/core/effects.js';

/** What is to be looked at. */
export interface Changed {
  readonly accounts: Set<Id>;
  /** Accounts of which nothing but service files can have changed, unless they are in `accounts`. */
  readonly documents: Set<Id>;
  readonly domains: Set<Id>;
  /** Files that can wait until the rest is written. */
  readonly deferredTasks: Set<string>;
  /** Everything is to be looked at: a Domain came from outside. */
  everything: boolean;
}

/** The deferred tasks, as the table keeps them. */
export const deferredTask = {
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
    deferredTasks: new Set(),
    everything: false,
  };
}

/** What records of the journal say is to be looked at. `tx` reads the store. */
export function changedBy(tx: Reader, records: readonly JournalRecord[]): Changed {
  const changed = nothingChanged();
  for (const { effects } of records) for (const effect of effects) take(tx, changed, effect);
  return changed;
}

/** Where the files are that tell of a part of an Account. */
type Place =
  /** Where the Account is, and all its files. */
  | 'place'
  /** Its service files at most. */
  | 'documents';

/** What a part of an Account changes in its files; `indexed`: the files of its Domain tell of it. */
interface Projected {
  readonly place: Place;
  readonly indexed?: true;
}

const place: Projected = { place: 'place' };
const documents: Projected = { place: 'documents' };
const inIndexes: Projected = { place: 'documents', indexed: true };

/** What every field of an Account changes. */
const ofAccounts: Readonly<Record<FieldOf<'account'>, Projected>> = {
  created: place,
  deleted: { place: 'place', indexed: true },
  name: { place: 'place', indexed: true },
  place,
  type: place,
  mailbox: place,
  files: place,
  dataset: place,
  webSession: place,
  session: place,
  'password read': place,
  repaired: place,
  signalRules: place,
  rpops: place,
  rsips: place,
  scheduledTasks: place,
  acl: place,
  alerts: place,
  roster: place,
  balances: place,
  fileSubscription: place,
  subscription: place,
  mailboxAliases: place,
  statistics: place,
  knownAddresses: place,
  prefs: documents,
  passwords: documents,
  settings: documents,
  aliases: inIndexes,
  telnums: inIndexes,
  rights: inIndexes,
};

function take(tx: Reader, changed: Changed, effect: Effect): void {
  const domain = domainOf(tx, effect);
  switch (effect.kind) {
    case 'server':
      changed.deferredTasks.add(
        isOfFiles(effect.field) ? deferredTask.fileSets(0) : deferredTask.server,
      );
      return;
    case 'domain':
      return takeDomain(changed, effect);
    case 'account':
      return takeAccount(tx, changed, effect, domain);
    case 'list':
      changed.deferredTasks.add(deferredTask.list(effect.id));
      if (domain === undefined) return;
      changed.deferredTasks.add(deferredTask.lists(domain));
      // Groups have Lists as members.
      if (effect.field === 'name' || effect.field === 'deleted') {
        changed.deferredTasks.add(deferredTask.indexes(domain));
      }
      return;
    case 'group':
    case 'forwarder':
    case 'task':
      if (domain !== undefined) changed.deferredTasks.add(deferredTask.indexes(domain));
  }
}

function takeDomain(changed: Changed, { id, field }: EffectOf<'domain'>): void {
  changed.domains.add(id);
  changed.deferredTasks.add(deferredTask.indexes(id));
  if (isOfFiles(field)) changed.deferredTasks.add(deferredTask.fileSets(id));
  if (field === 'name') {
    changed.deferredTasks.add(deferredTask.server);
    // Lists that went before have the old name behind theirs, which leads nowhere any more.
    changed.deferredTasks.add(deferredTask.lists(id));
  }
  if (field === 'imported') changed.everything = true;
}

function takeAccount(
  tx: Reader,
  changed: Changed,
  effect: EffectOf<'account'>,
  domain: DomainId | undefined,
): void {
  const { id, field } = effect;
  const projected = ofAccounts[field];
  (projected.place === 'documents' ? changed.documents : changed.accounts).add(id);
  if (domain !== undefined && (projected.indexed === true || hasMore(tx, id))) {
    changed.deferredTasks.add(deferredTask.indexes(domain));
  }
  if (field === 'name') addNamers(tx, changed, effect);
}

/**
 * What tells of an Account whose name is another now, besides its Domain: its Mailing Lists, and the
 * Domain that it left.
 */
function addNamers(tx: Reader, changed: Changed, { id, left, before }: EffectOf<'account'>): void {
  for (const list of listObjects.ownedBy(tx, id)) {
    changed.deferredTasks.add(deferredTask.list(list));
  }
  const old = left ?? domainOfOldRecord(tx, before ?? '');
  if (old !== undefined) changed.deferredTasks.add(deferredTask.indexes(old));
}

/** A new Account may have aliases, numbers and rights from the beginning. */
function hasMore(tx: Reader, account: Id): boolean {
  const row = presentAccount(tx, account);
  return row !== undefined && row.aliases.length + row.telnums.length + row.rights.length > 0;
}

function isOfFiles(field: FieldOf<'server' | 'domain'>): boolean {
  return field === 'skins' || field === 'pbx';
}

/** The Domain of an effect; records of older versions have its name only. */
function domainOf(tx: Reader, { domain, name }: Effect): DomainId | undefined {
  return domain === 0 ? domainNamed(tx, name) : (domain as DomainId);
}

/** The Domain that an old name is of, in a record of an older version. `before` is printed. */
function domainOfOldRecord(tx: Reader, before: string): DomainId | undefined {
  const name = valueOf(before);
  return typeof name === 'string' ? domainNamed(tx, name) : undefined;
}

/** A Domain that has another name by now is looked at for that anyway. */
function domainNamed(tx: Reader, fullName: string): DomainId | undefined {
  const name = asDomainName(fullName.slice(fullName.lastIndexOf('@') + 1));
  return name === undefined ? undefined : tx.get(domainNames, name)?.domain;
}
