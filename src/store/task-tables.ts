/** The tables of Named Tasks: a Named Task is a row by its id. */
import type { Table } from './store.js';
import { column, table, type Id } from './tables.js';

/** A Named Task. */
export interface NamedTaskRow {
  readonly domain: Id;
  readonly name: string;
  /** The Account of the same Domain that owns it. */
  readonly owner: Id;
  /** The Named Task's dictionary without `Owner`. */
  readonly settings: string;
}

/** Named Tasks by id. */
export const namedTasks = table<Id, NamedTaskRow>(
  'namedTasks',
  (row) => [row.domain, row.name, row.owner, row.settings].join(column),
  ([domain, name = '', owner, settings = '{}']) => ({
    domain: Number(domain),
    name,
    owner: Number(owner),
    settings,
  }),
);

/** Names of Named Tasks only, for listing: key `domainId/name`. */
export const taskNames: Table<string, Id> = { name: 'taskNames', encode: String, decode: Number };

/** Which Named Tasks an Account owns: key `accountId/taskId`. */
export const ownedTasks: Table<string, ''> = {
  name: 'ownedTasks',
  encode: () => '',
  decode: () => '',
};
