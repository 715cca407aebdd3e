/** What lies in `projector/moving`, where files wait between their old and their new place. */
import type { Id } from '../../tables/tables.js';
import type { SafeTree } from '../safe-tree.js';

/** Where files wait: on the file system of the base directory. */
export const stagingDirectory = 'projector/moving';

/** Where the files of an Account wait. */
export function stagedAccount(id: Id): string {
  return `${stagingDirectory}/${id}`;
}

/** Where the messages of a Mailbox wait. */
export function stagedBox(account: Id, box: Id): string {
  return `${stagingDirectory}/${account}-${box}`;
}

/** Where the directory of a Domain waits. */
export function stagedDomain(id: Id): string {
  return `${stagingDirectory}/domain-${id}`;
}

/** What waits. */
export interface Staged {
  readonly accounts: ReadonlySet<Id>;
  readonly domains: ReadonlySet<Id>;
  /** Mailboxes by their Accounts. */
  readonly boxes: ReadonlyMap<Id, ReadonlySet<Id>>;
}

/** Looks at what waits. */
export function readStaged(tree: SafeTree): Staged {
  const accounts = new Set<Id>();
  const domains = new Set<Id>();
  const boxes = new Map<Id, Set<Id>>();
  for (const name of tree.list(stagingDirectory)) {
    const [, domain, account, box] = /^(?:domain-(\d+)|(\d+)(?:-(\d+))?)$/.exec(name) ?? [];
    if (domain !== undefined) domains.add(Number(domain));
    else if (account !== undefined && box === undefined) accounts.add(Number(account));
    else if (account !== undefined) {
      const known = boxes.get(Number(account)) ?? new Set();
      boxes.set(Number(account), known.add(Number(box)));
    }
  }
  return { accounts, domains, boxes };
}
