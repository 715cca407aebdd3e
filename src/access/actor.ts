/** Who gives a command: an Account, looked up afresh for every command, and what it may do. */
import { presentAccount } from '../engine/directory/directory.js';
import { refuse } from '../engine/core/refusal.js';
import type { ServerRight } from '../engine/accounts/rights.js';
import type { Reader } from '../store/store.js';
import { domains, type AccountRow, type Id } from '../tables/tables.js';

/** The one who gives a command. */
export interface Actor {
  readonly id: Id;
  readonly row: AccountRow;
  /** Its Account is in the Main Domain, so its server rights count. */
  readonly inMainDomain: boolean;
  /** Rights as stored. */
  readonly rights: ReadonlySet<string>;
}

/** Rights of rows that were seen lately; rows are never modified, so they stay true. */
const rightsOfRow = new WeakMap<AccountRow, ReadonlySet<string>>();

/** The actor of a session. Refuses with `unknown-account` when the Account is gone. */
export function actorOf(tx: Reader, id: Id): Actor {
  const row = presentAccount(tx, id) ?? refuse('unknown-account');
  let rights = rightsOfRow.get(row);
  if (!rights) rightsOfRow.set(row, (rights = new Set(row.rights)));
  return { id, row, rights, inMainDomain: tx.get(domains, row.domain)?.main === true };
}

/** Whether the actor holds a server right that counts; Master has all of them. */
export function holdsServerRight(actor: Actor, right: ServerRight): boolean {
  return actor.inMainDomain && (actor.rights.has('Master') || actor.rights.has(right));
}

/** Whether the actor is a server administrator for all Domains: holds All Domains or Master. */
export function managesAllDomains(actor: Actor): boolean {
  return holdsServerRight(actor, 'UserAccounts');
}
