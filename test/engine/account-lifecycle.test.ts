import { expect } from 'chai';
import {
  deleteAccount,
  renameAccount,
  setAccountType,
} from '../../src/engine/accounts/accounts.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { Change } from '../../src/engine/core/change.js';
import { addToCounter, counter, countOf, findName } from '../../src/engine/directory/directory.js';
import { documentText, writeDocument } from '../../src/engine/core/documents.js';
import { updateDomainSettings } from '../../src/engine/settings/domain-settings.js';
import { objectName } from '../../src/engine/core/names.js';
import { ownedBy } from '../../src/engine/directory/ownership.js';
import { setTelnums } from '../../src/engine/accounts/telnums.js';
import type { Writer } from '../../src/store/store.js';
import { telnums, type AccountType } from '../../src/tables/tables.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, addAccount, at, LittleServer, rows } from './little-server.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with('other.test');
  await server.accounts(['boss', 'Master'], 'user1', 'user2');
});

const rename = (from: string, to: string, storage?: string) =>
  server.change((change) => {
    const { domain, name } = at(change.tx, to);
    renameAccount(change, accountAt(change.tx, from), domain.id, name, storage);
    return change.consequences.map((each) => 'account' in each && each.account);
  });
const remove = (text: string) =>
  server.change((change) => {
    deleteAccount(change, accountAt(change.tx, text));
    return change.consequences.map((each) => 'account' in each && each.account);
  });
const retype = (text: string, type: AccountType) =>
  server.change((change) => setAccountType(change, accountAt(change.tx, text), type));
const aliases = (text: string, ...names: string[]) =>
  server.change((change) => setAliases(change, accountAt(change.tx, text), names));
const numbers = (text: string, ...given: string[]) =>
  server.change((change) => setTelnums(change, accountAt(change.tx, text), given));
const limit = (domain: string, key: string, value: string) =>
  server.change((change) => {
    const { domain: found } = at(change.tx, `x@${domain}`);
    updateDomainSettings(change, found, new Map<string, Value>([[key, value]]));
  });
const create = (text: string) => server.change((change) => void addAccount(change, text));
const row = (text: string) => server.view((tx) => accountAt(tx, text).row);
const id = (text: string) => server.view((tx) => accountAt(tx, text).id);
const kindOf = (text: string) =>
  server.view((tx) => {
    const { domain, name } = at(tx, text);
    return findName(tx, domain.id, name)?.kind;
  });
const countIn = (domain: string, kind: Parameters<typeof countOf>[0]) =>
  server.view((tx) => counter(tx, countOf(kind, at(tx, `x@${domain}`).domain.id)));

describe('An Account renamed in its Domain', () => {
  it('keeps its id, aliases, numbers and documents, and frees its old name', async () => {
    const before = await id('user1');
    await aliases('user1', 'john');
    await numbers('user1', '+100');
    await server.change(({ tx }) =>
      writeDocument(rows(tx), before, 'prefs', new Map([['A', 'b']])),
    );
    expect(await rename('user1', 'user3')).to.deep.equal([before]);
    expect(await id('user3')).to.equal(before);
    expect(await row('user3')).to.deep.include({ aliases: ['john'], telnums: ['+100'] });
    expect(await server.view((tx) => documentText(tx, before, 'prefs'))).to.equal('{A=b;}');
    expect(await kindOf('user1')).to.equal(undefined);
    expect(await kindOf('john')).to.equal('alias');
    expect(await countIn('main.test', 'account')).to.equal(3);
  });

  it('writes as many rows with a thousand aliases as with none', async () => {
    await aliases('user1', ...Array.from({ length: 1000 }, (_, at) => `alias-${at}`));
    const written = (from: string, to: string) =>
      server.store.update((tx) => {
        const counting = countWrites(tx);
        const change = new Change(counting.tx, 0);
        const { domain, name } = at(tx, to);
        renameAccount(change, accountAt(tx, from), domain.id, name);
        return counting.count();
      });
    expect(await written('user1', 'user8')).to.equal(await written('user2', 'user9'));
  });

  it('tells the journal the old and the new name', async () => {
    await rename('user1', 'user3');
    expect(server.effects).to.deep.equal([
      {
        kind: 'account',
        id: await id('user3'),
        name: 'user3@main.test',
        field: 'name',
        before: 'user1@main.test',
        after: 'user3@main.test',
      },
    ]);
  });

  for (const [from, to, answer] of [
    ['user1', 'user2', 'account-exists'],
    ['user1', 'user1', 'account-exists'],
    ['boss', 'chief', 'last-master'],
    ['user1', 'john', 'account-exists'],
  ] as const) {
    it(`is refused with ${answer} when ${from} shall be ${to}`, async () => {
      await aliases('user2', 'john');
      expect(await rename(from, to)).to.equal(answer);
    });
  }

  it('may be the Master when another one is there', async () => {
    await server.accounts(['second', 'Master']);
    await rename('boss', 'chief');
    expect((await row('chief')).rights).to.deep.equal(['Master']);
  });
});

