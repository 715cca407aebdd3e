import { expect } from 'chai';
import fc from 'fast-check';
import { keepSettings, updatedSettings } from '../../src/engine/accounts/account-settings.js';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import type { Change } from '../../src/engine/core/change.js';
import {
  createMailbox,
  deleteMailbox,
  renameMailbox,
  type Target,
} from '../../src/engine/mailboxes/mailbox-changes.js';
import { facedName, mailboxPath, newName } from '../../src/engine/mailboxes/mailbox-names.js';
import { editMailboxAcl, mailboxAcl } from '../../src/engine/mailboxes/mailbox-rights.js';
import { allMailboxes, findMailbox } from '../../src/engine/mailboxes/mailboxes.js';
import { mailboxes } from '../../src/tables/mailbox-tables.js';
import { accountAt, at, LittleServer } from './little-server.js';
import { NaiveTree, type TreeStep } from './mailbox-trees.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with('other.test');
  await server.accounts(['boss', 'Master'], 'user1', 'user2');
});

const owner = (change: Change): Target => ({
  account: accountAt(change.tx, 'user1'),
  who: undefined,
});
const create = (name: string) =>
  server.change((change) => createMailbox(change, owner(change), newName(name)));
const remove = (name: string, nested = false) =>
  server.change((change) => deleteMailbox(change, owner(change), facedName(name), nested));
const rename = (from: string, to: string, nested = false) =>
  server.change((change) =>
    renameMailbox(change, owner(change), mailboxPath(from), mailboxPath(to), nested),
  );
const rows = () => server.view((tx) => [...tx.range(mailboxes, {})].length);
const shown = (account = 'user1') =>
  server.view((tx) =>
    allMailboxes(tx, accountAt(tx, account))
      .map(({ path, row }) => `${path} ${row.store ? 's' : ''}${row.folder ? 'f' : ''}`)
      .sort(),
  );
const tree = async () =>
  (await shown())
    .filter((name) => name !== 'INBOX s')
    .flatMap((line) => {
      const [name = '', faces = ''] = line.split(' ');
      return [...(faces.includes('s') ? [name] : []), ...(faces.includes('f') ? [`${name}/`] : [])];
    })
    .join(' ');
const grant = (name: string, identifier: string, symbols: string) =>
  server.change((change) => {
    const mailbox = findMailbox(change.tx, accountAt(change.tx, 'user1'), mailboxPath(name));
    editMailboxAcl(change, mailbox, new Map([[identifier, symbols]]));
  });
const acl = (name: string) =>
  server.view((tx) =>
    Object.fromEntries(mailboxAcl(findMailbox(tx, accountAt(tx, 'user1'), mailboxPath(name)))),
  );

describe('INBOX', () => {
  it('is there without a row of its own', async () => {
    expect(await shown()).to.deep.equal(['INBOX s']);
    expect(await rows()).to.equal(0);
  });

  it('cannot be removed, also not together with what is nested in it', async () => {
    await create('INBOX/a');
    expect(await remove('INBOX')).to.equal('inbox-needed');
    expect(await remove('INBOX', true)).to.equal('inbox-needed');
    expect(await shown()).to.deep.equal(['INBOX sf', 'INBOX/a s']);
  });

  it('stays when only its folder is removed', async () => {
    await create('INBOX/a');
    expect(await remove('INBOX/')).to.equal('mailbox-not-empty');
    expect(await remove('INBOX/', true)).to.equal(undefined);
    expect(await shown()).to.deep.equal(['INBOX s']);
  });

  it('appears anew when it is renamed, with no rights granted on it', async () => {
    await grant('INBOX', 'user2', 'lr');
    expect(await rename('INBOX', 'INBOX--old--')).to.equal(undefined);
    expect(await shown()).to.deep.equal(['INBOX s', 'INBOX--old-- s']);
    expect(await acl('INBOX')).to.deep.equal({});
    expect(await acl('INBOX--old--')).to.deep.equal({ user2: 'lr' });
  });

  it('can move into itself, because it appears anew', async () => {
    expect(await rename('INBOX', 'INBOX/old')).to.equal(undefined);
    expect(await shown()).to.deep.equal(['INBOX sf', 'INBOX/old s']);
  });
});

