import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImportRefused } from '../../../src/base-directory/import/import-base.js';
import { isUnfinished } from '../../../src/base-directory/import/unfinished.js';
import { domainNames } from '../../../src/tables/tables.js';
import { run } from '../../program.js';
import { startServer } from '../../server-under-test.js';
import { rowsOf } from '../rich-server.js';
import { faultsOf, importInto, inStore, linesOf, Place } from './trees.js';

const main = {
  'Settings/Main.settings': '{ DomainName = company.com; }',
  'Accounts/Settings/Access.settings': '{ postmaster = (Master); }',
  'Accounts/postmaster.macnt/account.settings': '{ Password = secret; }',
  'Accounts/postmaster.macnt/INBOX.mbox': 'From x\n\nhi\n',
};

/** A Domain with so many Accounts that they are not written at once. */
function manyAccounts(domain: string, count: number): Record<string, string> {
  const files: Record<string, string> = { [`Domains/${domain}/Settings/Domain.settings`]: '{}' };
  for (let number = 0; number < count; number += 1) {
    files[`Domains/${domain}/user${number}.settings`] = '{ RealName = Somebody; }';
    files[`Domains/${domain}/user${number}.mbox`] = '';
  }
  return files;
}

describe('an import', () => {
  let tree: Place;
  let base: Place;

  beforeEach(() => {
    tree = new Place().with(main);
    base = new Place();
  });

  afterEach(() => {
    tree.remove();
    base.remove();
  });

  const domainsThere = (): Promise<readonly string[]> =>
    inStore(base.path, (tx) => Array.from(tx.range(domainNames, {}), ([name]) => name));

  it('that is strict leaves out a Domain with a broken file, and names every such file', async () => {
    tree.with({
      'Domains/bad.test/Settings/Domain.settings': '{}',
      'Domains/bad.test/Settings/Groups.data': '{ staff = {Members=(a',
      'Domains/bad.test/ann.macnt/account.settings': '{ RealName = Ann; }',
      'Domains/bad.test/ann.macnt/INBOX.mbox': 'From x\n',
      'Domains/bad.test/bob.macnt/account.settings': '{ RealName = (Bob; }',
      'Domains/good.test/carl.macnt/account.settings': '{}',
    });
    const report = await importInto(base.path, tree.path, { strict: true });
    expect(report.domains.map(({ name, failure }) => [name, failure])).to.deep.equal([
      ['company.com', undefined],
      ['bad.test', 'a file cannot be read'],
      ['good.test', undefined],
    ]);
    expect(linesOf(report)).to.deep.equal([
      'set aside: Domains/bad.test/Settings/Groups.data: failed to read an array - ' +
        'expected a comma or the end of an array',
      'set aside: Domains/bad.test/bob.macnt/account.settings: failed to read an array - ' +
        'expected a comma or the end of an array',
      'password reset needed: Domains/bad.test/bob.macnt',
    ]);
    expect(await domainsThere()).to.deep.equal(['company.com', 'good.test']);
    expect(base.files.filter((path) => path.includes('bad.test'))).to.deep.equal([]);
    expect(await faultsOf(base.path)).to.deep.equal([]);
  });

  /** An import whose disk is full after some transactions. */
  const dieHalfWay = async (): Promise<void> => {
    tree.with(manyAccounts('large.test', 2500));
    let flushes = 0;
    const flush = (): Promise<void> => {
      flushes += 1;
      return flushes > 10 ? Promise.reject(new Error('no space left')) : Promise.resolve();
    };
    const death: unknown = await importInto(base.path, tree.path, { flush }).catch(
      (error: unknown) => error,
    );
    expect(death).to.be.instanceOf(Error);
    expect(await domainsThere()).to.deep.equal(['company.com']);
    expect(await inStore(base.path, isUnfinished)).to.equal(true);
  };

  const expectWhole = async (): Promise<void> => {
    expect(await domainsThere()).to.deep.equal(['company.com']);
    expect(await faultsOf(base.path)).to.deep.equal([]);
    expect(await inStore(base.path, isUnfinished)).to.equal(false);
    expect(existsSync(join(base.path, 'Domains/large.test'))).to.equal(false);
  };

  it('that dies half-way is rolled back by the next one', async () => {
    await dieHalfWay();
    const again = await importInto(base.path, tree.path, { merge: true });
    expect(again.rolledBack).to.equal(true);
    expect(again.domains[1]?.counts['accounts']).to.equal(2500);
    expect(await faultsOf(base.path)).to.deep.equal([]);
    expect(await inStore(base.path, isUnfinished)).to.equal(false);
  });

  it('that dies half-way is rolled back by the next start of the server', async () => {
    await dieHalfWay();
    const server = await startServer({ base: base.path, store: 'embedded' });
    await server.close();
    await expectWhole();
  });

  it('that dies half-way is told by a check, and rolled back by its repair', async () => {
    await dieHalfWay();
    const line = 'server server holds a part of an import that was interrupted; ';
    const told = await run(['check', '--base', base.path]);
    expect(told).to.include({ code: 1 });
    expect(told.out).to.match(new RegExp(`^${line}.*\\(repair: remove that part.*\\)\\n$`));
    const repaired = await run(['check', '--repair', '--base', base.path]);
    expect(repaired).to.include({ code: 0 });
    expect(repaired.out).to.match(new RegExp(`^${line}.*\\(repaired: remove that part`));
    await expectWhole();
  });

  it('refuses a Domain that is there, and merges into it when it is asked to', async () => {
    await importInto(base.path, tree.path);
    const before = await inStore(base.path, rowsOf);
    const refused: unknown = await importInto(base.path, tree.path).catch(
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(ImportRefused);
    expect(String(refused)).to.match(/company\.com is there already/);
    expect(await inStore(base.path, rowsOf)).to.deep.equal(before);

    tree.with({
      'Accounts/postmaster.macnt/account.settings': '{ Password = changed; }',
      'Accounts/ann.macnt/account.settings': '{ Password = anns-own; }',
      'Accounts/ann.macnt/INBOX.mbox': 'From y\n',
      'Accounts/Settings/Aliases.data': '{ boss = postmaster; anna = ann; }',
      'Accounts/Settings/Groups.data': '{ staff = {Members=(ann,postmaster);}; }',
    });
    const merged = await importInto(base.path, tree.path, { merge: true });
    expect(linesOf(merged)).to.include.members([
      'kept: Accounts: account postmaster',
      'kept: Accounts/Settings/Aliases.data: alias boss',
    ]);
    expect(base.files).to.include('Accounts/ann.macnt/INBOX.mbox');
    expect(await faultsOf(base.path)).to.deep.equal([]);
    const server = await startServer({ base: base.path, store: 'embedded' });
    try {
      const client = await server.loggedIn('postmaster', 'secret');
      expect(await client.ask('GetGroup staff')).to.equal('201 {Members=(ann,postmaster);}');
      expect(await client.ask('GetAccountAliases ann')).to.equal('201 (anna)');
      await server.loggedIn('ann', 'anns-own');
    } finally {
      await server.close();
    }
  });

  it('takes a Main Domain of another name for a secondary one', async () => {
    await importInto(base.path, tree.path);
    tree.with({ 'Settings/Main.settings': '{ DomainName = other.com; }' });
    const report = await importInto(base.path, tree.path);
    expect(linesOf(report)).to.include(
      'dropped: Accounts/Settings/Access.settings: server rights of postmaster: ' +
        "only the main domain's accounts have any",
    );
    expect(base.files).to.include('Domains/other.com/postmaster.macnt/INBOX.mbox');
    expect(await faultsOf(base.path)).to.deep.equal([]);
  });

  it('copies nothing when the tree lies where it will be kept', async () => {
    base.with(main);
    const report = await importInto(base.path, base.path);
    expect(linesOf(report)).to.deep.equal([]);
    expect(base.read('Accounts/postmaster.macnt/INBOX.mbox')).to.equal('From x\n\nhi\n');
    expect(await domainsThere()).to.deep.equal(['company.com']);
  });

  it('makes a postmaster where nobody could administer the server', async () => {
    const lonely = new Place().with({ 'Domains/a.test/Settings/Domain.settings': '{}' });
    try {
      const nameless: unknown = await importInto(base.path, lonely.path).catch((e: unknown) => e);
      expect(nameless).to.be.instanceOf(ImportRefused);
      const report = await importInto(base.path, lonely.path, { mainDomain: 'Company.com' });
      expect(report.master).to.deep.equal({ name: 'postmaster@company.com', gotPassword: true });
      expect(await domainsThere()).to.deep.equal(['a.test', 'company.com']);
      expect(await faultsOf(base.path)).to.deep.equal([]);
    } finally {
      lonely.remove();
    }
  });

  it('gives a postmaster whose password nobody can read a new one', async () => {
    tree.with({ 'Accounts/postmaster.macnt/account.settings': '{ Password = "{BCRYPT}xyz"; }' });
    const report = await importInto(base.path, tree.path);
    expect(report.master).to.deep.equal({ name: 'postmaster@company.com', gotPassword: true });
    expect(await faultsOf(base.path)).to.deep.equal([]);
  });

  it('that is dry tells the same and changes nothing', async () => {
    await importInto(base.path, tree.path);
    const [rows, files] = [await inStore(base.path, rowsOf), base.files];
    tree.with({
      ...manyAccounts('a.test', 1200),
      'Domains/a.test/Settings/Aliases.data': '{ x = user7; y = nobody; }',
      'Domains/a.test/mystery.dat': '?',
    });
    const dry = await importInto(base.path, tree.path, { dryRun: true, merge: true });
    expect(await inStore(base.path, rowsOf)).to.deep.equal(rows);
    expect(base.files).to.deep.equal(files);
    const wet = await importInto(base.path, tree.path, { merge: true });
    expect(dry).to.deep.equal(wet);
  });
});
