/**
 * The first part of a step: everything that must leave its place is taken to `projector/moving`.
 * It looks at one state of the store, and at what waits already from a step that was interrupted.
 */
import { accountLocation } from '../../engine/account-place.js';
import type { Found } from '../../engine/directory.js';
import type { Reader } from '../../store/store.js';
import { keysUnder } from '../../store/store.js';
import { accounts, type AccountRow, type Id } from '../../store/tables.js';
import { takeAccount } from './account-files.js';
import type { InfoParts } from './account-info.js';
import { takeBoxes } from './box-places.js';
import { takeDomain, wantedDomain } from './domain-files.js';
import {
  accountAt,
  accountsAt,
  domainAt,
  isSameBoxes,
  placedAccounts,
  placedDomains,
  type PlacedAccount,
  type PlacedBox,
  type PlacedDomain,
} from './state.js';
import { accountWaiting, domainWaiting, readWaiting, type Waiting } from './waiting.js';

/** What a step works on. */
export interface StepParts extends InfoParts {
  /** The projector's store. */
  readonly placed: Reader;
}

/** What is to be noted of a step; undefined for what is nowhere any more. */
export interface Notes {
  readonly accounts: Map<Id, PlacedAccount | undefined>;
  readonly domains: Map<Id, PlacedDomain | undefined>;
}

/** Where the directory of a Domain is now. */
export function directoryNow({ tree, tx, placed }: StepParts, domain: Id): string {
  const waiting = domainWaiting(domain);
  if (tree.stat(waiting) !== undefined) return waiting;
  const known = placed.get(placedDomains, domain);
  if (known !== undefined && known.location !== '') return known.location;
  const wanted = wantedDomain(tx, domain);
  return wanted === undefined || isOfAnother(domainAt(placed, wanted), domain) ? waiting : wanted;
}

/** Whether a place is that of something else, which may not have left it yet. */
function isOfAnother(holder: Id | undefined, id: Id): holder is Id {
  return holder !== undefined && holder !== id;
}

/**
 * Takes what must leave its place, and notes for all where it is to be. `accountIds` and `domainIds`
 * are what changed; what stands in their way is added to them.
 */
export function take(parts: StepParts, accountIds: Set<Id>, domainIds: Set<Id>): Notes {
  const { placed } = parts;
  const taking: Taking = {
    ...parts,
    waiting: readWaiting(parts.tree),
    notes: { accounts: new Map(), domains: new Map() },
    directories: new Map(),
  };
  const { waiting, notes } = taking;
  for (const id of waiting.accounts) accountIds.add(id);
  for (const id of waiting.boxes.keys()) accountIds.add(id);
  for (const id of waiting.domains) domainIds.add(id);
  // A set may grow while it is walked: what is added is walked too.
  for (const id of domainIds) {
    const wanted = wantedDomain(parts.tx, id);
    if (wanted === undefined) addSurvivors(parts, id, accountIds);
    else addHolder(domainIds, domainAt(placed, wanted));
  }
  for (const id of accountIds) takeOneAccount(taking, id, accountIds);
  for (const id of domainIds) takeOneDomain(taking, id);
  giveWay(notes.accounts, ({ domain, location }) => accountAt(placed, domain, location));
  giveWay(notes.domains, ({ location }) => domainAt(placed, location));
  return notes;
}

/** What taking works on. */
interface Taking extends StepParts {
  readonly waiting: Waiting;
  readonly notes: Notes;
  /** Where the directories of Domains are now. */
  readonly directories: Map<Id, string>;
}

function addHolder(ids: Set<Id>, holder: Id | undefined): void {
  if (holder !== undefined) ids.add(holder);
}

/** Accounts whose files are in the directory of a Domain that is gone, and that live elsewhere. */
function addSurvivors({ tx, placed }: StepParts, domain: Id, accountIds: Set<Id>): void {
  for (const [, account] of placed.range(accountsAt, keysUnder(`${domain}/`))) {
    if (tx.get(accounts, account) !== undefined) accountIds.add(account);
  }
}

/** A place whose holder could not be taken is nobody else's yet. */
function giveWay<Row extends { readonly location: string }>(
  notes: Map<Id, Row | undefined>,
  holderOf: (row: Row) => Id | undefined,
): void {
  for (const [id, next] of notes) {
    if (next === undefined || next.location === '') continue;
    const holder = holderOf(next);
    if (!isOfAnother(holder, id)) continue;
    if (!notes.has(holder)) notes.set(id, { ...next, location: '' });
  }
}

function takeOneAccount(taking: Taking, id: Id, accountIds: Set<Id>): void {
  const { tx, placed, waiting, notes, guarded } = taking;
  const row = tx.get(accounts, id);
  const known = placed.get(placedAccounts, id);
  const location = row === undefined ? '' : accountLocation(row);
  if (row !== undefined) addHolder(accountIds, accountAt(placed, row.domain, location));
  const domain = known?.domain ?? row?.domain;
  if (domain === undefined) return;
  const isWaiting = waiting.accounts.has(id);
  const isThere =
    known === undefined || (known.domain === row?.domain && known.location === location);
  guarded(`taking account/${id}`, () => {
    const directory = directoryOf(taking, domain);
    const boxes = row === undefined ? new Map() : boxesOf(taking, { id, row }, known, directory);
    if (known !== undefined && known.location !== '' && (isWaiting || !isThere)) {
      takeAccount(taking.tree, directory, id, known.location, !known.moving);
    }
    const moving = known?.moving !== false || isWaiting || !isThere;
    if (moving || !isSameBoxes(boxes, known.boxes)) {
      notes.accounts.set(id, { domain: row?.domain ?? domain, location, moving, boxes });
    }
    return true;
  });
}

function boxesOf(
  { tree, tx, placed, waiting }: Taking,
  account: Found<AccountRow>,
  known: PlacedAccount | undefined,
  directory: string,
): ReadonlyMap<Id, PlacedBox> {
  const { id, row } = account;
  const isWaiting = waiting.accounts.has(id);
  const location = known?.location ?? accountLocation(row);
  const root = isWaiting ? accountWaiting(id) : `${directory}/${location}`;
  const hasNone = (): boolean =>
    isOfAnother(accountAt(placed, row.domain, location), id) || tree.stat(root) === undefined;
  return takeBoxes({
    tree,
    tx,
    account,
    root,
    isNew: !isWaiting && (location === '' || (known === undefined && hasNone())),
    boxes: known?.boxes ?? new Map(),
    waiting: waiting.boxes.get(id) ?? new Set(),
  });
}

function takeOneDomain({ tree, tx, placed, guarded, waiting, notes }: Taking, id: Id): void {
  const known = placed.get(placedDomains, id);
  const location = wantedDomain(tx, id) ?? '';
  if (known === undefined) {
    if (location !== '') notes.domains.set(id, { location, moving: true });
    return;
  }
  const isWaiting = waiting.domains.has(id);
  if (known.location === location && !isWaiting) return;
  guarded(`taking domain/${id}`, () => {
    if (!isWaiting && known.location !== '') takeDomain(tree, id, known.location);
    notes.domains.set(id, { location, moving: true });
    return true;
  });
}

function directoryOf(taking: Taking, domain: Id): string {
  const known = taking.directories.get(domain);
  if (known !== undefined) return known;
  const directory = directoryNow(taking, domain);
  taking.directories.set(domain, directory);
  return directory;
}
