import { expect } from 'chai';
import { metadata } from '../../src/store/metadata.js';
import type { Key, Table } from '../../src/store/store.js';
import { addressBlockEnds, addressBlocks, loginNetworks } from '../../src/tables/address-tables.js';
import { allTables } from '../../src/tables/all-tables.js';
import { transactions } from '../../src/tables/balance-tables.js';
import { datasetAddresses, datasetEntries, datasets } from '../../src/tables/dataset-tables.js';
import { fileContents, files, fileSets } from '../../src/tables/file-tables.js';
import { gone } from '../../src/tables/gone-tables.js';
import { listNames, lists, ownedLists, subscribers } from '../../src/tables/list-tables.js';
import { mailboxes } from '../../src/tables/mailbox-tables.js';
import { awaitedNames, memberOf, rollMembers, rolls } from '../../src/tables/roll-tables.js';
import { statElements } from '../../src/tables/statistics-tables.js';
import { storageFiles, storageTotals } from '../../src/tables/storage-file-tables.js';
import {
  accounts,
  counters,
  documents,
  domainNames,
  domains,
  domainTelnums,
  forwarderNames,
  forwarders,
  groupNames,
  groups,
  journal,
  names,
  telnums,
} from '../../src/tables/tables.js';
import { namedTasks, ownedTasks, taskNames } from '../../src/tables/task-tables.js';
import { domainKey } from '../../src/values/letters.js';

interface Sample {
  readonly table: Table<Key, unknown>;
  readonly stored: string;
  readonly row: unknown;
}

function sample<K extends Key, Row>(
  table: Table<K, Row>,
  row: NoInfer<Row>,
  stored: string,
): Sample {
  return { table, stored, row };
}

