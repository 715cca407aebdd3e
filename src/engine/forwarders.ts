/**
 * Forwarders: a name of a Domain that holds an address as text (objects, section 8.1). The text is
 * kept as given and nothing ever edits it: it may be `null`, a bare name or a router form, and it
 * stays what it is when the one it points to is renamed or deleted.
 */
import { keysUnder, type Reader } from '../store/store.js';
import {
  forwarderNames,
  forwarders,
  inDomain,
  names,
  type ForwarderRow,
  type Id,
} from '../store/tables.js';
import { print } from '../values/print.js';
import type { Change } from './change.js';
import {
  addToCounter,
  countOf,
  fullName,
  newId,
  requireFreeName,
  type Found,
} from './directory.js';
import { nameAppeared, objectGone } from './groups.js';
import type { ObjectName } from './names.js';

/** The names of a Domain's Forwarders, sorted. */
export function listForwarders(tx: Reader, domain: Id): readonly string[] {
  return Array.from(namesAndIds(tx, domain), ([name]) => name);
}

/**
 * The names of a Domain's Forwarders with this target, sorted. Addresses are compared without
 * regard to case, and otherwise as text: `john` is not found by `john@example.com`.
 */
export function findForwarders(tx: Reader, domain: Id, target: string): readonly string[] {
  const wanted = target.toLowerCase();
  const found: string[] = [];
  for (const [name, id] of namesAndIds(tx, domain)) {
    if (tx.get(forwarders, id)?.target.toLowerCase() === wanted) found.push(name);
  }
  return found;
}

function* namesAndIds(tx: Reader, domain: Id): Generator<readonly [string, Id], void> {
  const prefix = inDomain(domain, '');
  for (const [key, id] of tx.range(forwarderNames, keysUnder(prefix))) {
    yield [key.slice(prefix.length), id];
  }
}

/** Creates a Forwarder. Refuses with `...-exists` when an object has the name. */
export function createForwarder(change: Change, domain: Id, name: ObjectName, target: string): Id {
  const { tx } = change;
  requireFreeName(tx, domain, name);
  const id = newId(tx);
  putUnderName(change, id, { domain, name, target });
  addToCounter(tx, countOf('forwarder', domain), 1);
  change.effects.push({
    kind: 'forwarder',
    id,
    name: fullName(tx, domain, name),
    field: 'created',
    before: undefined,
    after: print(target),
  });
  nameAppeared(change, domain, name, 'forwarder', id);
  return id;
}

/**
 * Gives a Forwarder a new name in its Domain. Refuses with `...-exists` when an object has the
 * name, the Forwarder itself not excepted.
 */
export function renameForwarder(
  change: Change,
  { id, row }: Found<ForwarderRow>,
  name: ObjectName,
): void {
  const { tx } = change;
  const { domain } = row;
  requireFreeName(tx, domain, name);
  removeName(change, row);
  putUnderName(change, id, { ...row, name });
  const [before, after] = [fullName(tx, domain, row.name), fullName(tx, domain, name)];
  change.effects.push({
    kind: 'forwarder',
    id,
    name: after,
    field: 'name',
    before: print(before),
    after: print(after),
  });
  nameAppeared(change, domain, name, 'forwarder', id);
}

/** Deletes a Forwarder. */
export function deleteForwarder(change: Change, { id, row }: Found<ForwarderRow>): void {
  const { tx } = change;
  objectGone(change, id);
  removeName(change, row);
  tx.remove(forwarders, id);
  addToCounter(tx, countOf('forwarder', row.domain), -1);
  change.effects.push({
    kind: 'forwarder',
    id,
    name: fullName(tx, row.domain, row.name),
    field: 'deleted',
    before: print(row.target),
    after: undefined,
  });
}

function putUnderName({ tx }: Change, id: Id, row: ForwarderRow): void {
  const key = inDomain(row.domain, row.name);
  tx.put(names, key, { kind: 'forwarder', id, type: '' });
  tx.put(forwarderNames, key, id);
  tx.put(forwarders, id, row);
}

function removeName({ tx }: Change, { domain, name }: ForwarderRow): void {
  const key = inDomain(domain, name);
  tx.remove(names, key);
  tx.remove(forwarderNames, key);
}