// Names in a tree: `a` a store, `a/` a folder, both for what is both.
describe('Deleting a Mailbox', () => {
  for (const [title, before, act, outcome, after] of [
    ['leaves the folder for what is nested', 'a a/b', () => remove('a'), 'done', 'a/ a/b'],
    ['leaves nothing of what holds nothing', 'a a/', () => remove('a'), 'done', ''],
    ['takes everything nested along', 'a a/b/c', () => remove('a', true), 'done', ''],
    ['leaves names that only begin alike', 'a ab a-b', () => remove('a', true), 'done', 'a-b ab'],
    [
      'keeps a folder that holds something',
      'a/b',
      () => remove('a'),
      'mailbox-not-empty',
      'a/ a/b',
    ],
    ['of the folder keeps the store', 'a a/', () => remove('a/'), 'done', 'a'],
    ['of the folder finds no store', 'a', () => remove('a/'), 'unknown-mailbox', 'a'],
    ['of what is nested keeps the folder', 'a/b', () => remove('a/b'), 'done', 'a/'],
  ] as const) {
    it(title, async () => {
      for (const name of before.split(' ')) await create(name);
      expect((await act()) ?? 'done').to.equal(outcome);
      expect(await tree()).to.equal(after);
    });
  }
});

describe('Renaming a Mailbox', () => {
  for (const [title, before, act, outcome, after] of [
    ['leaves what is nested', 'a a/b', () => rename('a', 'c'), 'done', 'a/ a/b c'],
    ['takes it along', 'a a/b/c', () => rename('a', 'd', true), 'done', 'd d/ d/b/ d/b/c'],
    ['makes folders around it', 'a', () => rename('a', 'b/c/d'), 'done', 'b/ b/c/ b/c/d'],
    ['gives a folder a store', 'a b/c', () => rename('a', 'b'), 'done', 'b b/ b/c'],
    ['moves it out of its folder', 'a/b', () => rename('a/b', 'a'), 'done', 'a a/'],
    ['nests it in what was itself', 'a', () => rename('a', 'a/b'), 'done', 'a/ a/b'],
    ['keeps a store that is there', 'a b', () => rename('a', 'b'), 'mailbox-exists', 'a b'],
    ['keeps its own name', 'a', () => rename('a', 'a'), 'mailbox-exists', 'a'],
    [
      'never mixes two folders',
      'a/b c/d',
      () => rename('a', 'c', true),
      'mailbox-exists',
      'a/ a/b c/ c/d',
    ],
    [
      'moves no folder into itself',
      'a/b',
      () => rename('a', 'a/c', true),
      'illegal-value',
      'a/ a/b',
    ],
    [
      'moves no folder without what it holds',
      'a/b',
      () => rename('a', 'c'),
      'mailbox-not-empty',
      'a/ a/b',
    ],
    ['needs one', 'a', () => rename('b', 'c'), 'unknown-mailbox', 'a'],
  ] as const) {
    it(title, async () => {
      for (const name of before.split(' ')) await create(name);
      expect((await act()) ?? 'done').to.equal(outcome);
      expect(await tree()).to.equal(after);
    });
  }
});

describe('The rights on a Mailbox', () => {
  it('are those of the innermost one around it when it is created', async () => {
    await create('a');
    await grant('a', 'user2', 'lrc');
    await create('a/b/c');
    await create('d/e');
    expect(await acl('a/b')).to.deep.equal({ user2: 'lrc' });
    expect(await acl('a/b/c')).to.deep.equal({ user2: 'lrc' });
    expect(await acl('d/e')).to.deep.equal({});
  });

  it('stay what they are when those around it change', async () => {
    await create('a/b');
    await grant('a', 'user2', 'l');
    expect(await acl('a/b')).to.deep.equal({});
  });

  it('go along when it gets another name', async () => {
    await create('a/b');
    await grant('a/b', 'user2', 'l');
    await rename('a', 'c', true);
    expect(await acl('c/b')).to.deep.equal({ user2: 'l' });
  });
});

