/** All tables, for drivers that open them at start. A chapter with tables of its own adds them here. */
import type { Key, Table } from './store.js';
import {
  facts,
  counters,
  documents,
  domainNames,
  domains,
  names,
  accounts,
  groups,
  groupNames,
  forwarders,
  forwarderNames,
  memberOf,
  awaitedNames,
  telnums,
  domainTelnums,
  journal,
} from './tables.js';

export const allTables: readonly Table<Key, unknown>[] = [
  facts,
  counters,
  documents,
  domainNames,
  domains,
  names,
  accounts,
  groups,
  groupNames,
  forwarders,
  forwarderNames,
  memberOf,
  awaitedNames,
  telnums,
  domainTelnums,
  journal,
];
