import { expect } from 'chai';
import { Refusal } from '../../src/engine/core/refusal.js';
import {
  boundedTables,
  boundedWriter,
  MailboxCounts,
  type StoredLimits,
} from '../../src/engine/settings/stored-limits.js';
import { allTables } from '../../src/tables/all-tables.js';
import { mailboxes, type MailboxRow } from '../../src/tables/mailbox-tables.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Store, Writer } from '../../src/store/store.js';
import { documents } from '../../src/tables/tables.js';

const limits: StoredLimits = {
  valueMax: 100,
  elementsMax: 10,
  namesMax: 3,
  textMax: 50,
  wordMax: 20,
  mailboxesMax: 3,
};
const box: MailboxRow = {
  store: true,
  folder: false,
  created: 0,
  boxClass: '',
  format: '',
  acl: '{}',
  info: '{}',
  id: 1,
};

describe('The limits of what is stored', () => {
  let store: Store;

  let counts: MailboxCounts;

  beforeEach(() => {
    store = openMemoryStore();
    counts = new MailboxCounts();
  });
  afterEach(() => store.close());

  const change = (work: (tx: Writer) => void): Promise<void> =>
    store.update((tx) => work(boundedWriter(tx, limits, counts)));
  const refusalOf = async (work: (tx: Writer) => void): Promise<string | undefined> => {
    try {
      await change(work);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error.detail;
      throw error;
    }
  };
  const putting = (text: string) => (tx: Writer) => tx.put(documents, '1/prefs', text);

  it('hold for the bytes of a value', async () => {
    expect(await refusalOf(putting(`{a="${'b'.repeat(90)}";}`))).to.equal(undefined);
    expect(await refusalOf(putting(`{a="${'b'.repeat(100)}";}`))).to.equal('value is too large');
  });

  it('hold for its elements at every depth, but not for signs in strings', async () => {
    expect(await refusalOf(putting(`{${'a=;'.repeat(10)}}`))).to.equal(undefined);
    expect(await refusalOf(putting(`{${'a=;'.repeat(11)}}`))).to.equal('too many elements');
    expect(await refusalOf(putting(`((a,a,a),(a,a,a,{a=;b=;c=;d=;},(a,a)))`))).to.equal(
      'too many elements',
    );
    expect(await refusalOf(putting(`{a="${',;\\"'.repeat(20)}";}`))).to.equal(undefined);
  });

  it('let be what is over them already, as long as it does not grow', async () => {
    await store.update(putting(`{a="${'b'.repeat(200)}";}`));
    expect(await refusalOf(putting(`{a="${'c'.repeat(200)}";}`))).to.equal(undefined);
    expect(await refusalOf(putting(`{a="${'c'.repeat(199)}";}`))).to.equal(undefined);
    expect(await refusalOf(putting(`{a="${'c'.repeat(200)}";}`))).to.equal('value is too large');
  });

  it('take texts of many lines for texts', async () => {
    const table = (text: string) => (tx: Writer) => tx.put(documents, '0/routerTable', text);
    expect(await refusalOf(table(','.repeat(50)))).to.equal(undefined);
    expect(await refusalOf(table('a'.repeat(51)))).to.equal('text is too long');
  });

  it('hold for the Mailboxes of an Account, however they come', async () => {
    const make = (...paths: readonly string[]) => {
      return (tx: Writer) => paths.forEach((path) => tx.put(mailboxes, path, box));
    };
    expect(await refusalOf(make('1/a', '1/b', '2/a'))).to.equal(undefined);
    expect(await refusalOf(make('1/a', '1/c'))).to.equal(undefined);
    expect(await refusalOf(make('1/d'))).to.equal('too many mailboxes');
    // Another Account has room, and so has this one when one is moved.
    expect(await refusalOf(make('2/b', '2/c'))).to.equal(undefined);
    expect(
      await refusalOf((tx) => {
        tx.remove(mailboxes, '1/a');
        tx.put(mailboxes, '1/d', box);
      }),
    ).to.equal(undefined);
  });

  it('are known of every table but those whose rows are small', () => {
    const others = allTables
      .map(({ name }) => name)
      .filter((name) => !boundedTables.includes(name));
    expect(others).to.have.members(smallByNature);
  });
});

/** Names, which keys bound, ids and numbers; contents of files and the journal. */
const smallByNature: readonly string[] = [
  'addressBlockEnds',
  'addressBlocks',
  'awaitedNames',
  'counters',
  'datasets',
  'domainNames',
  'domainTelnums',
  'facts',
  'fileContents',
  'fileSets',
  'files',
  'forwarderNames',
  'gone',
  'groupNames',
  'journal',
  'listNames',
  'loginNetworks',
  'memberOf',
  'names',
  'ownedLists',
  'ownedTasks',
  'rolls',
  'statElements',
  'storageTotals',
  'taskNames',
  'telnums',
];
