/**
 * The subscribers of an imported Mailing List, `LISTS/<name>.subs`, on their way into the store. A
 * file of which not everything is understood is kept beside as well, so that nothing is lost.
 */
import { addToCounter } from '../../engine/directory/directory.js';
import { countOf, isAddress } from '../../engine/lists/subscribers.js';
import { subscribers, type SubscriberRow } from '../../tables/list-tables.js';
import { foldedAddress } from '../../values/letters.js';
import { subscribersFile } from '../reading/domain-files.js';
import type { Report } from '../reading/report.js';
import type { SourceTree } from '../reading/source-tree.js';
import { subscribersIn } from '../reading/subscriber-records.js';
import type { ImportedList } from './domain-objects.js';
import type { DomainReading } from './domain-source.js';
import type { Steps } from './target.js';

/** How many subscribers one transaction writes. */
const subscribersAtOnce = 5000;

/**
 * Writes the subscribers of a List. `now` (milliseconds) is for those whose time is not told. Tells
 * whether all of the file was understood.
 */
export async function writeSubscribers(
  tree: SourceTree,
  { source }: DomainReading,
  { id, file }: ImportedList,
  steps: Steps,
  report: Report,
  now: number,
): Promise<boolean> {
  const path = subscribersFile(source.directory, file);
  const aside: string[] = [];
  const value = report.tolerate(() => tree.value(path), aside);
  if (value === undefined) return aside.length === 0;
  const found = subscribersIn(value, now);
  if (found === undefined) {
    report.add('set aside', path, 'failed to read subscribers');
    return false;
  }
  const before = report.all.length;
  const rows = new Map<string, SubscriberRow>();
  for (const { address, row, odd } of found) {
    const key = foldedAddress(address);
    if (!isAddress(address)) report.add('dropped', path, `${address}: no e-mail address`);
    else if (row === undefined) report.add('dropped', path, `${address}: it has unsubscribed`);
    else if (rows.has(key)) report.add('dropped', path, `${address}: it is there twice`);
    else rows.set(key, row);
    if (odd.length > 0) report.add('dropped', path, `${address}: ${odd.join(', ')}`);
  }
  const all = [...rows];
  for (let at = 0; at < all.length; at += subscribersAtOnce) {
    const some = all.slice(at, at + subscribersAtOnce);
    await steps.do((tx) => {
      for (const [key, row] of some) tx.put(subscribers, `${id}/${key}`, row);
      addToCounter(tx, countOf(id), some.length);
    });
  }
  return report.all.length === before;
}
