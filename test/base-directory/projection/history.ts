/** Histories as lines: what happens to Accounts, their Mailboxes and Domains, over few names. */
import fc from 'fast-check';
import {
  createAccount,
  deleteAccount,
  renameAccount,
  setAccountType,
} from '../../../src/engine/accounts/accounts.js';
import { setAliases } from '../../../src/engine/accounts/aliases.js';
import type { Change } from '../../../src/engine/core/change.js';
import { deleteDomain } from '../../../src/engine/domains/domain-deletion.js';

import { createDomain, renameDomain } from '../../../src/engine/domains/domains.js';
import { findList } from '../../../src/engine/directory/directory.js';
import { createGroup } from '../../../src/engine/groups/groups.js';
import { listObjects } from '../../../src/engine/lists/lists.js';
import {
  createMailbox,
  deleteMailbox,
  renameMailbox,
} from '../../../src/engine/mailboxes/mailbox-changes.js';
import { mailboxPath } from '../../../src/engine/mailboxes/mailbox-names.js';
import { createMountPoint } from '../../../src/engine/places/mount-points.js';
import { address, domainName, objectName } from '../../../src/engine/core/names.js';
import { setRights } from '../../../src/engine/accounts/rights.js';
import { Refusal } from '../../../src/engine/core/refusal.js';
import type { AccountType } from '../../../src/tables/tables.js';
import { accountAt, at } from '../../engine/little-server.js';
import type { LittleBase } from './little-base.js';
import { theServer } from '../../../src/engine/directory/subjects.js';
import { theDomain } from '../../../src/engine/directory/subjects.js';

const words: Readonly<
  Record<string, (change: Change, first: string, second: string, third: string) => unknown>
> = {
  create: (change, account, type, storage) => {
    const { domain, name } = at(change.tx, account);
    return createAccount(change, domain.id, name, {
      type: (type || 'MultiMailbox') as AccountType,
      storage,
      legacy: false,
      settings: new Map(),
    });
  },
  delete: (change, account) => deleteAccount(change, accountAt(change.tx, account)),
  rename: (change, from, to, storage) => {
    const { domain, name } = at(change.tx, to);
    renameAccount(change, accountAt(change.tx, from), domain.id, name, point(storage));
  },
  type: (change, account, type) =>
    setAccountType(change, accountAt(change.tx, account), type as AccountType),
  alias: (change, account, alias) =>
    setAliases(change, accountAt(change.tx, account), [objectName(alias)]),
  box: (change, account, path, format) =>
    createMailbox(
      change,
      { account: accountAt(change.tx, account), who: undefined },
      { path: mailboxPath(path), folder: false, format },
    ),
  rebox: (change, account, from, to) =>
    renameMailbox(
      change,
      { account: accountAt(change.tx, account), who: undefined },
      mailboxPath(from),
      mailboxPath(to),
      true,
    ),
  unbox: (change, account, path) =>
    deleteMailbox(
      change,
      { account: accountAt(change.tx, account), who: undefined },
      { path: mailboxPath(path), folder: false },
      true,
    ),
  list: (change, list, owner) => {
    const { domain, name } = at(change.tx, list);
    listObjects.create(change, domain.id, name, address(owner));
  },
  relist: (change, list, to) => {
    const { domain, name } = at(change.tx, list);
    listObjects.rename(change, findList(change.tx, domain.id, name), objectName(to));
  },
  unlist: (change, list) => {
    const { domain, name } = at(change.tx, list);
    listObjects.delete(change, findList(change.tx, domain.id, name));
  },
  group: (change, group, ...members) => {
    const { domain, name } = at(change.tx, group);
    createGroup(change, domain.id, name, new Map([['Members', members]]));
  },
  rights: (change, account) =>
    setRights(change, accountAt(change.tx, account), ['CanModifySettings']),
  domain: (change, name) => createDomain(change, domainName(name)),
  redomain: (change, from, to, storage) =>
    renameDomain(change, domainName(from), domainName(to), point(storage)),
  mount: (change, storage) => {
    createMountPoint(change, theDomain(at(change.tx, 'x').domain), 'accountStorage', storage);
  },
  'mount-domains': (change, storage) =>
    createMountPoint(change, theServer, 'domainStorage', storage),
  undomain: (change, name) => deleteDomain(change, domainName(name), true),
};

/** A mount point as lines name it: `none` is that of no mount point, nothing keeps the old one. */
function point(word: string): string | undefined {
  return word === 'none' ? '' : word || undefined;
}

/** Makes these lines happen, each a change of its own; those that are refused change nothing. */
export async function happen(little: LittleBase, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const [word = '', first = '', second = '', third = ''] = line.split(' ');
    try {
      await little.change((change) => words[word]?.(change, first, second, third));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

const domain = fc.constantFrom('one.test', 'two.test');
const account = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', '@one.test', '@two.test'))
  .map((parts) => parts.join(''));
const objects = fc.tuple(
  fc.constantFrom('', '@one.test', '@two.test'),
  fc.constantFrom('a', 'b', 'c', 'l2'),
);
const box = fc.constantFrom('INBOX', 'P', 'Q', 'P/in', 'INBOX/in');

/** A line that may meet others. */
export const anyLine: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(account, fc.constantFrom('MultiMailbox', 'AGrade', 'TextMailbox', 'MailDirMailbox'))
      .map(([name, type]) => `create ${name} ${type}`),
  },
  { weight: 2, arbitrary: account.map((name) => `delete ${name}`) },
  { weight: 6, arbitrary: fc.tuple(account, account).map(([a, b]) => `rename ${a} ${b}`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(account, fc.constantFrom('BGrade', 'MultiMailbox'))
      .map(([name, type]) => `type ${name} ${type}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(account, box, fc.constantFrom('', 'MailDirMailbox'))
      .map(([name, path, format]) => `box ${name} ${path} ${format}`),
  },
  {
    weight: 2,
    arbitrary: account.map((name) => `alias ${name} ${name.slice(0, 1)}-${name.length}`),
  },
  { weight: 4, arbitrary: fc.tuple(account, box, box).map(([a, b, c]) => `rebox ${a} ${b} ${c}`) },
  { weight: 1, arbitrary: fc.tuple(account, box).map(([a, b]) => `unbox ${a} ${b}`) },
  { weight: 1, arbitrary: objects.map(([at, owner]) => `list l${at} ${owner}`) },
  { weight: 1, arbitrary: objects.map(([at, to]) => `relist l${at} ${to}`) },
  { weight: 1, arbitrary: objects.map(([at]) => `unlist l${at}`) },
  { weight: 1, arbitrary: objects.map(([at, member]) => `group g${at} ${member} l`) },
  { weight: 1, arbitrary: account.map((name) => `rights ${name}`) },
  { weight: 2, arbitrary: domain.map((name) => `domain ${name}`) },
  { weight: 2, arbitrary: fc.tuple(domain, domain).map(([a, b]) => `redomain ${a} ${b}`) },
  { weight: 1, arbitrary: domain.map((name) => `undomain ${name}`) },
);
