/**
 * What belongs to whom: the one list of the tables whose rows go with an Account or a Domain, and of
 * what is counted in a Domain. Deletion, the rolling back of an import and `cligate check` read it.
 */
import { transactions } from '../../tables/balance-tables.js';
import { datasets } from '../../tables/dataset-tables.js';
import { fileSets } from '../../tables/file-tables.js';
import { listNames, ownedLists } from '../../tables/list-tables.js';
import { mailboxes } from '../../tables/mailbox-tables.js';
import { storageFiles } from '../../tables/storage-file-tables.js';
import type { Table } from '../../store/store.js';
import {
  documents,
  domainTelnums,
  forwarderNames,
  groupNames,
  names,
  type ObjectKind,
} from '../../tables/tables.js';
import { ownedTasks, taskNames } from '../../tables/task-tables.js';

type Belongings = readonly Table<string, unknown>[];

/** Key `accountId/...`: indexes, which follow from rows of other tables. */
const accountIndexes: Belongings = [ownedLists, ownedTasks];

/** Key `accountId/...`: what an Account has of its own. */
export const accountTables: Belongings = [
  documents,
  mailboxes,
  storageFiles,
  transactions,
  ...accountIndexes,
];

/** Key `accountId/...`: what leads to further rows, which go with it. */
export const accountSets = datasets;

/** Key `domainId/...`: indexes, which follow from rows of other tables. */
const domainIndexes: Belongings = [
  names,
  domainTelnums,
  groupNames,
  forwarderNames,
  listNames,
  taskNames,
];

/** Key `domainId/...`: what a Domain has besides its objects. The server has such rows, too. */
export const domainTables: Belongings = [documents, ...domainIndexes];

/** Key `domainId/...`: what leads to further rows, which go with it. */
export const domainSets = fileSets;

/** All tables of rows that are somebody's own and follow from no other ones. */
export const ownTables: Belongings = [
  ...new Set([...accountTables, accountSets, ...domainTables, domainSets]),
].filter((table) => !accountIndexes.includes(table) && !domainIndexes.includes(table));

/** What is counted in a Domain. */
export type Counted =
  ObjectKind | 'telnum' | 'awaited' | 'grade AGrade' | 'grade BGrade' | 'grade CGrade';

/** All that is counted in a Domain. */
export const counted: readonly Counted[] = Object.keys({
  account: true,
  alias: true,
  group: true,
  forwarder: true,
  list: true,
  task: true,
  telnum: true,
  awaited: true,
  'grade AGrade': true,
  'grade BGrade': true,
  'grade CGrade': true,
} satisfies Record<Counted, true>) as Counted[];
