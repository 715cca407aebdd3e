/**
 * The first part of a step: everything that must leave its place is moved to `projector/moving`.
 * It looks at one state of the store, and at what waits already from a step that was interrupted.
 */
import { accountLocation } from '../../engine/places/account-place.js';
import { accountOf, type FoundAccount, presentAccount } from '../../engine/directory/directory.js';
import type { Reader } from '../../store/store.js';
import { keysUnder } from '../../store/store.js';
import { accounts, type Id } from '../../tables/tables.js';
import { dropAccount, stageAccount } from './account-files.js';
import type { InfoParts } from './account-info.js';
import { stageBoxes } from './box-places.js';
import { dropDomain, stageDomain, wantedDomain } from './domain-files.js';
import type { Gone } from './evidence.js';
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
import { stagedAccount, stagedDomain, readStaged, type Staged } from './staged.js';

/** What a step works on. */
export interface StepParts extends InfoParts {
  /** The projector's store. */
  readonly placed: Reader;
  /** What the journal tells to be gone. */
  readonly gone: Gone;
}

/** What is to be noted of a step; undefined for what is nowhere any more. */
export interface Notes {
  readonly accounts: Map<Id, PlacedAccount | undefined>;
  readonly domains: Map<Id, PlacedDomain | undefined>;
}

/** Where the directory of a Domain is now. */
export function directoryNow({ tree, tx, placed }: StepParts, domain: Id): string {
  const staged = stagedDomain(domain);
  if (tree.stat(staged) !== undefined) return staged;
  const known = placed.get(placedDomains, domain);
  if (known !== undefined && known.location !== '') return known.location;
  const wanted = wantedDomain(tx, domain);
  return wanted === undefined || isOfAnother(domainAt(placed, wanted), domain) ? staged : wanted;
}

/** Whether a place is that of something else, which may not have left it yet. */
function isOfAnother(holder: Id | undefined, id: Id): holder is Id {
  return holder !== undefined && holder !== id;
}

/**
 * Takes what must leave its place, and notes for all where it is to be. `accountIds` and `domainIds`
 * are what changed; what stands in their way is added to them.
 */
export function detach(parts: StepParts, accountIds: Set<Id>, domainIds: Set<Id>): Notes {
  const { placed } = parts;
  const detaching: Detaching = {
    ...parts,
    staged: readStaged(parts.tree),
    notes: { accounts: new Map(), domains: new Map() },
    directories: new Map(),
    inTheWay: { accounts: new Set(), domains: new Set() },
  };
  const { staged, notes } = detaching;
  for (const id of staged.accounts) accountIds.add(id);
  for (const id of staged.boxes.keys()) accountIds.add(id);
  for (const id of staged.domains) domainIds.add(id);
  // A set may grow while it is walked: what is added is walked too.
  for (const id of domainIds) {
    const wanted = wantedDomain(parts.tx, id);
    if (wanted === undefined) addTenants(parts, id, accountIds);
    else addHolder(domainIds, domainAt(placed, wanted), id, detaching.inTheWay.domains);
  }
  for (const id of accountIds) detachAccount(detaching, id, accountIds);
  for (const id of domainIds) detachDomain(detaching, id);
  makeWay(detaching);
  giveWay(notes.accounts, ({ domain, location }) => accountAt(placed, domain, location));
  giveWay(notes.domains, ({ location }) => domainAt(placed, location));
  return notes;
}

/** What detaching works on. */
interface Detaching extends StepParts {
  readonly staged: Staged;
  readonly notes: Notes;
  /** Where the directories of Domains are now. */
  readonly directories: Map<Id, string>;
  /** What holds a place that is to be another's. */
  readonly inTheWay: { readonly accounts: Set<Id>; readonly domains: Set<Id> };
}

function addHolder(ids: Set<Id>, holder: Id | undefined, id: Id, inTheWay: Set<Id>): void {
  if (holder === undefined) return;
  ids.add(holder);
  if (holder !== id) inTheWay.add(holder);
}

/**
 * Accounts that do not go along with the directory of a Domain that is gone: those that live
 * elsewhere now, and those on a disk of their own.
 */
function addTenants({ tx, placed }: StepParts, domain: Id, accountIds: Set<Id>): void {
  for (const [key, account] of placed.range(accountsAt, keysUnder(`${domain}/`))) {
    if (isOnMountPoint(key) || presentAccount(tx, account) !== undefined) accountIds.add(account);
  }
}

function isOnMountPoint(location: string): boolean {
  return location.includes('.mnt/');
}

/**
 * What nobody knows and nothing tells to be gone stays where it is, unless somebody else belongs
 * there: then it is moved aside for good.
 */
