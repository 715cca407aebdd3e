/** All tables, for drivers that open them at start. A chapter with tables of its own adds them here. */
import { addressBlockEnds, addressBlocks, loginNetworks } from './address-tables.js';
import { transactions } from './balance-tables.js';
import { datasetAddresses, datasetEntries, datasets } from './dataset-tables.js';
import { fileContents, files, fileSets } from './file-tables.js';
import { mailboxes } from './mailbox-tables.js';
import { statElements } from './statistics-tables.js';
import { storageFiles, storageTotals } from './storage-file-tables.js';
import { gone } from './gone-tables.js';
import { listNames, lists, ownedLists, subscribers } from './list-tables.js';
import { awaitedNames, memberOf, rollMembers, rolls } from './roll-tables.js';
import type { Key, Table } from '../store/store.js';
import { metadata } from '../store/metadata.js';
import {
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
  telnums,
  domainTelnums,
  journal,
} from './tables.js';
import { namedTasks, ownedTasks, taskNames } from './task-tables.js';

export const allTables: readonly Table<Key, unknown>[] = [
  metadata,
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
  rolls,
  rollMembers,
  memberOf,
  awaitedNames,
  gone,
  telnums,
  domainTelnums,
  journal,
  namedTasks,
  taskNames,
  ownedTasks,
  datasets,
  datasetEntries,
  datasetAddresses,
  transactions,
  lists,
  listNames,
  ownedLists,
  subscribers,
  mailboxes,
  storageFiles,
  storageTotals,
  fileSets,
  files,
  fileContents,
  statElements,
  addressBlocks,
  addressBlockEnds,
  loginNetworks,
];
