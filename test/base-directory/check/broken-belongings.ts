/** Belongings and counters that are wrong; a repair brings all back. */
import { datasetAddresses, datasetEntries, datasets } from '../../../src/tables/dataset-tables.js';
import { transactions } from '../../../src/tables/balance-tables.js';
import { fileContents, files, fileSets } from '../../../src/tables/file-tables.js';
import { subscribers } from '../../../src/tables/list-tables.js';
import { mailboxes } from '../../../src/tables/mailbox-tables.js';
import type { Writer } from '../../../src/store/store.js';
import { storageFiles, storageTotals } from '../../../src/tables/storage-file-tables.js';
import { counters, documents } from '../../../src/tables/tables.js';
import { id, rowAt, type Breakage } from './breakage.js';

const at = (tx: Writer) => rowAt(tx, mailboxes, `${id.ann}/Contacts`);
const subscriber = (tx: Writer) => rowAt(tx, subscribers, `${id.news}/bob@client1.example`);
const stored = (tx: Writer) => rowAt(tx, storageFiles, `${id.ann}/b.bin`);

export const brokenBelongings: readonly Breakage[] = [
  [
    'a document of nobody',
    (tx) => tx.put(documents, '999/prefs', '{}'),
    /a document prefs of nobody/,
  ],
  ['a mailbox of nobody', (tx) => tx.put(mailboxes, '999/X', at(tx)), /a mailbox X of nobody/],
  [
    'a mailbox that is nothing',
    (tx) => tx.put(mailboxes, `${id.ann}/X`, { ...at(tx), store: false }),
    /has X, which is nothing/,
  ],
  [
    'a mailbox in no folder',
    (tx) => tx.remove(mailboxes, `${id.ann}/Work`),
    /Work\/Plans in no folder/,
  ],
  [
    'a transaction of nobody',
    (tx) => tx.put(transactions, '999/000000000001', '{}'),
    /a transaction .* of nobody/,
  ],
  [
    'a subscriber of nothing',
    (tx) => tx.put(subscribers, '999/a@b.example', subscriber(tx)),
    /a subscriber .* of nobody/,
  ],
  ['a dataset of nobody', (tx) => tx.put(datasets, '999/X', id.book), /a dataset X of nobody/],
  [
    'an entry of no dataset',
    (tx) => tx.put(datasetEntries, '999/x', '{}'),
    /a dataset entry x of nobody/,
  ],
  [
    'an address that finds no entry',
    (tx) => tx.put(datasetAddresses, `${id.contacts}/x@y.example`, ['joe']),
    /by an address that they do not have/,
  ],
  [
    'an entry that is not found',
    (tx) => tx.remove(datasetAddresses, `${id.contacts}/joe@example.org`),
    /does not find joe by its address/,
  ],
  [
    'a set of files of nobody',
    (tx) => tx.put(fileSets, '999/skins/x', { id: id.blue + 1, files: 1 }),
    /a set of files skins\/x of nobody/,
  ],
  [
    'a wrong count of files in a set',
    (tx) => tx.put(fileSets, `${id.domain}/skins/blue`, { id: id.blue, files: 4 }),
    /counts 4 files/,
  ],
  [
    'a file of no set',
    (tx) => tx.put(files, '999/x', { size: 1, modified: 1 }),
    /a file x of nobody/,
  ],
  [
    'a content of no file',
    (tx) => tx.put(fileContents, `${id.blue}/x`, 'y'),
    /a content 26\/x of no file/,
  ],
  ['a file of nobody', (tx) => tx.put(storageFiles, '999/x', stored(tx)), /a file x of nobody/],
  [
    'wrong totals of files',
    (tx) => tx.put(storageTotals, id.ann, { bytes: 1, files: 1, directories: 1 }),
    /ann@.* counts its files wrongly/,
  ],
  [
    'totals of no files',
    (tx) => tx.put(storageTotals, id.bob, { bytes: 1, files: 1, directories: 1 }),
    /bob@.* counts files and has none/,
  ],
  [
    'a file in no directory',
    (tx) => tx.remove(storageFiles, `${id.ann}/docs/`),
    /docs\/a\.txt in no directory/,
  ],
  [
    'a file with another size than its extents',
    (tx) => tx.put(storageFiles, `${id.ann}/b.bin`, { ...stored(tx), size: 9 }),
    /a file b\.bin of 9 bytes whose extents have 4/,
  ],
  [
    'a last position below the journal',
    (tx) => tx.put(counters, 'journal', 1),
    /positions of the journal away twice/,
  ],
  ['a last id below the ids', (tx) => tx.put(counters, 'ids', 10), /would give ids away twice/],
  ...[
    [`account/${id.domain}`, /counts 77 of account, and there are 3/],
    [`grade AGrade/${id.domain}`, /counts 77 of grade AGrade, and there are 1/],
    [`alias/${id.domain}`, /of alias/],
    [`group/${id.domain}`, /of group/],
    [`forwarder/${id.domain}`, /of forwarder/],
    [`list/${id.domain}`, /of list/],
    [`task/${id.domain}`, /of task/],
    [`telnum/${id.domain}`, /of telnum/],
    [`awaited/${id.domain}`, /of awaited/],
    [`owned/${id.ann}`, /ann@.* counts 77 of owned/],
    [`owned/${id.helper}`, /helper@.* counts 77 of owned, and there are 0/],
    [`subscribers/${id.news}`, /news@.* counts 77 of subscribers/],
    ['subscribers/999', /of subscribers, and there are 0/],
    [`dataset/${id.contacts}`, /of dataset/],
    ['dataset/999', /of dataset, and there are 0/],
    ['account/999', /of account, and there are 0/],
    ['statElements', /counts 77 of statElements/],
    ['addressBlocks', /counts 77 of addressBlocks/],
  ].map(
    ([key, finding]) =>
      [
        `a wrong counter ${String(key)}`,
        (tx: Writer) => tx.put(counters, String(key), 77),
        finding,
      ] as Breakage,
  ),
];
