/**
 * The first part of a step: everything that must leave its place is taken to `projector/moving`.
 * It looks at one state of the store, and at what waits already from a step that was interrupted.
 */
import { accountLocation } from '../../engine/places/account-place.js';
import { accountOf, type FoundAccount, presentAccount } from '../../engine/directory/directory.js';
import type { Reader } from '../../store/store.js';
import { keysUnder } from '../../store/store.js';
import { accounts, type Id } from '../../tables/tables.js';
import { dropAccount, takeAccount } from './account-files.js';
import type { InfoParts } from './account-info.js';
import { takeBoxes } from './box-places.js';
import { dropDomain, takeDomain, wantedDomain } from './domain-files.js';
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
import { stagedAccount, stagedDomain, readStaged, type Waiting } from './staged.js';

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
  const waiting = stagedDomain(domain);
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
    waiting: readStaged(parts.tree),
    notes: { accounts: new Map(), domains: new Map() },
    directories: new Map(),
    inTheWay: { accounts: new Set(), domains: new Set() },
  };
  const { waiting, notes } = taking;
  for (const id of waiting.accounts) accountIds.add(id);
  for (const id of waiting.boxes.keys()) accountIds.add(id);
  for (const id of waiting.domains) domainIds.add(id);
  // A set may grow while it is walked: what is added is walked too.
  for (const id of domainIds) {
    const wanted = wantedDomain(parts.tx, id);
    if (wanted === undefined) addTenants(parts, id, accountIds);
    else addHolder(domainIds, domainAt(placed, wanted), id, taking.inTheWay.domains);
  }
  for (const id of accountIds) takeOneAccount(taking, id, accountIds);
  for (const id of domainIds) takeOneDomain(taking, id);
  makeWay(taking);
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
function makeWay(taking: Taking): void {
  const { tree, tx, placed, waiting, notes, inTheWay, guarded } = taking;
  for (const id of inTheWay.accounts) {
    const known = placed.get(placedAccounts, id);
    if (known === undefined || notes.accounts.has(id) || presentAccount(tx, id)) continue;
    guarded(`taking account/${id}`, () => {
      const directory = directoryOf(taking, known.domain);
      dropAccount(tree, directory, { id, location: known.location, forEver: true }, waiting);
      notes.accounts.set(id, { ...known, location: '', moving: true, boxes: new Map() });
      return true;
    });
  }
  for (const id of inTheWay.domains) {
    const known = placed.get(placedDomains, id);
    if (known === undefined || notes.domains.has(id) || wantedDomain(tx, id) !== undefined)
      continue;
    guarded(`taking domain/${id}`, () => {
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

function takeOneAccount(taking: Taking, id: Id, accountIds: Set<Id>): void {
  const { tx, placed, waiting, notes, guarded } = taking;
  const row = presentAccount(tx, id);
  const known = placed.get(placedAccounts, id);
  if (row === undefined) return dropOneAccount(taking, id, known);
  const location = accountLocation(row);
  const holder = accountAt(placed, row.domain, location);
  addHolder(accountIds, holder, id, taking.inTheWay.accounts);
  const domain = known?.domain ?? row.domain;
  const isWaiting = waiting.accounts.has(id);
  const isThere =
    known === undefined || (known.domain === row.domain && known.location === location);
  guarded(`taking account/${id}`, () => {
    const directory = directoryOf(taking, domain);
    const boxes = boxesOf(taking, accountOf(tx, id), known, directory);
    if (known !== undefined && known.location !== '' && (isWaiting || !isThere)) {
      takeAccount(taking.tree, directory, id, known.location, !known.moving);
    }
    const moving = known?.moving !== false || isWaiting || !isThere;
    if (moving || !isSameBoxes(boxes, known.boxes)) {
      notes.accounts.set(id, { domain: row.domain, location, moving, boxes });
    }
    return true;
  });
}

/** Moves the files of an Account aside that is gone, unless they go along with its Domain's. */
function dropOneAccount(taking: Taking, id: Id, known: PlacedAccount | undefined): void {
  const { tree, tx, placed, waiting, notes, gone, guarded } = taking;
  if (known === undefined || known.location === '') return;
  const row = tx.get(accounts, id);
  const withDomain = gone.domain(known.domain);
  if (!gone.account(id) && !withDomain && !(row && gone.domain(row.domain))) return;
  const isInside = placed.get(placedDomains, known.domain)?.location !== undefined;
  const goesAlong = withDomain && isInside && !isOnMountPoint(known.location);
  if (goesAlong && !waiting.accounts.has(id) && !waiting.boxes.has(id)) return;
  guarded(`taking account/${id}`, () => {
    const directory = directoryOf(taking, known.domain);
    dropAccount(tree, directory, { id, location: known.location }, waiting);
    notes.accounts.set(id, { ...known, location: '', moving: true, boxes: new Map() });
    return true;
  });
}

function boxesOf(
  { tree, tx, placed, waiting, gone }: Taking,
  account: FoundAccount,
  known: PlacedAccount | undefined,
  directory: string,
): ReadonlyMap<Id, PlacedBox> {
  const { id, row } = account;
  const isWaiting = waiting.accounts.has(id);
  const location = known?.location ?? accountLocation(row);
  const root = isWaiting ? stagedAccount(id) : `${directory}/${location}`;
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
    hasLeft: (path) => gone.mailbox(id, path),
  });
}

function takeOneDomain({ tree, tx, placed, guarded, waiting, notes, gone }: Taking, id: Id): void {
  const known = placed.get(placedDomains, id);
  const location = wantedDomain(tx, id) ?? '';
  if (known === undefined) {
    if (location !== '') notes.domains.set(id, { location, moving: true });
    return;
  }
  const isWaiting = waiting.domains.has(id);
  if (known.location === location && !isWaiting) return;
  if (location === '' && !gone.domain(id)) return;
  guarded(`taking domain/${id}`, () => {
    if (location === '') dropDomain(tree, id, known.location);
    else if (!isWaiting && known.location !== '') takeDomain(tree, id, known.location);
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
