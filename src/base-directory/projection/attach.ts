/**
 * The second part of a step: everything is brought to where it belongs, and written. What is in
 * somebody's way, or is not what it should be, waits for another step.
 */
import { accountLocation } from '../../engine/places/account-place.js';
import { accountOf, presentAccount } from '../../engine/directory/directory.js';
import { keysUnder } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { serviceFile } from '../layout.js';
import { writeWebFiles } from '../web-files.js';
import {
  dropAccount,
  placeAccount,
  removeEmptyFolders,
  writeDocuments,
  type Project,
} from './account-files.js';
import { keepInfo } from './account-info.js';
import { placeBoxes } from './box-places.js';
import { deferredTask, type Changed } from './changed.js';
import { dropDomain, placeDomain, wantedDomain, writeDomain } from './domain-files.js';
import { accountsAt, isSameBoxes, placedAccounts, placedDomains } from './state.js';
import type { Notes, StepParts } from './detach.js';
import { readStaged, type Staged } from './staged.js';

/** Where the blobs of stored files are, and whether second names of them will do. */
export interface Blobs {
  readonly directory: string;
  readonly linked: boolean;
}

/**
 * Brings everything to its place, as far as the store still says what it said when the first part
 * noted the places; what has to wait is added to the deferred tasks of `changed`. `whole`: Accounts that move,
 * and that had all their files before this step.
 */
export function attach(
  parts: StepParts,
  changed: Changed,
  blobs: Blobs,
  whole: ReadonlySet<Id>,
): Notes {
  const notes: Notes = { accounts: new Map(), domains: new Map() };
  const attaching: Attaching = {
    ...parts,
    notes,
    blobs,
    staged: readStaged(parts.tree),
    whole,
    deferredTasks: changed.deferredTasks,
  };
  for (const id of changed.domains) {
    const isDone = attaching.guarded(deferredTask.domain(id), () => attachDomain(attaching, id));
    if (!isDone) changed.deferredTasks.add(deferredTask.domain(id));
  }
  for (const id of changed.accounts) {
    if (notes.accounts.has(id)) continue;
    const isDone = attaching.guarded(deferredTask.account(id), () => attachAccount(attaching, id));
    if (!isDone) changed.deferredTasks.add(deferredTask.account(id));
  }
  for (const id of changed.documents) {
    if (changed.accounts.has(id)) continue;
    const isDone = attaching.guarded(deferredTask.account(id), () =>
      documentOneAccount(attaching, id),
    );
    if (!isDone) changed.deferredTasks.add(deferredTask.account(id));
  }
  return notes;
}

/** What attaching works on. */
interface Attaching extends StepParts {
  readonly notes: Notes;
  readonly blobs: Blobs;
  readonly staged: Staged;
  readonly whole: ReadonlySet<Id>;
  /** What has to wait. */
  readonly deferredTasks: Set<string>;
}

function attachDomain({ tree, tx, placed, notes, staged, gone }: Attaching, id: Id): boolean {
  const known = placed.get(placedDomains, id);
  const wanted = wantedDomain(tx, id);
  if (wanted === undefined) {
    // Nothing tells that it may go, so it stays.
    if (!gone.domain(id) && known?.location !== '') return true;
    if (known !== undefined && known.location !== '') return false;
    const tenants = Array.from(
      placed.range(accountsAt, keysUnder(`${id}/`)),
      ([, tenant]) => tenant,
    );
    if (tenants.some((tenant) => presentAccount(tx, tenant) !== undefined)) return false;
    if (staged.domains.has(id)) dropDomain(tree, id, '');
    for (const tenant of tenants) notes.accounts.set(tenant, undefined);
    if (known !== undefined) notes.domains.set(id, undefined);
    return true;
  }
  if (known?.location !== wanted) return false;
  if (known.moving) {
    placeDomain(tree, id, wanted);
    notes.domains.set(id, { location: wanted, moving: false });
  }
  writeDomain(tree, tx, id, wanted);
  return true;
}

function attachAccount(attaching: Attaching, id: Id): boolean {
  const { tree, tx, placed, notes, blobs, staged, gone } = attaching;
  const known = placed.get(placedAccounts, id);
  const row = presentAccount(tx, id);
  if (row === undefined) {
    const isGone = gone.account(id) || (known !== undefined && gone.domain(known.domain));
    // Nothing tells that it may go, so it stays.
    if (!isGone && known?.location !== '') return true;
    if (known !== undefined && known.location !== '') return false;
    dropAccount(tree, '', { id, location: '' }, staged);
    if (known !== undefined) notes.accounts.set(id, undefined);
    return true;
  }
  const location = accountLocation(row);
  const home = notes.domains.get(row.domain) ?? placed.get(placedDomains, row.domain);
  if (home === undefined || home.moving) return false;
  if (known?.domain !== row.domain || known.location !== location) return false;
  const isWaiting = staged.accounts.has(id);
  if (isWaiting && !known.moving) return false;
  const directory = home.location;
  const root = `${directory}/${location}`;
  const isNew = known.moving && !isWaiting && tree.stat(root) === undefined;
  const account = accountOf(tx, id);
  const project: Project = { tree, tx, account, directory, isNew };
  if (isWaiting) placeAccount(tree, directory, id, location);
  const { boxes, isComplete } = placeBoxes({
    ...project,
    root,
    boxes: known.boxes,
    staged: staged.boxes.get(id) ?? new Set(),
    hasLeft: (path) => gone.mailbox(id, path),
  });
  if (known.moving || !isSameBoxes(boxes, known.boxes)) {
    notes.accounts.set(id, { domain: row.domain, location, moving: false, boxes });
  }
  if (!isNew) removeEmptyFolders(project);
  writeDocuments(project);
  const web = `${directory}/${serviceFile(row, 'web')}`;
  writeWebFiles(tree, tx, id, web, blobs.directory, blobs.linked);
  const isKept = !known.moving || attaching.whole.has(id);
  const at = { directory, location, boxes, isKept };
  const { isWritten } = keepInfo(attaching, account, at);
  if (!isWritten) attaching.deferredTasks.add(deferredTask.info(id));
  return isComplete;
}

/** Writes the service files of an Account that is in its place; what is elsewhere is looked at whole. */
function documentOneAccount({ tree, tx, placed, notes }: Attaching, id: Id): boolean {
  const row = presentAccount(tx, id);
  if (row === undefined) return true;
  const known = placed.get(placedAccounts, id);
  const home = notes.domains.get(row.domain) ?? placed.get(placedDomains, row.domain);
  if (known?.moving !== false || home?.moving !== false) return false;
  if (known.domain !== row.domain || known.location !== accountLocation(row)) return false;
  const account = accountOf(tx, id);
  writeDocuments({ tree, tx, account, directory: home.location, isNew: false });
  return true;
}
