/** How many subscribers Mailing Lists have, as the commands tell it. */
import type { CountedList } from '../../engine/lists/lists.js';
import { visitInSteps } from '../../store/steps.js';
import type { Dictionary, Value } from '../../values/value.js';

/** The numbers of subscribers, as digits, by the names of the Lists. */
export function* subscriberCounts(lists: Iterable<CountedList>): Generator<void, Dictionary> {
  const counts = new Map<string, Value>();
  yield* visitInSteps(lists, ([name, count]) => counts.set(name, String(count)));
  return counts;
}
