/**
 * What the journal tells to be gone: Accounts, Domains, and Mailboxes by the paths that they left.
 * Nothing else makes the projector move files aside: that the store does not know something tells
 * nothing, for then the store may be the one that is wrong. What could not be done yet outlasts the
 * records, in the projector's own store.
 */

import type { Effect } from '../../engine/core/effects.js';
import { lastPosition, recordsAfter } from '../../engine/core/journal.js';
import type { MailboxPath } from '../../engine/mailboxes/mailbox-names.js';
import type { Reader, Writer } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { deferredTask } from './changed.js';
import { deferredTasks, goneThings, placedAccounts, placedDomains, positionOf } from './state.js';

/** What is known to be gone. */
export interface Gone {
  account(id: Id): boolean;
  domain(id: Id): boolean;
  mailbox(account: Id, path: MailboxPath): boolean;
}

/** Nothing is. */
export const nothingGone: Gone = {
  account: () => false,
  domain: () => false,
  mailbox: () => false,
};

/** Gathers what is gone from the journal, up to the newest record of each state that is looked at. */
export class Evidence implements Gone {
  /** Keys as `goneThings` has them, with the position of the record; 0 for one from long ago. */
  readonly #positions = new Map<string, number>();
  #upTo: number | undefined;

  account(id: Id): boolean {
    return this.#positions.has(accountKey(id));
  }

  domain(id: Id): boolean {
    return this.#positions.has(domainKey(id));
  }

  mailbox(account: Id, path: MailboxPath): boolean {
    return this.#positions.has(mailboxKey(account, path));
  }

  /** Takes in what the records of a state tell that were not looked at yet; returns whether it grew. */
  gather(tx: Reader, placed: Reader): boolean {
    if (this.#upTo === undefined) {
      for (const [key] of placed.range(goneThings, {})) this.#positions.set(key, 0);
      // Without a position this is the first time; it may have been cut off, or nothing is anywhere.
      this.#upTo = positionOf(placed) ?? (isAnythingPlaced(placed) ? 0 : lastPosition(tx));
    }
    const before = this.#positions.size;
    for (;;) {
      const records = recordsAfter(tx, this.#upTo);
      for (const { position, effects } of records) {
        for (const effect of effects) this.#take(effect, position);
      }
      const last = records.at(-1);
      if (last === undefined) return this.#positions.size > before;
      this.#upTo = last.position;
    }
  }

  /**
   * Notes what still stands of the records up to a position, which are not read again, and forgets
   * the rest. To be called when it is noted what was done.
   */
  note(tx: Writer, position: number): void {
    for (const [key, at] of this.#positions) {
      if (at > position) continue;
      if (stillStands(tx, key)) {
        if (tx.get(goneThings, key) === undefined) tx.put(goneThings, key, '');
      } else {
        tx.remove(goneThings, key);
        this.#positions.delete(key);
      }
    }
  }

  #take({ kind, id, field, part, before }: Effect, position: number): void {
    if (kind === 'account' && field === 'deleted') this.#positions.set(accountKey(id), position);
    if (kind === 'domain' && field === 'deleted') this.#positions.set(domainKey(id), position);
    if (kind === 'account' && field === 'mailbox' && before !== undefined) {
      this.#positions.set(mailboxKey(id, part as MailboxPath), position);
    }
  }
}

function isAnythingPlaced(placed: Reader): boolean {
  return [...placed.range(placedDomains, { limit: 1 })].length > 0;
}

function accountKey(id: Id): string {
  return `account/${id}`;
}

function domainKey(id: Id): string {
  return `domain/${id}`;
}

function mailboxKey(account: Id, path: MailboxPath): string {
  return `mailbox/${account}/${path}`;
}

function stillStands(tx: Reader, key: string): boolean {
  const [kind, id] = key.split('/', 2);
  const number = Number(id);
  if (kind === 'account') return tx.get(placedAccounts, number) !== undefined;
  if (kind === 'domain') return tx.get(placedDomains, number) !== undefined;
  return tx.get(deferredTasks, deferredTask.account(number)) !== undefined;
}
