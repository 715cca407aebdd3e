import { expect } from 'chai';
import fc from 'fast-check';
import { deleteAccount } from '../../src/engine/accounts/accounts.js';
import { keepSettings, updatedSettings } from '../../src/engine/accounts/account-settings.js';
import { directoryPath, filePath } from '../../src/engine/file-storage/file-path.js';
import {
  deleteEntry,
  keepAttributes,
  makeDirectory,
  renameEntry,
  requireWritable,
  writeFile,
  type WritePlace,
} from '../../src/engine/file-storage/storage-file-changes.js';
import {
  blobsOf,
  entriesIn,
  entryOf,
  fileOf,
  findEntry,
  totalsOf,
  totalsUnder,
} from '../../src/engine/file-storage/storage-files.js';
import { directoriesMax } from '../../src/engine/file-storage/storage-quota.js';
import { storageFiles, storageTotals } from '../../src/tables/storage-file-tables.js';
import { accounts } from '../../src/tables/tables.js';
import { atOnce } from '../../src/threads/slices.js';
import { print } from '../../src/values/print.js';
import { bytesOf } from '../../src/values/text.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, LittleServer } from './little-server.js';

let server: LittleServer;
let written = 0;

const open = async () => {
  server = await LittleServer.with();
  await server.accounts('user1', 'user2');
};

/** Writes a file; what is refused is refused before any byte is kept as well. */
const write = async (name: string, length: number, place?: WritePlace, account = 'user1') => {
  const { path, directory } = filePath(name);
  const writing = { path, place: place ?? ('whole file' as const), length };
  const foreseen = await server.change(({ tx }) =>
    directory ? undefined : requireWritable(tx, accountAt(tx, account), writing),
  );
  const answer = await server.change((change) => {
    written += 1;
    const target = accountAt(change.tx, account);
    if (directory) return makeDirectory(change, target, path);
    const piece = { blob: `c${written}`, offset: 0, length };
    writeFile(change, target, writing, length > 0 ? piece : undefined);
  });
  if (!directory) expect(answer).to.equal(foreseen);
  return answer;
};
const rename = (from: string, to: string) =>
  server.change((change) =>
    renameEntry(change, accountAt(change.tx, 'user1'), filePath(from), filePath(to)),
  );
const remove = (name: string) =>
  server.change((change) => deleteEntry(change, accountAt(change.tx, 'user1'), filePath(name)));
const set = (key: string, value: string) =>
  server.change((change) => {
    const account = accountAt(change.tx, 'user1');
    const given = new Map<string, Value>([[key, value]]);
    keepSettings(change, account, updatedSettings(account.row, given));
  });
const totals = (path = '') =>
  server.view((tx) => {
    const under = totalsUnder(tx, accountAt(tx, 'user1').id, directoryPath(path));
    return (({ bytes, files }) => [bytes, files])(atOnce(under));
  });
const sizeOf = (name: string) =>
  server.view((tx) => findEntry(tx, accountAt(tx, 'user1').id, filePath(name))?.row.size);

/** One directory as `name` or `name/`, sorted. */
const list = (path = '') =>
  server.view((tx) => {
    const found = entriesIn(tx, accountAt(tx, 'user1').id, directoryPath(path));
    return Array.from(found, ([name, file]) => (file ? name : `${name}/`)).sort();
  });

