/**
 * A walk through a tree of pages that believes nothing: each page is looked at when the walk comes to
 * it, by itself and between its neighbours, so that a row is missed only where it cannot be.
 */
import type { TreeFacts } from './meta-page.js';
import { PageDamage } from './page-damage.js';
import type { KeyOrder, TreePage } from './tree-page.js';

/** Where the pages of a walk come from. */
export interface PageSource {
  /** A page of a tree, looked at. Throws `PageDamage`. */
  page(number: number, order: KeyOrder): TreePage;
}

/** Where a walk is on one level of the tree. */
interface Level {
  readonly page: TreePage;
  index: number;
}

/** A walk through one tree, at a row of it or behind the last one. */
export class TreeWalk {
  readonly #source: PageSource;
  readonly #facts: TreeFacts;
  readonly #order: KeyOrder;
  #levels: Level[] = [];

  constructor(source: PageSource, facts: TreeFacts, order: KeyOrder) {
    this.#source = source;
    this.#facts = facts;
    this.#order = order;
  }

  /** The leaf that the walk is in; undefined when the tree is empty. */
  get leaf(): TreePage | undefined {
    return this.#levels.at(-1)?.page;
  }

  /** Which row of the leaf it is at; behind the last one when there is no further row. */
  get index(): number {
    return this.#levels.at(-1)?.index ?? 0;
  }

  /** Goes to the first row whose key is not below `key`; returns whether that is its own. */
  seek(key: Buffer): boolean {
    this.#descend((page) => page.find(key, this.#order));
    const leaf = this.leaf;
    if (leaf === undefined) return false;
    const { index } = this;
    // What would be the neighbour of the key in the leaf beside must be on its own side of it.
    if (index === 0 && this.#compareBeside(-1, key) >= 0) this.#astray(leaf);
    if (index < leaf.count) return this.#compareAt(leaf, index, key) === 0;
    const beside = this.copy();
    if (!beside.next()) return false;
    this.#levels = beside.#levels;
    const next = this.leaf;
    if (next !== undefined && this.#compareAt(next, 0, key) <= 0) this.#astray(next);
    return false;
  }

  /** Goes to the first row. */
  first(): void {
    this.#descend(() => 0);
  }

  /** Goes to the last row. */
  last(): void {
    this.#descend((page) => page.count - 1);
  }

  /** Goes to the next row; returns whether there is one. */
  next(): boolean {
    return this.#move(1);
  }

  /** Goes to the row before; returns whether there is one. */
  previous(): boolean {
    return this.#move(-1);
  }

  /** Goes to the first row of the next leaf; returns whether there is one. */
  nextLeaf(): boolean {
    const bottom = this.#levels.at(-1);
    if (bottom !== undefined) bottom.index = bottom.page.count - 1;
    return this.#move(1);
  }

  /** Whether the walk is at a row. */
  get isAtRow(): boolean {
    const { leaf } = this;
    return leaf !== undefined && this.index < leaf.count;
  }

  /** Looks at the pages beside those on the way to here, which removing a row may merge. */
  lookAround(): void {
    for (let depth = 0; depth < this.#levels.length - 1; depth += 1) {
      for (const step of [-1, 1]) {
        const copy = this.copy(depth + 1);
        const level = copy.#levels[depth];
        if (level === undefined) continue;
        level.index += step;
        if (level.index >= 0 && level.index < level.page.count) copy.#enter();
      }
    }
  }

  /** A walk of its own at the same place; for `depth`, down to so many levels only. */
  copy(depth = this.#levels.length): TreeWalk {
    const copy = new TreeWalk(this.#source, this.#facts, this.#order);
    copy.#levels = this.#levels.slice(0, depth).map(({ page, index }) => ({ page, index }));
    return copy;
  }

  #descend(choose: (page: TreePage) => number): void {
    this.#levels = [];
    const { root, depth } = this.#facts;
    if (root === undefined) return;
    for (let level = 0; level < depth; level += 1) {
      const page = this.#enter();
      this.#levels.push({ page, index: choose(page) });
    }
  }

  /** The page below the last level that is known, or the root; held against what is known. */
  #enter(): TreePage {
    const above = this.#levels.at(-1);
    const number = above === undefined ? this.#facts.root : above.page.child(above.index);
    const page = this.#source.page(number ?? 0, this.#order);
    if (page.isLeaf !== (this.#levels.length + 1 === this.#facts.depth)) {
      throw new PageDamage(page.number, 'it is not on its level of the tree');
    }
    if (above !== undefined && page.transaction > above.page.transaction) {
      throw new PageDamage(page.number, 'it is newer than the branch that leads to it');
    }
    this.#checkBounds(page);
    return page;
  }

  /** All keys of a page lie between those that lead to it. */
  #checkBounds(page: TreePage): void {
    const first = page.isLeaf ? 0 : 1;
    if (page.count <= first) return;
    for (let depth = this.#levels.length - 1, isLow = false; depth >= 0 && !isLow; depth -= 1) {
      const { page: branch, index } = this.#levels[depth] as Level;
      if (index === 0) continue;
      isLow = true;
      if (this.#compare(page, first, branch, index) < 0) this.#astray(page);
    }
    for (let depth = this.#levels.length - 1, isHigh = false; depth >= 0 && !isHigh; depth -= 1) {
      const { page: branch, index } = this.#levels[depth] as Level;
      if (index + 1 >= branch.count) continue;
      isHigh = true;
      if (this.#compare(page, page.count - 1, branch, index + 1) >= 0) this.#astray(page);
    }
  }

  #move(step: 1 | -1): boolean {
    const bottom = this.#levels.at(-1);
    if (bottom === undefined) return false;
    const stays = bottom.index + step;
    if (stays >= 0 && stays < bottom.page.count) {
      bottom.index = stays;
      return true;
    }
    let depth = this.#levels.length - 2;
    for (; depth >= 0; depth -= 1) {
      const { page, index } = this.#levels[depth] as Level;
      if (index + step >= 0 && index + step < page.count) break;
    }
    if (depth < 0) {
      if (step === 1) bottom.index = bottom.page.count;
      return false;
    }
    this.#levels.length = depth + 1;
    (this.#levels[depth] as Level).index += step;
    while (this.#levels.length < this.#facts.depth) {
      const page = this.#enter();
      this.#levels.push({ page, index: step === 1 ? 0 : page.count - 1 });
    }
    const { page, index } = this.#levels.at(-1) as Level;
    const { page: left } = bottom;
    const over = this.#compare(page, index, left, step === 1 ? left.count - 1 : 0);
    if (over * step <= 0) this.#astray(page);
    return true;
  }

  /** How the row before the walk's leaf, or behind it, compares with a key. */
  #compareBeside(step: -1, key: Buffer): number {
    const beside = this.copy();
    if (!beside.#move(step)) return step;
    const leaf = beside.leaf;
    return leaf === undefined ? step : this.#compareAt(leaf, beside.index, key);
  }

  #compareAt(page: TreePage, index: number, key: Buffer): number {
    return this.#order(page.bytes, page.keyAt(index), page.keyEnd(index), key, 0, key.length);
  }

  #compare(one: TreePage, oneIndex: number, two: TreePage, twoIndex: number): number {
    return this.#order(
      one.bytes,
      one.keyAt(oneIndex),
      one.keyEnd(oneIndex),
      two.bytes,
      two.keyAt(twoIndex),
      two.keyEnd(twoIndex),
    );
  }

  #astray(page: TreePage): never {
    throw new PageDamage(page.number, 'its keys do not fit between those of its neighbours');
  }
}
