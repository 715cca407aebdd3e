/**
 * The frame of a data file: all its branches, and where its leaves are, without the leaves
 * themselves. It takes a hundredth of a whole audit, so it is looked at before anything is
 * written: that no page which is free, or behind the last one, belongs to a table.
 */
import type { TreeFacts } from './meta-page.js';
import { PageDamage } from './page-damage.js';
import { PageSet } from './page-set.js';
import type { SoundPages } from './sound-pages.js';
import { byBytes, byNumber, type KeyOrder } from './tree-page.js';

/** With more branches the frame of a file alone takes too long for a start; the audit finds it. */
const branchesMax = 20_000;

/** Throws `PageDamage` when the branches of all trees do not account for every page. */
export function requireFrame(pages: SoundPages): void {
  const { state, trees, free } = pages;
  const all: [TreeFacts, KeyOrder][] = [
    [state.free, byNumber],
    [state.main, byBytes],
  ];
  for (const facts of trees.values()) all.push([facts, byBytes]);
  if (sum(all, ({ branchPages }) => branchPages) > branchesMax) return;
  const used = new PageSet(state.lastPage);
  for (const [facts, order] of all) {
    const before = used.size;
    if (facts.root !== undefined) add(pages, used, facts.root, facts.depth, order);
    if (used.size - before !== facts.branchPages + facts.leafPages) {
      throw new PageDamage(facts.root ?? 0, 'the tree that begins with it has not all its pages');
    }
  }
  const counted = used.size + sum(all, ({ overflowPages }) => overflowPages) + free.size + 2;
  if (counted !== state.lastPage + 1) {
    throw new PageDamage(state.lastPage, `it is the last one, and ${counted} have a place`);
  }
}

function add(
  pages: SoundPages,
  used: PageSet,
  number: number,
  levels: number,
  order: KeyOrder,
): void {
  if (number > pages.state.lastPage) throw new PageDamage(number, 'it is not in the file');
  if (pages.free.has(number)) throw new PageDamage(number, 'it is free, and something leads to it');
  if (!used.add(number)) throw new PageDamage(number, 'two places lead to it');
  if (levels <= 1) return;
  const page = pages.page(number, order);
  if (page.isLeaf) throw new PageDamage(number, 'it is not on its level of the tree');
  for (let index = 0; index < page.count; index += 1) {
    add(pages, used, page.child(index), levels - 1, order);
  }
}

function sum(
  trees: readonly [TreeFacts, KeyOrder][],
  countOf: (facts: TreeFacts) => number,
): number {
  return trees.reduce((count, [facts]) => count + countOf(facts), 0);
}
