/**
 * Moving over the border of a file system, where renaming cannot: a copy is made beside the target,
 * and when it is whole it takes its place and what was copied is removed. A note on the disk tells of
 * it meanwhile, so that a move that was interrupted is rolled back or finished, and nothing is there
 * by half, twice or not at all once that is done. Knows no Account.
 */
import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import type { Tree } from './tree.js';
import { besideOf, parentOf } from './tree-paths.js';
import { copyBelow, requireOwnBelow } from './tree-walks.js';

/** Where the notes are. */
const notesDirectory = 'projector/copying';

/** A copy is being made; then the copy is whole. The notes' names end so. */
const underWay = '.copying';
const whole = '.copied';

/** A move: paths in the tree, and which file or directory it is about. */
type Move = readonly [from: string, to: string, inode: number];

/** Moves by copying. Throws what the disk says, and leaves everything as it was. */
export function moveByCopy(tree: Tree, from: string, to: string): void {
  requireOwnBelow(tree.pathOf(from), from, tree.isOwn);
  const move: Move = [from, to, tree.stat(from)?.ino ?? 0];
  const note = `${notesDirectory}/${createHash('sha256').update(from).digest('hex')}`;
  tree.remove(note + whole);
  tree.writeFile(note + underWay, JSON.stringify(move));
  tree.sync(note + underWay);
  tree.sync(notesDirectory);
  try {
    tree.remove(besideOf(to));
    copy(tree, from, besideOf(to));
    tree.sync(parentOf(to));
    rename(tree, note + underWay, note + whole);
    tree.sync(notesDirectory);
  } catch (error) {
    rollBack(tree, note + underWay, move);
    throw error;
  }
  finish(tree, note + whole, move);
}

/** Rolls back or finishes the moves that were interrupted, wherever that was. */
export function finishMoves(tree: Tree): void {
  for (const name of tree.list(notesDirectory)) {
    const note = `${notesDirectory}/${name}`;
    const move = moveIn(tree.readFile(note) ?? '');
    // A note that is not whole tells of nothing: it comes before everything else.
    if (move === undefined) tree.remove(note);
    else if (name.endsWith(whole)) finish(tree, note, move);
    else rollBack(tree, note, move);
  }
}

function rollBack(tree: Tree, note: string, [, to]: Move): void {
  tree.remove(besideOf(to));
  tree.remove(note);
}

function finish(tree: Tree, note: string, move: Move): void {
  const [from, to, inode] = move;
  const copy = besideOf(to);
  if (tree.stat(copy) !== undefined) {
    // Nothing of the source is removed before its copy is in place.
    if (tree.stat(to) !== undefined) return rollBack(tree, note, move);
    rename(tree, copy, to);
    tree.sync(parentOf(to));
  }
  // It leaves its name at once, so that nobody finds it by half.
  const leaving = besideOf(from);
  if (tree.stat(from)?.ino === inode) {
    tree.remove(leaving);
    rename(tree, from, leaving);
    tree.sync(parentOf(from));
  }
  tree.remove(leaving);
  tree.remove(note);
}

/** Copies; what the tree knew of the place is no longer so, even when that fails. */
function copy(tree: Tree, from: string, to: string): void {
  try {
    copyBelow(tree.pathOf(from), tree.pathOf(to));
  } finally {
    tree.forget();
  }
}

/** Renames within a file system; what the tree knew of the places is no longer so. */
function rename(tree: Tree, from: string, to: string): void {
  renameSync(tree.pathOf(from), tree.pathOf(to));
  tree.forget();
}

function moveIn(text: string): Move | undefined {
  try {
    const [from, to, inode] = JSON.parse(text) as readonly unknown[];
    const isMove = typeof from === 'string' && typeof to === 'string' && typeof inode === 'number';
    return isMove ? [from, to, inode] : undefined;
  } catch {
    return undefined;
  }
}
