/**
 * The first part of a step: everything that must leave its place is taken to `projector/moving`.
 * It looks at one state of the store, and at what waits already from a step that was interrupted.
 */
import { accountLocation } from '../../engine/account-place.js';
import type { Reader } from '../../store/store.js';
import { keysUnder } from '../../store/store.js';
import { accounts, type AccountRow, type Id } from '../../store/tables.js';
import type { SafeTree } from '../safe-tree.js';
import { boxesThatMove, takeAccount, takeBoxes, takenBox } from './account-files.js';
import { takeDomain, wantedDomain } from './domain-files.js';
import {
  accountAt,
  accountsAt,
  placedAccounts,
  placedDomains,
  type PlacedAccount,
  type PlacedDomain,
} from './state.js';
import { domainWaiting, readWaiting, type Waiting } from './waiting.js';

/** What a step works on. */
export interface StepParts {
  readonly tree: SafeTree;
  /** The store. */
  readonly tx: Reader;
  /** The projector's store. */
  readonly placed: Reader;
  /** Runs a work on the files of something; false when they are not what they should be. */
  readonly guarded: (what: string, work: () => void) => boolean;
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
  if (known !== undefined && !known.moving) return known.location;
  return wantedDomain(tx, domain) ?? waiting;
}

/**
 * Takes what must leave its place. `accountIds` and `domainIds` are what changed; what stands in
 * their way is added to them.
 */
export function take(parts: StepParts, accountIds: Set<Id>, domainIds: Set<Id>): Notes {
  const waiting = readWaiting(parts.tree);
  for (const id of waiting.accounts) accountIds.add(id);
  for (const id of waiting.boxes.keys()) accountIds.add(id);
  for (const id of waiting.domains) domainIds.add(id);
  const notes: Notes = { accounts: new Map(), domains: new Map() };
  addInTheWay(parts, domainIds);
  for (const id of domainIds) addSurvivors(parts, id, accountIds);
  // A set may grow while it is walked: what is added is walked too.
  for (const id of accountIds) takeOneAccount(parts, id, accountIds, waiting, notes);
  for (const id of domainIds) takeOneDomain(parts, id, waiting, notes);
  return notes;
}

/** Domains that are where another one is to be. */
function addInTheWay({ tree, tx, placed }: StepParts, domainIds: Set<Id>): void {
  for (const id of domainIds) {
    const wanted = wantedDomain(tx, id);
    const isNew = wanted !== placed.get(placedDomains, id)?.location;
    if (wanted === undefined || !isNew || tree.stat(wanted) === undefined) continue;
    for (const [other, { location }] of placed.range(placedDomains, {})) {
      if (other !== id && location === wanted) domainIds.add(other);
    }
  }
}

/** Accounts whose files are in the directory of a Domain that is gone, and that live elsewhere. */
function addSurvivors({ tx, placed }: StepParts, domain: Id, accountIds: Set<Id>): void {
  if (wantedDomain(tx, domain) !== undefined) return;
  for (const [, account] of placed.range(accountsAt, keysUnder(`${domain}/`))) {
    if (tx.get(accounts, account) !== undefined) accountIds.add(account);
  }
}

function takeOneAccount(
  parts: StepParts,
  id: Id,
  accountIds: Set<Id>,
  waiting: Waiting,
  notes: Notes,
): void {
  const { tree, tx, placed } = parts;
  const row = tx.get(accounts, id);
  const known = placed.get(placedAccounts, id);
  if (row !== undefined) {
    const holder = accountAt(placed, row.domain, accountLocation(row));
    if (holder !== undefined && holder !== id) accountIds.add(holder);
  }
  if (known === undefined || known.moving) return;
  const directory = directoryNow(parts, known.domain);
  const moving = row && boxesThatMove(tx, { id, row }, known);
  const stays = row !== undefined && isAt(known, row) && !waiting.accounts.has(id);
  const boxes = new Map(known.boxes);
  const taken = parts.guarded(`taking account/${id}`, () => {
    if (moving !== undefined && !waiting.accounts.has(id)) {
      takeBoxes(tree, directory, id, known, moving);
    }
    if (!stays) takeAccount(tree, directory, id, known.location);
  });
  if (!taken) return;
  for (const box of [...(moving ?? []), ...(waiting.boxes.get(id) ?? [])]) {
    boxes.set(box, takenBox(boxes.get(box)));
  }
  if (!stays || boxes.size > 0) notes.accounts.set(id, { ...known, boxes, moving: !stays });
}

function isAt({ domain, location }: PlacedAccount, row: AccountRow): boolean {
  return domain === row.domain && location === accountLocation(row);
}

function takeOneDomain(
  { tree, tx, placed, guarded }: StepParts,
  id: Id,
  waiting: Waiting,
  notes: Notes,
): void {
  const known = placed.get(placedDomains, id);
  if (known === undefined || known.moving) return;
  if (known.location === wantedDomain(tx, id) && !waiting.domains.has(id)) return;
  if (guarded(`taking domain/${id}`, () => takeDomain(tree, id, known.location))) {
    notes.domains.set(id, { ...known, moving: true });
  }
}