function makeWay(detaching: Detaching): void {
  const { tree, tx, placed, staged, notes, inTheWay, guarded } = detaching;
  for (const id of inTheWay.accounts) {
    const known = placed.get(placedAccounts, id);
    if (known === undefined || notes.accounts.has(id) || presentAccount(tx, id)) continue;
    guarded(`detaching account/${id}`, () => {
      const directory = directoryOf(detaching, known.domain);
      dropAccount(tree, directory, { id, location: known.location, forEver: true }, staged);
      notes.accounts.set(id, { ...known, location: '', moving: true, boxes: new Map() });
      return true;
    });
  }
  for (const id of inTheWay.domains) {
    const known = placed.get(placedDomains, id);
    if (known === undefined || notes.domains.has(id) || wantedDomain(tx, id) !== undefined)
      continue;
    guarded(`detaching domain/${id}`, () => {
      dropDomain(tree, id, known.location, true);
      notes.domains.set(id, { location: '', moving: true });
      return true;
    });
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

function detachAccount(detaching: Detaching, id: Id, accountIds: Set<Id>): void {
  const { tx, placed, staged, notes, guarded } = detaching;
  const row = presentAccount(tx, id);
  const known = placed.get(placedAccounts, id);
  if (row === undefined) return dropOneAccount(detaching, id, known);
  const location = accountLocation(row);
  const holder = accountAt(placed, row.domain, location);
  addHolder(accountIds, holder, id, detaching.inTheWay.accounts);
  const domain = known?.domain ?? row.domain;
  const isWaiting = staged.accounts.has(id);
  const isThere =
    known === undefined || (known.domain === row.domain && known.location === location);
  guarded(`detaching account/${id}`, () => {
    const directory = directoryOf(detaching, domain);
    const boxes = boxesOf(detaching, accountOf(tx, id), known, directory);
    if (known !== undefined && known.location !== '' && (isWaiting || !isThere)) {
      stageAccount(detaching.tree, directory, id, known.location, !known.moving);
    }
    const moving = known?.moving !== false || isWaiting || !isThere;
    if (moving || !isSameBoxes(boxes, known.boxes)) {
      notes.accounts.set(id, { domain: row.domain, location, moving, boxes });
    }
    return true;
  });
}

/** Moves the files of an Account aside that is gone, unless they go along with its Domain's. */
function dropOneAccount(detaching: Detaching, id: Id, known: PlacedAccount | undefined): void {
  const { tree, tx, placed, staged, notes, gone, guarded } = detaching;
  if (known === undefined || known.location === '') return;
  const row = tx.get(accounts, id);
  const withDomain = gone.domain(known.domain);
  if (!gone.account(id) && !withDomain && !(row && gone.domain(row.domain))) return;
  const isInside = placed.get(placedDomains, known.domain)?.location !== undefined;
  const goesAlong = withDomain && isInside && !isOnMountPoint(known.location);
  if (goesAlong && !staged.accounts.has(id) && !staged.boxes.has(id)) return;
  guarded(`detaching account/${id}`, () => {
    const directory = directoryOf(detaching, known.domain);
    dropAccount(tree, directory, { id, location: known.location }, staged);
    notes.accounts.set(id, { ...known, location: '', moving: true, boxes: new Map() });
    return true;
  });
}

function boxesOf(
  { tree, tx, placed, staged, gone }: Detaching,
  account: FoundAccount,
  known: PlacedAccount | undefined,
  directory: string,
): ReadonlyMap<Id, PlacedBox> {
  const { id, row } = account;
  const isWaiting = staged.accounts.has(id);
  const location = known?.location ?? accountLocation(row);
  const root = isWaiting ? stagedAccount(id) : `${directory}/${location}`;
  const hasNone = (): boolean =>
    isOfAnother(accountAt(placed, row.domain, location), id) || tree.stat(root) === undefined;
  return stageBoxes({
    tree,
    tx,
    account,
    root,
    isNew: !isWaiting && (location === '' || (known === undefined && hasNone())),
    boxes: known?.boxes ?? new Map(),
    staged: staged.boxes.get(id) ?? new Set(),
    hasLeft: (path) => gone.mailbox(id, path),
  });
}

function detachDomain({ tree, tx, placed, guarded, staged, notes, gone }: Detaching, id: Id): void {
  const known = placed.get(placedDomains, id);
  const location = wantedDomain(tx, id) ?? '';
  if (known === undefined) {
    if (location !== '') notes.domains.set(id, { location, moving: true });
    return;
  }
  const isWaiting = staged.domains.has(id);
  if (known.location === location && !isWaiting) return;
  if (location === '' && !gone.domain(id)) return;
  guarded(`detaching domain/${id}`, () => {
    if (location === '') dropDomain(tree, id, known.location);
    else if (!isWaiting && known.location !== '') stageDomain(tree, id, known.location);
    notes.domains.set(id, { location, moving: true });
    return true;
  });
}

function directoryOf(detaching: Detaching, domain: Id): string {
  const known = detaching.directories.get(domain);
  if (known !== undefined) return known;
  const directory = directoryNow(detaching, domain);
  detaching.directories.set(domain, directory);
  return directory;
}
