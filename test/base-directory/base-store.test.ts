/** Which store may be opened beside what: every damage of a store with every thing beside it. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { openBaseStore, settleStoreNote, StoreUnfit } from '../../src/base-directory/base-store.js';
import { stateTables, putProgress } from '../../src/base-directory/projection/state.js';
import {
  noteNewestPosition,
  readStoreNote,
  writeStoreNote,
} from '../../src/base-directory/store-note.js';
import { Change } from '../../src/engine/core/change.js';
import { appendRecord } from '../../src/engine/core/journal.js';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import type { Store } from '../../src/store/store.js';
import { metadata } from '../../src/store/metadata.js';
import { storeFormat } from '../../src/tables/tables.js';

const directory = mkdtempSync(join(tmpdir(), 'cligate-base-store-'));
after(() => rmSync(directory, { recursive: true }));

const places = (root: string) => ({ root, store: join(root, 'store') });
const dataFile = (root: string): string => join(root, 'store/data.mdb');

/** Does something that the journal tells of. */
async function change(store: Store): Promise<void> {
  await store.update((tx) => {
    const one = new Change(tx, 1);
    tx.put(metadata, 'mainDomain', '1');
    one.tell({
      kind: 'server',
      id: 0,
      domain: 0,
      name: '',
      field: 'session',
      before: undefined,
      after: '1',
    });
    appendRecord(one, { actor: 'x', actorId: 0, address: '', channel: 'program', command: 'x' });
  });
}

/** A base directory with a store in it that has had two changes. */
async function makeBase(name: string): Promise<string> {
  const root = join(directory, name);
  mkdirSync(root);
  const store = await openBaseStore(places(root));
  await change(store);
  await settleStoreNote(root, store);
  await store.close();
  cpSync(dataFile(root), `${dataFile(root)}.older`);
  const again = await openBaseStore(places(root));
  await change(again);
  await again.close();
  return root;
}

/** Everything below a directory, with the times of its files. */
function seen(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/lock\.mdb$/.test(name))
    .map((name) => {
      const { size, mtimeMs } = statSync(join(root, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .sort();
}

const files = {
  'password.key': 'key',
  'files/5/c': 'content',
  'projector/x': '',
  'Accounts/ann.macnt/INBOX.mbox': 'mail',
  'Accounts/a.sub/ann.aacnt/INBOX.mbox': 'mail',
  'Accounts/old.mbox': 'mail',
  'Domains/one.example/bob.macnt/INBOX.mbox': 'mail',
  'Domains/disk.mnt/two.example/x.mnt/bob.macnt/INBOX.mbox': 'mail',
} as const;

describe('The store of a base directory', () => {
  let whole: string;
  let other: string;
  let root: string;
  before(async () => {
    whole = await makeBase('whole');
    other = await makeBase('other');
  });
  beforeEach(() => cpSync(whole, (root = join(directory, 'base')), { recursive: true }));
  afterEach(() => rmSync(root, { recursive: true }));

  /** How opening it goes; nothing may have changed when it is refused. */
  async function opening(readOnly = false): Promise<string> {
    const before = seen(root);
    try {
      const store = await openBaseStore(places(root), { readOnly });
      await store.close();
      return 'opened';
    } catch (error) {
      expect(seen(root)).to.deep.equal(before);
      expect(error).to.be.instanceOf(StoreUnfit);
      return error instanceof Error ? error.message : '';
    }
  }

  const damages: readonly (readonly [title: string, damage: () => void | Promise<void>])[] = [
    ['missing', () => rmSync(join(root, 'store'), { recursive: true })],
    ['without its file', () => rmSync(dataFile(root))],
    ['emptied', () => truncateSync(dataFile(root), 0)],
    [
      'new',
      async () => {
        rmSync(join(root, 'store'), { recursive: true });
        await (await openEmbeddedStore(join(root, 'store'))).close();
      },
    ],
  ];
  for (const [title, damage] of damages) {
    for (const [path, text] of Object.entries(files)) {
      for (const hasNote of [true, false]) {
        it(`is refused when ${title} beside ${path}${hasNote ? ' and its note' : ''}`, async () => {
          await damage();
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), text);
          if (!hasNote) rmSync(join(root, 'store.json'));
          expect(await opening())
            .to.include('beside it there is')
            .and.include(path.split('/')[0]);
          expect(await opening(true)).to.include('beside it there is');
        });
      }
    }
    it(`is refused when ${title} beside its note alone`, async () => {
      await damage();
      expect(await opening()).to.include('store.json');
    });
    it(`is made when ${title} and nothing tells of one`, async () => {
      await damage();
      rmSync(join(root, 'store.json'));
      // Mount points that were made before the first start tell of nothing.
      mkdirSync(join(root, 'Domains/disk.mnt'), { recursive: true });
      expect(await opening()).to.equal('opened');
      expect(readStoreNote(root)?.isNew).to.equal(true);
      expect(await opening()).to.equal('opened');
    });
  }

  it('is refused when it is another one, or one without an id', async () => {
    cpSync(dataFile(other), dataFile(root));
    expect(await opening()).to.match(/is not the one that \S+store\.json tells of$/);
    expect(await opening(true)).to.match(/is not the one/);
    const store = await openEmbeddedStore(join(root, 'store'));
    await store.update((tx) => tx.remove(metadata, 'storeId'));
    await store.close();
    expect(await opening()).to.match(/is not the one/);
  });

  it('is refused when it is older than its note', async () => {
    await noteNewestPosition(root, 2);
    expect(await opening()).to.equal('opened');
    cpSync(`${dataFile(root)}.older`, dataFile(root));
    expect(await opening()).to.match(/is older .* ends at change 1, and there was change 2$/);
    expect(await opening(true)).to.match(/is older/);
  });

  it('is refused when it is older than the documented files', async () => {
    const state = await openEmbeddedStore(join(root, 'projector'), { tables: stateTables });
    await state.update((tx) => putProgress(tx, 2, undefined));
    await state.close();
    expect(await opening()).to.equal('opened');
    cpSync(`${dataFile(root)}.older`, dataFile(root));
    expect(await opening()).to.match(/is older .* ends at change 1, and there was change 2$/);
  });

  it('is refused when its rows are of an older format than they were', async () => {
    const note = readStoreNote(root);
    if (note === undefined) throw new Error('no note');
    await writeStoreNote(root, { ...note, format: note.format + 1 });
    expect(await opening()).to.match(/is older/);
  });

  it('is noted at the first opening by a version that notes it', async () => {
    const store = await openEmbeddedStore(join(root, 'store'));
    await store.update((tx) => tx.remove(metadata, 'storeId'));
    await store.close();
    rmSync(join(root, 'store.json'));
    writeFileSync(join(root, 'password.key'), 'key');
    expect(await opening(true)).to.equal('opened');
    expect(existsSync(join(root, 'store.json'))).to.equal(false);
    expect(await opening()).to.equal('opened');
    const note = readFileSync(join(root, 'store.json'), 'utf8');
    expect(JSON.parse(note)).to.include({ format: storeFormat }).and.not.include({ isNew: true });
    expect(await opening()).to.equal('opened');
    expect(readFileSync(join(root, 'store.json'), 'utf8')).to.equal(note);
  });
});
