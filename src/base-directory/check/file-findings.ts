/**
 * What on the disk is not what the store says: documented files and messages (storage, sections 2 to
 * 5). The projector's own works are done on a tree that only compares: what they would change is
 * wrong.
 */
import { accountOf, presentAccount } from '../../engine/directory/directory.js';
import { lists } from '../../tables/list-tables.js';
import { domains, type Id } from '../../tables/tables.js';
import { serviceFile } from '../layout.js';
import { doDeferredTask } from '../projection/deferred-tasks.js';
import { deferredTask, nothingChanged, type Changed } from '../projection/changed.js';
import { nothingGone } from '../projection/evidence.js';
import { hasFileSets } from '../projection/next-batch.js';
import { attach } from '../projection/attach.js';
import { placedAccounts, placedDomains } from '../projection/state.js';
import type { StepParts } from '../projection/detach.js';
import { TreeRefused } from '../safe-tree.js';
import type { ComparingTree } from './comparing-tree.js';
import { domainSubject, subjectOf, type Finding } from './finding.js';
import { lookAtMessages } from './messages.js';
import { lookForLost, lookForLostDomains } from './lost-files.js';
import type { Subject } from '../../engine/core/effects.js';
import { theServer } from '../../engine/directory/subjects.js';
import type { Look } from './look.js';

/** Something that is wrong on the disk. */
export interface FileFinding extends Finding {
  readonly path: string;
}

/** What of an Account's files is wrong. */
export function accountFindings(look: Look, id: Id): readonly FileFinding[] {
  const { tree, tx, placed, written } = look;
  const row = presentAccount(tx, id);
  const known = placed.get(placedAccounts, id);
  if (row === undefined || !written.account(id)) return [];
  const subject = subjectOf(tx, 'account', id, row);
  const directory = placed.get(placedDomains, row.domain)?.location;
  const changed = nothingChanged();
  changed.accounts.add(id);
  // What is counted in it may be older than the messages, and is counted anew when it is asked for.
  tree.ignored = `${directory ?? ''}/${serviceFile(row, 'info')}`;
  const isPlaced = placeIn(look, changed).size === 0;
  tree.ignored = undefined;
  if (isPlaced && directory !== undefined && known !== undefined) {
    guarded(tree, () => {
      lookAtMessages(tree, tx, accountOf(tx, id), directory, known);
      return true;
    });
  } else if (!tree.isAnythingWrong) {
    tree.differs(`what is of ${subject.name}`, 'is not in its place', 'move it there');
  }
  return findings(tree, subject);
}

/** What of a Domain's own files is wrong, and what in its directory is nobody's. */
export function domainFindings(look: Look, id: Id): readonly FileFinding[] {
  const { tree, tx, placed, written } = look;
  if (tx.get(domains, id) === undefined || !written.domain(id)) return [];
  const changed = nothingChanged();
  changed.domains.add(id);
  placeIn(look, changed);
  const keys = [deferredTask.indexes(id), deferredTask.lists(id)];
  if (hasFileSets(tx, id)) keys.push(deferredTask.fileSets(id));
  doAll(look, keys);
  const directory = placed.get(placedDomains, id)?.location;
  if (directory !== undefined) lookForLost(look, id, directory);
  return findings(tree, domainSubject(tx, id));
}

/** What of a Mailing List's files is wrong. */
export function listFindings(look: Look, id: Id): readonly FileFinding[] {
  const row = look.tx.get(lists, id);
  if (row === undefined) return [];
  doAll(look, [deferredTask.list(id)]);
  return findings(look.tree, subjectOf(look.tx, 'list', id, row));
}

/** What of the server's own files is wrong. */
export function serverFindings(look: Look): readonly FileFinding[] {
  doAll(look, [deferredTask.server, deferredTask.fileSets(0)]);
  lookForLostDomains(look);
  return findings(look.tree, theServer);
}

/** Places what changed; returns what could not be. */
function placeIn(look: Look, changed: Changed): ReadonlySet<string> {
  const parts: StepParts = {
    ...look,
    guarded: (_, work) => guarded(look.tree, work),
    isRefused: () => false,
    gone: nothingGone,
    damaged: () => undefined,
  };
  attach(parts, changed, look.blobs, new Set());
  return changed.deferredTasks;
}

function doAll({ tree, tx, placed, written }: Look, keys: readonly string[]): void {
  for (const key of keys) {
    if (written.deferredTask(key)) guarded(tree, () => doDeferredTask(tree, tx, placed, key));
  }
}

function guarded(tree: ComparingTree, work: () => boolean): boolean {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TreeRefused)) throw error;
    tree.refused(error);
    return false;
  }
}

function findings(tree: ComparingTree, subject: Subject): readonly FileFinding[] {
  return tree.taken().map(([path, wrong, fix]) => {
    return { subject, path, wrong: `on the disk: ${path} ${wrong}`, fix, repair: undefined };
  });
}
