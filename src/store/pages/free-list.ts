/**
 * The pages of a data file that are free, as its own tree of them tells: under the number of a
 * transaction a list, whose first number is its length, and in which a negative number is how many
 * pages follow the next one.
 */
import { pageHead, readWide, type Meta } from './meta-page.js';
import { PageDamage } from './page-damage.js';
import type { PageFile } from './page-file.js';
import { PageSet } from './page-set.js';
import { byNumber, isHeadOfLarge, type TreePage } from './tree-page.js';
import { TreeWalk, type PageSource } from './tree-walk.js';

/** The free pages of a state. Throws `PageDamage` when they cannot be what is told. */
export function freePagesOf(file: PageFile, source: PageSource, meta: Meta): PageSet {
  const free = new PageSet(meta.lastPage);
  const walk = new TreeWalk(source, meta.free, byNumber);
  walk.first();
  let entries = 0;
  for (let more = walk.isAtRow; more; more = walk.next()) {
    const { leaf } = walk;
    if (leaf === undefined) break;
    entries += 1;
    addList(free, listAt(file, leaf, walk.index, meta), leaf.number, meta);
  }
  if (entries !== meta.free.entries) {
    throw new PageDamage(meta.free.root ?? 0, 'lists of free pages are missing');
  }
  return free;
}

function listAt(file: PageFile, leaf: TreePage, index: number, { lastPage }: Meta): Buffer {
  const bytes = leaf.valueBytes(index);
  if (!leaf.isLarge(index)) {
    const at = leaf.keyEnd(index);
    return leaf.bytes.subarray(at, at + bytes);
  }
  const { first, count } = leaf.largePages(index);
  if (first + count - 1 > lastPage || bytes > count * file.pageSize - pageHead) {
    throw new PageDamage(leaf.number, 'a list of free pages is not where it should be');
  }
  const pages = file.read(first, count);
  if (!isHeadOfLarge(pages, first, count)) {
    throw new PageDamage(first, 'it is not the list of free pages that it should be');
  }
  return pages.subarray(pageHead, pageHead + bytes);
}

function addList(free: PageSet, list: Buffer, page: number, { lastPage }: Meta): void {
  const room = (list.length >> 3) - 1;
  const length = room < 0 ? Infinity : readWide(list, 0, page);
  if (length > room) throw new PageDamage(page, 'a list of free pages is too short');
  for (let at = 1; at <= length; at += 1) {
    const count = Number(-list.readBigInt64LE(at * 8));
    if (count === 0) continue;
    if (count > 0) at += 1;
    const first = at > length ? 0 : readWide(list, at * 8, page);
    for (let free_ = first; free_ < first + Math.max(count, 1); free_ += 1) {
      if (free_ < 2 || free_ > lastPage || !free.add(free_)) {
        throw new PageDamage(page, 'a list of free pages names one that cannot be');
      }
    }
  }
}
