/** The Main Domain's name, for greetings that wait for nothing. */
import { domainById, mainDomainId } from '../engine/directory/directory.js';
import type { Store } from '../store/store.js';

/**
 * The Main Domain's name at this moment. While a change to it is on its way to the disk, the name
 * before it is told.
 */
export function mainDomainOf(store: Store): () => string {
  let last = '';
  return () => {
    const seen = store.view((tx) => domainById(tx, mainDomainId(tx)).name);
    if (seen instanceof Promise) {
      seen.then(
        (name) => (last = name),
        () => undefined,
      );
    } else {
      last = seen;
    }
    return last;
  };
}