describe('A Mailbox that follows another', () => {
  it('is refused when its name becomes too long, and nothing has moved', async () => {
    const level = 'x'.repeat(120);
    await create(`a/${level}/${level}/${level}`);
    const before = await shown();
    expect(await rename('a', `${level}/${level}`, true)).to.equal('illegal-name');
    expect(await shown()).to.deep.equal(before);
  });
});

describe('MaxMailboxes', () => {
  const limitTo = (value: string) =>
    server.change((change) => {
      const account = accountAt(change.tx, 'user1');
      keepSettings(
        change,
        account,
        updatedSettings(account.row, new Map([['MaxMailboxes', value]])),
      );
    });

  it('counts INBOX and folders', async () => {
    await limitTo('3');
    expect(await create('a')).to.equal(undefined);
    expect(await create('b/c')).to.equal('limit-reached');
    expect(await create('b/')).to.equal(undefined);
    expect(await create('c')).to.equal('limit-reached');
    expect(await create('b')).to.equal(undefined);
    expect(await rename('INBOX', 'old')).to.equal('limit-reached');
  });

  it('lets an Account that has more already rename and delete', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);
    await limitTo('2');
    expect(await rename('a', 'd')).to.equal(undefined);
    expect(await remove('b')).to.equal(undefined);
    expect(await create('b')).to.equal('limit-reached');
  });

  it('means no limit when it is negative', async () => {
    await limitTo('-1');
    for (let count = 0; count < 20; count++) {
      expect(await create(`box ${count}`)).to.equal(undefined);
    }
  });
});

describe('The Mailboxes of an Account', () => {
  it('follow it to another name and another Domain', async () => {
    await create('a/b');
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'user9@other.test');
      renameAccount(change, accountAt(change.tx, 'user1'), domain.id, name);
    });
    expect(await shown('user9@other.test')).to.deep.equal(['INBOX s', 'a f', 'a/b s']);
  });

  it('go with it, and a new Account of that name has none of them', async () => {
    await create('a/b');
    await server.change((change) => {
      deleteAccount(change, accountAt(change.tx, 'user1'));
    });
    expect(await rows()).to.equal(0);
    await server.accounts('user1');
    expect(await shown()).to.deep.equal(['INBOX s']);
  });

  it('tell the journal what became of each of them', async () => {
    await create('a/b');
    expect(server.effects.map(({ field, before, after }) => [field, before, after])).to.deep.equal([
      ['mailbox a', undefined, '{Faces=(folder);}'],
      ['mailbox a/b', undefined, '{Faces=(store);}'],
    ]);
    await create('a/b');
    await grant('a/b', 'user2', '');
    expect(server.effects).to.deep.equal([]);
  });
});

describe('Random histories of Mailboxes agree with a naive model', () => {
  const path = fc.constantFrom('INBOX', 'INBOX/a', 'a', 'a/b', 'a/b/a', 'b', 'b/a');
  const step: fc.Arbitrary<TreeStep> = fc.oneof(
    fc.record({ do: fc.constant('create' as const), path }),
    fc.record({
      do: fc.constantFrom(
        'create folder' as const,
        'delete' as const,
        'delete folder' as const,
        'delete nested' as const,
        'delete nested of folder' as const,
      ),
      path,
    }),
    fc.record({ do: fc.constantFrom('rename' as const, 'rename nested' as const), path, to: path }),
  );
  const take = (given: TreeStep) => {
    switch (given.do) {
      case 'create':
        return create(given.path);
      case 'create folder':
        return create(`${given.path}/`);
      case 'delete':
        return remove(given.path);
      case 'delete nested':
        return remove(given.path, true);
      case 'delete folder':
        return remove(`${given.path}/`);
      case 'delete nested of folder':
        return remove(`${given.path}/`, true);
      case 'rename':
        return rename(given.path, given.to);
      case 'rename nested':
        return rename(given.path, given.to, true);
    }
  };

  it('in every answer and in every listing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        server = await LittleServer.with();
        await server.accounts('user1');
        const model = new NaiveTree();
        for (const one of steps) {
          expect(await take(one), JSON.stringify(one)).to.equal(model.take(one));
          expect(await shown()).to.deep.equal(model.show());
        }
      }),
      { numRuns: 400 },
    );
  });
});
