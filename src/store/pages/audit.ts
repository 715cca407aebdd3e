/**
 * An audit of one state of a data file: every page is either free or in exactly one place of one
 * tree, every tree has as many pages and rows as it is told to have, its keys are in order, and each
 * row is what was written under its key.
 */
import type { Meta, TreeFacts } from './meta-page.js';
import { PageDamage } from './page-damage.js';
import type { PageFile } from './page-file.js';
import { PageSet } from './page-set.js';
import { isWholeRow } from '../stored-form.js';
import { pagesOf, SoundPages } from './sound-pages.js';
import { byBytes, byNumber, type KeyOrder, type TreePage } from './tree-page.js';
import { TreeWalk } from './tree-walk.js';

/** Something that an audit found. */
export interface Damage {
  /** One line for an operator. */
  readonly line: string;
  /** Only this row is lost; else nothing may be written to the store any more. */
  readonly ofRow: boolean;
}

/** How many damages are told; a disk that is gone has them everywhere. */
const damagesMax = 100;

/** Looks at everything; returns what is damaged, the first ones when there are many. */
export function auditAtOnce(file: PageFile, state: Meta): readonly Damage[] {
  let pages: SoundPages;
  try {
    pages = new SoundPages(file, state);
  } catch (error) {
    if (!(error instanceof PageDamage)) throw error;
    return [{ line: error.message, ofRow: false }];
  }
  const parts = new Audit(pages);
  parts.tree('free pages', state.free, byNumber, 'list');
  parts.tree('tables', state.main, byBytes, 'tree');
  for (const [name, facts] of pages.trees) parts.tree(name, facts, byBytes, 'row');
  parts.finish(state);
  return parts.damages;
}

/** What the values of a tree are. */
type Kind = 'list' | 'tree' | 'row';

class Audit {
  readonly damages: Damage[] = [];
  readonly #pages: SoundPages;
  readonly #used: PageSet;
  #branches = 0;
  #leaves = 0;
  #large = 0;

  constructor(pages: SoundPages) {
    this.#pages = pages;
    this.#used = new PageSet(pages.state.lastPage);
  }

  tree(name: string, facts: TreeFacts, order: KeyOrder, kind: Kind): void {
    this.#branches = 0;
    this.#leaves = 0;
    this.#large = 0;
    let rows = 0;
    try {
      const walk = new TreeWalk(
        { page: (number, keyOrder) => this.#page(number, keyOrder) },
        facts,
        order,
      );
      walk.first();
      for (let more = walk.isAtRow; more; more = walk.nextLeaf()) {
        const { leaf } = walk;
        if (leaf === undefined) break;
        rows += leaf.count;
        this.#rows(name, leaf, kind);
      }
      const told = [facts.branchPages, facts.leafPages, facts.overflowPages, facts.entries];
      const found = [this.#branches, this.#leaves, this.#large, rows];
      if (told.some((count, at) => count !== found[at])) {
        this.#tell(
          `${name}: there are ${found.join(', ')} branches, leaves, large pages and rows, and ` +
            `there should be ${told.join(', ')}`,
        );
      }
    } catch (error) {
      if (!(error instanceof PageDamage)) throw error;
      this.#tell(`${name}: ${error.message}`);
    }
  }

  /** Each page has one place; of one that was damaged nobody knows what lay behind it. */
  finish({ lastPage }: Meta): void {
    if (this.damages.some(({ ofRow }) => !ofRow)) return;
    const counted = this.#used.size + this.#pages.free.size + 2;
    if (counted !== lastPage + 1) {
      this.#tell(`the data file has ${lastPage + 1} pages, and ${counted} of them have a place`);
    }
  }

  #page(number: number, order: KeyOrder): TreePage {
    const page = this.#pages.page(number, order);
    this.#use(number);
    if (page.isLeaf) this.#leaves += 1;
    else this.#branches += 1;
    return page;
  }

  #use(number: number): void {
    if (!this.#used.add(number)) throw new PageDamage(number, 'two places lead to it');
  }

  #rows(table: string, leaf: TreePage, kind: Kind): void {
    for (let index = 0; index < leaf.count; index += 1) {
      if (leaf.isTree(index) !== (kind === 'tree')) {
        throw new PageDamage(leaf.number, 'it has a row of another kind');
      }
      const value = leaf.isLarge(index) || kind === 'row' ? this.#pages.value(leaf, index) : none;
      if (leaf.isLarge(index)) this.#useLarge(leaf, index);
      if (kind !== 'row') continue;
      const key = leaf.bytes.subarray(leaf.keyAt(index), leaf.keyEnd(index));
      if (!isWholeRow(key, value)) {
        this.#tell(`${table}: a row in page ${leaf.number} is damaged`, true);
      }
    }
  }

  #useLarge(leaf: TreePage, index: number): void {
    const { first } = leaf.largePages(index);
    const count = pagesOf(leaf.valueBytes(index), this.#pages.state.pageSize);
    for (let page = first; page < first + count; page += 1) {
      if (this.#pages.free.has(page)) throw new PageDamage(page, 'it is free, and a row is in it');
      this.#use(page);
    }
    this.#large += count;
  }

  #tell(line: string, ofRow = false): void {
    if (this.damages.length < damagesMax) this.damages.push({ line, ofRow });
  }
}

const none = Buffer.alloc(0);
