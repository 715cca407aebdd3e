/**
 * The pages of one state of a data file, each looked at before it is believed; and the trees that
 * the file has under the names of its tables. Knows no rows beyond what a check of them is given.
 */
import { pageHead, treeFactsAt, treeFactsBytes, type Meta, type TreeFacts } from './meta-page.js';
import { freePagesOf } from './free-list.js';
import { PageDamage } from './page-damage.js';
import type { PageFile } from './page-file.js';
import type { PageSet } from './page-set.js';
import { byBytes, isHeadOfLarge, TreePage, type KeyOrder } from './tree-page.js';
import { TreeWalk, type PageSource } from './tree-walk.js';

/** The pages of a state. */
export class SoundPages implements PageSource {
  readonly file: PageFile;
  /** The state that is looked at. */
  state: Meta;
  /** The pages that were free in the state with which this began, and its transaction. */
  readonly free: PageSet;
  readonly #began: number;
  /** Pages that were looked at, and their transactions then. */
  readonly #known = new Map<number, number>();
  #trees: ReadonlyMap<string, TreeFacts>;

  /** Throws `PageDamage` when the lists of free pages or of tables are damaged. */
  constructor(file: PageFile, state: Meta) {
    this.file = file;
    this.state = state;
    this.#began = state.transaction;
    this.free = freePagesOf(file, { page: (number, order) => this.#read(number, order) }, state);
    this.#trees = this.#readTrees();
  }

  /** The tree of each table. */
  get trees(): ReadonlyMap<string, TreeFacts> {
    return this.#trees;
  }

  /** From now on looks at this state, which follows the one before. */
  goOn(state: Meta): void {
    this.state = state;
    this.#trees = this.#readTrees();
  }

  page(number: number, order: KeyOrder): TreePage {
    const page = this.#read(number, order);
    // Only what was written since may lie where a page was free.
    if (page.transaction <= this.#began && this.free.has(number)) {
      throw new PageDamage(number, 'it is free, and something leads to it');
    }
    return page;
  }

  /** The value of a row. Throws `PageDamage` when its pages are not there. */
  value(leaf: TreePage, index: number): Buffer {
    const bytes = leaf.valueBytes(index);
    if (!leaf.isLarge(index)) {
      const at = leaf.keyEnd(index);
      return leaf.bytes.subarray(at, at + bytes);
    }
    const { first, count } = leaf.largePages(index);
    const { lastPage, pageSize } = this.state;
    if (first < 2 || first + count - 1 > lastPage || count !== pagesOf(bytes, pageSize)) {
      throw new PageDamage(leaf.number, 'a large row is not where it should be');
    }
    const pages = this.file.read(first, count);
    if (!isHeadOfLarge(pages, first, count)) {
      throw new PageDamage(first, 'it is not the large row that it should be');
    }
    return pages.subarray(pageHead, pageHead + bytes);
  }

  #read(number: number, order: KeyOrder): TreePage {
    if (number < 2 || number > this.state.lastPage) {
      throw new PageDamage(number, 'something leads to it, and it is not in the file');
    }
    const bytes = this.file.read(number);
    const known = this.#known.get(number);
    if (known !== undefined && known === bytes.readUInt32LE(8)) {
      return new TreePage(number, bytes, this.state, order, true);
    }
    const page = new TreePage(number, bytes, this.state, order);
    if (this.#known.size >= knownMax) this.#known.clear();
    this.#known.set(number, bytes.readUInt32LE(8));
    return page;
  }

  #readTrees(): ReadonlyMap<string, TreeFacts> {
    const trees = new Map<string, TreeFacts>();
    const walk = new TreeWalk(this, this.state.main, byBytes);
    walk.first();
    const roots = new Set([this.state.main.root, this.state.free.root]);
    for (let more = walk.isAtRow; more; more = walk.next()) {
      const { leaf, index } = walk;
      if (leaf === undefined) break;
      const at = leaf.keyEnd(index);
      if (!leaf.isTree(index) || leaf.valueBytes(index) !== treeFactsBytes) {
        throw new PageDamage(leaf.number, 'a table is not told as it should be');
      }
      const facts = treeFactsAt(leaf.bytes, at, leaf.number);
      if (facts.root !== undefined && roots.has(facts.root)) {
        throw new PageDamage(facts.root, 'two tables begin with it');
      }
      roots.add(facts.root);
      if ((facts.root === undefined) !== (facts.depth === 0) || facts.depth > depthMax) {
        throw new PageDamage(leaf.number, 'a table is not told as it should be');
      }
      trees.set(leaf.bytes.toString('latin1', leaf.keyAt(index), at).replace(/\0$/, ''), facts);
    }
    if (trees.size !== this.state.main.entries) {
      throw new PageDamage(this.state.main.root ?? 0, 'tables are missing');
    }
    return trees;
  }
}

/** How many pages are known to be sound at most: those of 400 MB, in some 5 MB of memory. */
const knownMax = 100_000;

/** No tree is as deep: each level has many times as many pages as the one above. */
const depthMax = 32;

/** How many pages a large value has. */
export function pagesOf(bytes: number, pageSize: number): number {
  return Math.ceil((pageHead + bytes) / pageSize);
}