describe('Writing a stored file', () => {
  beforeEach(open);

  for (const [what, place, length, answer, size] of [
    ['whole', 'whole file', 3, undefined, 3],
    ['whole at 0', 0, 3, undefined, 3],
    ['whole without bytes', 'whole file', 0, undefined, 0],
    ['over the beginning', 'beginning', 3, undefined, 10],
    ['over all and more', 'beginning', 12, undefined, 12],
    ['over the middle', 4, 3, undefined, 10],
    ['over the end', 8, 5, undefined, 13],
    ['at the very end', 10, 5, undefined, 15],
    ['behind the end', 11, 5, 'illegal-value', 10],
    ['before the beginning', -1, 5, 'illegal-value', 10],
    ['at the end', 'end', 5, undefined, 15],
    ['as a new one', 'new file', 5, 'storage-file-exists', 10],
  ] as const) {
    it(`of ten bytes ${what} answers ${answer ?? 'OK'} and leaves ${size}`, async () => {
      await write('a', 10);
      expect(await write('a', length, place)).to.equal(answer);
      expect(await sizeOf('a')).to.equal(size);
      expect(await totals()).to.deep.equal([size, 1]);
    });
  }

  for (const [place, answer] of [
    ['whole file', undefined],
    [0, undefined],
    ['end', undefined],
    ['new file', undefined],
    ['beginning', 'unknown-storage-file'],
    [1, 'unknown-storage-file'],
    [-1, 'unknown-storage-file'],
  ] as const) {
    it(`that is missing, as or at ${place}, answers ${answer ?? 'OK'}`, async () => {
      expect(await write('a', 10, place)).to.equal(answer);
      expect(await sizeOf('a')).to.equal(answer ? undefined : 10);
    });
  }

  it('makes the directories around it, once', async () => {
    await write('a/b/one', 1);
    await write('a/b/two', 1);
    expect(await list()).to.deep.equal(['a/']);
    expect(await list('a')).to.deep.equal(['b/']);
    expect(await list('a/b/')).to.deep.equal(['one', 'two']);
  });

  it('finds no room where there is something else', async () => {
    await write('file', 1);
    await write('dir/', 0);
    expect(await write('dir', 1)).to.equal('storage-file-exists');
    expect(await write('file/', 0)).to.equal('storage-file-exists');
    expect(await write('file/inside', 1)).to.equal('storage-file-exists');
    expect(await write('dir/', 0)).to.equal(undefined);
  });

  it('begins without attributes when it is written whole, and keeps them otherwise', async () => {
    const attributes = () =>
      server.view((tx) => fileOf(tx, accountAt(tx, 'user1').id, filePath('a')).attributes);
    await write('a', 1);
    await server.change((change) => {
      const account = accountAt(change.tx, 'user1');
      keepAttributes(change, account, entryOf(change.tx, account.id, filePath('a')), '(<x/>)');
    });
    await write('a', 1, 'end');
    expect(await attributes()).to.equal('(<x/>)');
    await write('a', 1);
    expect(await attributes()).to.equal('()');
  });

  it('tells the journal which file it was and how large, without its bytes', async () => {
    await write('a', 1);
    await write('a', 5, 'end');
    expect(server.effects).to.deep.include.members([
      {
        kind: 'account',
        id: (await server.view((tx) => accountAt(tx, 'user1'))).id,
        name: 'user1@main.test',
        field: 'files',
        before: '{a={STFileSize=#1;};}',
        after: '{a={STFileSize=#6;};}',
      },
    ]);
  });
});

describe('The limits of File Storage', () => {
  beforeEach(open);

  for (const [key, value, first, second, answer] of [
    ['MaxWebSize', '10', 6, 4, undefined],
    ['MaxWebSize', '10', 6, 5, 'limit-reached'],
    ['MaxWebSize', '1K', 1000, 24, undefined],
    ['MaxWebSize', '1K', 1000, 25, 'limit-reached'],
    ['MaxWebSize', 'unlimited', 1000, 2 ** 40, undefined],
    ['MaxWebFiles', '1', 1, 1, 'limit-reached'],
    ['MaxWebFiles', '2', 1, 1, undefined],
    ['MaxWebFiles', '-1', 1, 1, undefined],
    ['MaxFileSize', '5', 5, 5, undefined],
    ['MaxFileSize', '5', 5, 6, 'limit-reached'],
  ] as const) {
    it(`with ${key}=${value} and ${first} bytes let ${second} more be ${answer ?? 'OK'}`, async () => {
      await set(key, value);
      expect(await write('dir/a', first)).to.equal(undefined);
      expect(await write('dir/b', second)).to.equal(answer);
    });
  }

  it('let everything be made smaller, and nothing larger, once they are exceeded', async () => {
    await write('a', 100);
    await set('MaxWebSize', '10');
    await set('MaxFileSize', '10');
    expect(await write('a', 1, 'end')).to.equal('limit-reached');
    expect(await write('a', 1, 'beginning')).to.equal(undefined);
    expect(await write('a', 99)).to.equal(undefined);
    expect(await remove('a')).to.equal(undefined);
    expect(await totals()).to.deep.equal([0, 0]);
  });

  it('leave room for many directories, but not for any number', async () => {
    const depth = 500;
    for (let made = 0; made < directoriesMax; made += depth) {
      expect(await write(`${made}${'/x'.repeat(depth - 1)}/`, 0)).to.equal(undefined);
    }
    expect(await write('one-more/', 0)).to.equal('limit-reached');
    expect(await write('a', 1)).to.equal(undefined);
  });

  it('count for each Account apart', async () => {
    await set('MaxWebSize', '10');
    await write('a', 10);
    expect(await write('a', 20, undefined, 'user2')).to.equal(undefined);
  });
});

