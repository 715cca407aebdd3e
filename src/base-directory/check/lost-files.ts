/** Files of Accounts and directories of Domains that are nobody's (storage, sections 2 to 4). */
import { presentAccount } from '../../engine/directory/directory.js';
import { keysUnder } from '../../store/store.js';
import { domains, type Id } from '../../tables/tables.js';
import { ofAccount } from '../layout.js';
import { removedName } from '../removed.js';
import { accountAt, accountsAt, domainAt, placedAccounts } from '../projection/state.js';
import type { Look } from './look.js';

const nobodys = 'belongs to no Account';
const nobodysDomain = 'belongs to no Domain';

/** Looks in the directory of a Domain for what belongs to no Account. */
export function lookForLost(
  { tree, tx, placed, written }: Look,
  domain: Id,
  directory: string,
): void {
  const look = (inner: string): void => {
    for (const name of tree.list(`${directory}/${inner}`.replace(/\/$/, ''))) {
      const path = inner + name;
      if (/\.(?:sub|mnt)$/.test(name)) {
        look(`${path}/`);
        continue;
      }
      // Files of one that has no directory go by the file of its Mailbox.
      const [, stem, extension = 'mbox'] = ofAccount.exec(path) ?? [];
      if (stem === undefined) continue;
      const holder = accountAt(placed, domain, `${stem}.${extension}`);
      if (holder === undefined) tree.differs(`${directory}/${path}`, nobodys);
    }
  };
  look('');
  for (const [, holder] of placed.range(accountsAt, keysUnder(`${domain}/`))) {
    if (presentAccount(tx, holder) !== undefined || !written.account(holder)) continue;
    const location = placed.get(placedAccounts, holder)?.location ?? '';
    tree.differs(`${directory}/${location}`, nobodys);
  }
}

/** Looks for directories of Domains that are no Domain's. */
export function lookForLostDomains({ tree, tx, placed, written }: Look): void {
  const look = (directory: string): void => {
    for (const name of tree.list(directory)) {
      const path = `${directory}/${name}`;
      if (tree.stat(path)?.isDirectory() !== true && !name.endsWith('.mnt')) continue;
      const holder = domainAt(placed, path);
      const isKnown = holder !== undefined && tx.get(domains, holder) !== undefined;
      if (isKnown || (holder !== undefined && !written.domain(holder))) continue;
      if (name === removedName) continue;
      if (holder === undefined && name.endsWith('.mnt')) look(path);
      else tree.differs(path, nobodysDomain);
    }
  };
  look('Domains');
}
