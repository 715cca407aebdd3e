/**
 * The second part of a step: everything is brought to where it belongs, and written. What is in
 * somebody's way, or is not what it should be, waits for another step.
 */
import { accountLocation } from '../../engine/account-place.js';
import { keysUnder } from '../../store/store.js';
import { accounts, type Id } from '../../store/tables.js';
import { serviceFile } from '../layout.js';
import { writeWebFiles } from '../web-files.js';
import {
  dropAccount,
  keepInfo,
  placeAccount,
  placeBoxes,
  removeEmptyFolders,
  writeDocuments,
  type Project,
} from './account-files.js';
import { chore, type Changed } from './changed.js';
import { dropDomain, placeDomain, wantedDomain, writeDomain } from './domain-files.js';
import { accountAt, accountsAt, placedAccounts, placedDomains } from './state.js';
import type { Notes, StepParts } from './step.js';

/** Where the contents of stored files are, and whether second names of them will do. */
export interface Contents {
  readonly directory: string;
  readonly linked: boolean;
}

/** Brings everything to its place; what has to wait is added to the chores of `changed`. */
export function place(parts: StepParts, changed: Changed, contents: Contents): Notes {
  const notes: Notes = { accounts: new Map(), domains: new Map() };
  for (const id of changed.domains) {
    if (!placeOneDomain(parts, id, notes)) changed.chores.add(chore.domain(id));
  }
  for (const id of changed.accounts) {
    if (notes.accounts.has(id)) continue;
    if (!placeOneAccount(parts, id, notes, contents)) changed.chores.add(chore.account(id));
  }
  return notes;
}

function placeOneDomain(parts: StepParts, id: Id, notes: Notes): boolean {
  const { tree, tx, placed, guarded } = parts;
  const known = placed.get(placedDomains, id);
  const wanted = wantedDomain(tx, id);
  if (wanted === undefined) {
    // A Domain that went after the first part is taken in a later step.
    if (known !== undefined && !known.moving) return true;
    return guarded(chore.domain(id), () => {
      dropDomain(tree, id);
      for (const [, account] of placed.range(accountsAt, keysUnder(`${id}/`))) {
        if (tx.get(accounts, account) === undefined) notes.accounts.set(account, undefined);
      }
      notes.domains.set(id, undefined);
    });
  }
  if (known !== undefined && !known.moving && known.location !== wanted) return true;
  return guarded(chore.domain(id), () => {
    if (known === undefined || known.moving) placeDomain(tree, id, wanted);
    notes.domains.set(id, { location: wanted, moving: false });
    writeDomain(tree, tx, id, wanted);
  });
}

function placeOneAccount(parts: StepParts, id: Id, notes: Notes, contents: Contents): boolean {
  const { tree, tx, placed, guarded } = parts;
  const known = placed.get(placedAccounts, id);
  const row = tx.get(accounts, id);
  if (row === undefined) {
    if (known !== undefined && !known.moving) return true;
    return guarded(chore.account(id), () => {
      dropAccount(tree, id, known?.boxes.keys() ?? []);
      notes.accounts.set(id, undefined);
    });
  }
  const home = notes.domains.get(row.domain) ?? placed.get(placedDomains, row.domain);
  const location = accountLocation(row);
  const holder = accountAt(placed, row.domain, location);
  if (home === undefined || home.moving || (holder !== undefined && holder !== id)) return false;
  const isElsewhere = known !== undefined && !known.moving;
  if (isElsewhere && (known.domain !== row.domain || known.location !== location)) return true;
  return guarded(chore.account(id), () => {
    const directory = home.location;
    if (known?.moving === true) placeAccount(tree, directory, id, location);
    const project: Project = {
      tree,
      tx,
      account: { id, row },
      directory,
      boxes: known?.boxes ?? new Map(),
      isNew: known === undefined && tree.stat(`${directory}/${location}`) === undefined,
    };
    const boxes = placeBoxes(project);
    notes.accounts.set(id, { domain: row.domain, location, moving: false, boxes });
    if (!project.isNew) removeEmptyFolders(project);
    writeDocuments(project);
    const web = `${directory}/${serviceFile(row, 'web')}`;
    writeWebFiles(tree, tx, id, web, contents.directory, contents.linked);
    keepInfo(tree, tx, { id, row }, directory, { location, boxes });
  });
}