/** Rows as servers with `storeFormat` 4 have written them: no version may write or read them otherwise. */
const samples: readonly Sample[] = [
  sample(metadata, '4', '4'),
  sample(counters, 17, '17'),
  sample(documents, '{a=b;}', '{a=b;}'),
  sample(domainNames, { domain: 1, alias: false }, '1\x000'),
  sample(domainNames, { domain: 12, alias: true }, '12\x001'),
  sample(
    domains,
    {
      name: domainKey('a.test'),
      main: true,
      suspended: false,
      storage: 'disk2',
      aliases: [domainKey('b.test'), domainKey('c.test')],
      adminDomain: domainKey('d.test'),
      settings: '{X=Y;}',
    },
    'a.test\x001\x000\0disk2\0b.test\x01c.test\0d.test\0{X=Y;}',
  ),
  sample(
    domains,
    {
      name: domainKey('e.test'),
      main: false,
      suspended: true,
      storage: '',
      aliases: [],
      adminDomain: '',
      settings: '{}',
    },
    'e.test\x000\x001\0\0\0\0{}',
  ),
  sample(names, { kind: 'account', id: 5, type: 'MultiMailbox' }, 'account\x005\0MultiMailbox'),
  sample(names, { kind: 'group', id: 6, type: '' }, 'group\x006\0'),
  sample(
    accounts,
    {
      domain: 1,
      name: 'john',
      type: 'TextMailbox',
      place: 'disk2.mnt/j.sub/',
      legacy: true,
      created: 1_700_000_000_123,
      aliases: ['jo', 'johnny'],
      telnums: ['100'],
      rights: ['Master', 'Settings'],
      settings: '{Password=x;}',
    },
    '1\0john\0TextMailbox\0disk2.mnt/j.sub/\x001\x001700000000123\0jo\x01johnny\x00100\0' +
      'Master\x01Settings\0{Password=x;}',
  ),
  sample(
    accounts,
    {
      domain: 2,
      name: 'ann',
      type: 'MultiMailbox',
      place: '',
      legacy: false,
      created: 0,
      aliases: [],
      telnums: [],
      rights: [],
      settings: '{}',
    },
    '2\0ann\0MultiMailbox\0\x000\x000\0\0\0\0{}',
  ),
  sample(
    groups,
    { domain: 1, name: 'staff', roll: 8, settings: '{A=YES;}' },
    '1\0staff\x008\0{A=YES;}',
  ),
  sample(groupNames, 7, '7'),
  sample(forwarders, { domain: 1, name: 'sales', target: 'a@b.test' }, '1\0sales\0a@b.test'),
  sample(forwarderNames, 9, '9'),
  sample(rolls, { domain: 1, group: 0 }, '1\x000'),
  sample(rollMembers, '#a5', '#a5'),
  sample(memberOf, '', ''),
  sample(awaitedNames, '', ''),
  sample(gone, { from: 1_700_000_000_000, name: 'old.test' }, '1700000000000\0old.test'),
  sample(telnums, 5, '5'),
  sample(domainTelnums, 5, '5'),
  sample(journal, 'a\0b\0c', 'a\0b\0c'),
  sample(
    namedTasks,
    { domain: 1, name: 'room', owner: 5, settings: '{Program=p;}' },
    '1\0room\x005\0{Program=p;}',
  ),
  sample(taskNames, 10, '10'),
  sample(ownedTasks, '', ''),
  sample(datasets, 11, '11'),
  sample(datasetEntries, '{a=b;}', '{a=b;}'),
  sample(datasetAddresses, ['one', 'two'], 'one\x01two'),
  sample(transactions, '{a=b;}', '{a=b;}'),
  sample(lists, { domain: 1, name: 'news', owner: 5, settings: '{}' }, '1\0news\x005\0{}'),
  sample(listNames, 12, '12'),
  sample(ownedLists, '', ''),
  sample(
    subscribers,
    {
      address: 'Joe@b.test',
      realName: 'Joe Doe',
      mode: 'digest',
      waiting: true,
      confirmationId: 'c0ffee',
      subscribed: 1_700_000_000_000,
      posts: 3,
      moderation: 'special',
      bounces: 2,
      lastBounce: 1_700_000_000_001,
    },
    'Joe@b.test\0Joe Doe\0digest\x001\0c0ffee\x001700000000000\x003\0special\x002\x001700000000001',
  ),
  sample(
    mailboxes,
    {
      store: true,
      folder: false,
      created: 1_700_000_000_000,
      boxClass: 'IPF.Contact',
      format: 'TextMailbox',
      acl: '{anyone=r;}',
      info: '{a=b;}',
      id: 13,
    },
    '1\x000\x001700000000000\0IPF.Contact\0TextMailbox\0{anyone=r;}\0{a=b;}\x0013',
  ),
  sample(
    storageFiles,
    {
      size: 30,
      created: 1_700_000_000,
      modified: 1_700_000_001,
      metaModified: 0,
      attributes: '(<a>b</a>)',
      extents: [
        { blob: 'c-1', offset: 0, length: 10 },
        { blob: 'c-2', offset: 5, length: 20 },
      ],
    },
    '30\x001700000000\x001700000001\x000\0(<a>b</a>)\0c-1:0:10\x01c-2:5:20',
  ),
  sample(storageTotals, { bytes: 30, files: 1, directories: 2 }, '30\x001\x002'),
  sample(fileSets, { id: 14, files: 2 }, '14\x002'),
  sample(files, { size: 4, modified: 1_700_000_000 }, '4\x001700000000'),
  sample(fileContents, '\0\x01\xff', '\0\x01\xff'),
  sample(
    statElements,
    { name: 'CustomA', value: -9_223_372_036_854_775_808n },
    'CustomA\0-9223372036854775808',
  ),
  sample(addressBlocks, Infinity, 'Infinity'),
  sample(addressBlockEnds, '', ''),
  sample(loginNetworks, 20_000, '20000'),
];

describe('Stored rows', () => {
  it('are known of every table', () => {
    const known = new Set(samples.map(({ table }) => table.name));
    expect(allTables.map(({ name }) => name).filter((name) => !known.has(name))).to.deep.equal([]);
  });

  for (const { table, row, stored } of samples) {
    it(`of ${table.name} are written as ${JSON.stringify(stored)}, and read again`, () => {
      expect(table.encode(row)).to.equal(stored);
      expect(table.decode(stored)).to.deep.equal(row);
    });
  }

  it('that are older than a column read with its value of then', () => {
    const oldMailbox = mailboxes.decode('1\x000\x001700000000000\0\0');
    expect(oldMailbox).to.include({ format: '', acl: '{}', info: '{}', id: 0 });
    const oldAccount = accounts.decode('1\0john\0MultiMailbox\0\x000\x000');
    expect(oldAccount).to.deep.include({ aliases: [], telnums: [], rights: [], settings: '{}' });
    expect(domains.decode('a.test\x000\x000')).to.deep.include({
      storage: '',
      aliases: [],
      adminDomain: '',
      settings: '{}',
    });
    for (const table of [groups, lists, namedTasks]) {
      expect(table.decode('1\0name\x005').settings).to.equal('{}');
    }
    expect(forwarders.decode('1\0name').target).to.equal('');
    expect(gone.decode('5').name).to.equal('');
    expect(statElements.decode('CustomA').value).to.equal(0n);
    expect(storageFiles.decode('0\x001\x002\x003')).to.deep.include({
      attributes: '()',
      extents: [],
    });
    expect(subscribers.decode('a@b.test')).to.include({ realName: '', moderation: '' });
  });
});