describe('Renaming and deleting stored files', () => {
  beforeEach(async () => {
    await open();
    await write('docs/a', 1);
    await write('docs/sub/b', 2);
    await write('docs-2', 4);
  });

  for (const [from, to, answer] of [
    ['docs/a', 'docs/c', undefined],
    ['docs/a', 'new/deep/a', undefined],
    ['docs', 'papers', undefined],
    ['docs/', 'new/papers/', undefined],
    ['docs/sub', 'sub', undefined],
    ['docs', 'docs-2', 'storage-file-exists'],
    ['docs-2', 'docs', 'storage-file-exists'],
    ['docs/a', 'docs/a', 'storage-file-exists'],
    ['docs/a', 'docs/a/b', 'storage-file-exists'],
    ['docs', 'docs/sub/docs', 'illegal-value'],
    ['docs/a', 'docs/c/', 'illegal-name'],
    ['docs/a/', 'docs/c', 'unknown-storage-file'],
    ['doc', 'papers', 'unknown-storage-file'],
  ] as const) {
    it(`${from} into ${to} answers ${answer ?? 'OK'}`, async () => {
      const before = await sizeOf(from);
      expect(await rename(from, to)).to.equal(answer);
      expect(await totals()).to.deep.equal([7, 3]);
      if (answer) return;
      expect(await sizeOf(from)).to.equal(undefined);
      expect(await sizeOf(to)).to.equal(before);
    });
  }

  it('takes all along that is in a directory, and nothing that is beside it', async () => {
    await rename('docs', 'docs-2-new');
    expect(await list()).to.deep.equal(['docs-2', 'docs-2-new/']);
    expect(await list('docs-2-new')).to.deep.equal(['a', 'sub/']);
    expect(await totals('docs-2-new')).to.deep.equal([3, 2]);
    expect(await totals('docs')).to.deep.equal([0, 0]);
  });

  it('deletes directories only when they are empty', async () => {
    expect(await remove('docs')).to.equal('directory-not-empty');
    expect(await remove('docs/sub/b')).to.equal(undefined);
    expect(await remove('docs/sub/')).to.equal(undefined);
    expect(await remove('docs/sub')).to.equal('unknown-storage-file');
    expect(await remove('docs/a/')).to.equal('unknown-storage-file');
  });

  it('leaves nothing of an Account that is deleted', async () => {
    const { id } = await server.view((tx) => accountAt(tx, 'user1'));
    await write('other', 1, undefined, 'user2');
    await server.change((change) => deleteAccount(change, accountAt(change.tx, 'user1')));
    await server.view((tx) => {
      expect(tx.get(accounts, id)).to.equal(undefined);
      expect([...blobsOf(tx, id)]).to.deep.equal([]);
      expect([...tx.range(storageFiles, {})]).to.have.length(1);
      expect([...tx.range(storageTotals, {})]).to.have.length(1);
    });
  });
});

describe('A long history of File Storage', () => {
  const name = fc
    .array(fc.constantFrom('a', 'b', 'a-', bytesOf('ä')), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('/'));
  const step = fc.oneof(
    fc.record({ do: fc.constant('write' as const), name, size: fc.nat(5) }),
    fc.record({ do: fc.constant('rename' as const), name, to: name }),
    fc.record({ do: fc.constant('remove' as const), name }),
  );

  it('always counts what is there, and lists every directory as it is', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await open();
        for (const one of steps) {
          if (one.do === 'write') await write(one.name, one.size);
          else if (one.do === 'rename') await rename(one.name, one.to);
          else await remove(one.name);
        }
        await server.view((tx) => {
          const { id } = accountAt(tx, 'user1');
          const rows = [...tx.range(storageFiles, {})];
          const paths = rows.map(([key]) => key.slice(`${id}/`.length));
          const files = paths.filter((path) => !path.endsWith('/'));
          expect(totalsOf(tx, id)).to.deep.equal({
            bytes: rows.reduce((sum, [, { size }]) => sum + size, 0),
            files: files.length,
            directories: paths.length - files.length,
          });
          for (const path of ['', ...paths.filter((each) => each.endsWith('/'))]) {
            const inside = paths.filter((each) => each !== path && each.startsWith(path));
            const names = new Set(inside.map((each) => each.slice(path.length).split('/')[0]));
            const found = Array.from(entriesIn(tx, id, directoryPath(path)), ([each]) => each);
            expect(found.sort(), print(path)).to.deep.equal([...names].sort());
          }
          for (const path of files) expect(paths).not.to.include(`${path}/`);
        });
      }),
      { numRuns: 150 },
    ));
});