describe('An Account moved to another Domain', () => {
  it('takes aliases, numbers and documents along and leaves its rights behind', async () => {
    await server.accounts(['admin', 'Domain', 'CanCreateAliases']);
    await aliases('admin', 'john');
    await numbers('admin', '100');
    await rename('admin', 'keeper@other.test');
    expect(await row('keeper@other.test')).to.deep.include({
      aliases: ['john'],
      telnums: ['100'],
      rights: [],
    });
    expect(await kindOf('john@other.test')).to.equal('alias');
    expect(await kindOf('john')).to.equal(undefined);
    for (const kind of ['account', 'alias', 'telnum'] as const) {
      expect(await countIn('other.test', kind), kind).to.equal(1);
    }
    expect(await countIn('main.test', 'alias')).to.equal(0);
    expect(await countIn('main.test', 'telnum')).to.equal(0);
  });

  it('is refused as a whole when one alias is taken there', async () => {
    await server.accounts('john@other.test');
    await aliases('user1', 'free', 'john');
    expect(await rename('user1', 'user1@other.test')).to.equal('account-exists');
    expect(await kindOf('user1')).to.equal('account');
    expect(await kindOf('free@other.test')).to.equal(undefined);
  });

  it('is refused when its new name is one of its aliases', async () => {
    await aliases('user1', 'john');
    expect(await rename('user1', 'john@other.test')).to.equal('account-exists');
  });

  it('is refused while it owns a list or a task, is the last Master, or does not fit', async () => {
    const owner = await id('user1');
    await server.change(({ tx }) => void addToCounter(tx, ownedBy(owner), 1));
    expect(await rename('user1', 'user1@other.test')).to.equal('owns-objects');
    expect(await rename('boss', 'boss@other.test')).to.equal('last-master');
    await limit('other.test', 'AccountsLimit', '0');
    expect(await rename('user2', 'user2@other.test')).to.equal('limit-reached');
  });

  it('may go and come back', async () => {
    await aliases('user1', 'john');
    await rename('user1', 'user1@other.test');
    await rename('user1@other.test', 'user1');
    expect(await kindOf('john')).to.equal('alias');
    expect(await countIn('other.test', 'account')).to.equal(0);
    expect(await countIn('other.test', 'alias')).to.equal(0);
  });
});

describe('An Account deleted', () => {
  it('leaves nothing behind', async () => {
    const gone = await id('user1');
    await aliases('user1', 'john');
    await numbers('user1', '+100');
    await server.change(({ tx }) =>
      writeDocument(rows(tx), gone, 'acl', new Map([['anyone', 'l']])),
    );
    expect(await remove('user1')).to.deep.equal([gone]);
    expect(await kindOf('user1')).to.equal(undefined);
    expect(await kindOf('john')).to.equal(undefined);
    expect(await server.view((tx) => documentText(tx, gone, 'acl'))).to.equal(undefined);
    expect(await server.view((tx) => tx.get(telnums, '100'))).to.equal(undefined);
    expect(await countIn('main.test', 'account')).to.equal(2);
    expect(await countIn('main.test', 'alias')).to.equal(0);
  });

  it('gives its id to no other', async () => {
    const gone = await id('user1');
    await remove('user1');
    await create('user1');
    expect(await id('user1')).to.not.equal(gone);
  });

  it('is refused while it owns a list or a task, or is the last Master', async () => {
    const owner = await id('user1');
    await server.change(({ tx }) => void addToCounter(tx, ownedBy(owner), 1));
    expect(await remove('user1')).to.equal('owns-objects');
    expect(await remove('boss')).to.equal('last-master');
  });
});

describe('The number of Accounts', () => {
  for (const [value, third] of [
    ['3', 'limit-reached'],
    ['4', undefined],
    ['-1', undefined],
    ['many', undefined],
  ] as const) {
    it(`may ${third === undefined ? '' : 'not '}grow to 4 with AccountsLimit=${value}`, async () => {
      await limit('main.test', 'AccountsLimit', value);
      expect(await create('user3')).to.equal(third);
    });
  }

  it('is counted again when one goes', async () => {
    await limit('main.test', 'AccountsLimit', '3');
    await remove('user1');
    expect(await create('user3')).to.equal(undefined);
  });

  it('is limited for each grade', async () => {
    await limit('main.test', 'AGradeLimit', '1');
    expect(await retype('user1', 'AGrade')).to.equal(undefined);
    expect(await retype('user2', 'AGrade')).to.equal('limit-reached');
    expect(await retype('user2', 'BGrade')).to.equal(undefined);
    expect(await retype('user1', 'MultiMailbox')).to.equal(undefined);
    expect(await retype('user2', 'AGrade')).to.equal(undefined);
    expect(await countIn('main.test', 'grade AGrade')).to.equal(1);
    expect(await countIn('main.test', 'grade BGrade')).to.equal(0);
  });
});

describe('The type of an Account', () => {
  it('stands in its row and beside its name', async () => {
    await retype('user1', 'CGrade');
    expect((await row('user1')).type).to.equal('CGrade');
    const entry = await server.view((tx) =>
      findName(tx, at(tx, 'user1').domain.id, objectName('user1')),
    );
    expect(entry?.type).to.equal('CGrade');
  });

  it('stays a grade in a rename and in a move', async () => {
    await retype('user1', 'CGrade');
    await rename('user1', 'user3@other.test');
    expect((await row('user3@other.test')).type).to.equal('CGrade');
    expect(await countIn('other.test', 'grade CGrade')).to.equal(1);
    expect(await countIn('main.test', 'grade CGrade')).to.equal(0);
  });

  it('cannot become one with a single mailbox', async () => {
    expect(await retype('user1', 'TextMailbox')).to.equal('not-on-this-account');
  });
});

/** A transaction that counts what is written through it. */
function countWrites(tx: Writer): { tx: Writer; count: () => number } {
  let writes = 0;
  return {
    tx: {
      get: (table, key) => tx.get(table, key),
      range: (table, span) => tx.range(table, span),
      put: (table, key, value) => {
        writes += 1;
        tx.put(table, key, value);
      },
      remove: (table, key) => {
        writes += 1;
        tx.remove(table, key);
      },
    },
    count: () => writes,
  };
}
