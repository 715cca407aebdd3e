/**
 * Forwarders: a name of a Domain that holds an address as text (objects, section 8.1). The text is
 * kept as given and nothing ever edits it: it may be `null`, a bare name or a router form, and it
 * stays what it is when the one it points to is renamed or deleted.
 */
import { visitInSteps } from '../../store/steps.js';
import type { Reader } from '../../store/store.js';
import {
  forwarderNames,
  forwarders,
  type ForwarderId,
  type DomainId,
  type ForwarderRow,
} from '../../tables/tables.js';
import { foldedAddress } from '../../values/letters.js';
import { print } from '../../values/print.js';
import type { Change } from '../core/change.js';
import { requireFreeName } from '../directory/directory.js';
import { NamedObjects } from '../directory/named-objects.js';
import type { ObjectName } from '../core/names.js';

/** The Forwarders. */
export const forwarderObjects = new NamedObjects<ForwarderId, ForwarderRow>({
  kind: 'forwarder',
  index: forwarderNames,
  table: forwarders,
  textOf: (_tx, row) => print(row.target),
});

/**
 * The names of a Domain's Forwarders with this target, sorted. Addresses are compared without
 * regard to case, and otherwise as text: `john` is not found by `john@example.com`.
 */
export function* findForwarders(
  tx: Reader,
  domain: DomainId,
  target: string,
): Generator<void, readonly string[]> {
  const wanted = foldedAddress(target);
  const found: string[] = [];
  yield* visitInSteps(forwarderObjects.namesAndIds(tx, domain), ([name, id]) => {
    if (foldedAddress(tx.get(forwarders, id)?.target ?? '') === wanted) found.push(name);
  });
  return found;
}

/** Creates a Forwarder. Refuses with `...-exists` when an object has the name. */
export function createForwarder(
  change: Change,
  domain: DomainId,
  name: ObjectName,
  target: string,
): ForwarderId {
  requireFreeName(change.tx, domain, name);
  return forwarderObjects.add(change, { domain, name, target });
}
