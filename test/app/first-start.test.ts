import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findAccount, findDomain } from '../../src/engine/directory/directory.js';
import { lastPosition, recordsAfter } from '../../src/engine/core/journal.js';
import { domainName, objectName } from '../../src/engine/core/names.js';
import { dictionaryOf } from '../../src/engine/core/documents.js';
import { fill, isFilled, requireKey, StoreRefused } from '../../src/app/prepare-store.js';
import { openPasswords } from '../../src/passwords/open-passwords.js';
import type { Passwords } from '../../src/passwords/passwords.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/store.js';

const mainDomain = 'company.example';

describe('The first start', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cligate-first-'));
  let passwords: Passwords;
  before(async () => {
    passwords = await openPasswords({ keyFile: join(directory, 'password.key') });
  });
  after(async () => {
    await passwords.close();
    rmSync(directory, { recursive: true });
  });

  async function passwordOfPostmaster(store: Store): Promise<string | undefined> {
    const stored = await store.view((tx) => {
      const domain = findDomain(tx, domainName(mainDomain));
      const { row } = findAccount(tx, domain.id, objectName('postmaster'));
      expect(row.rights).to.deep.equal(['Master']);
      return dictionaryOf(row.settings).get('Password');
    });
    return typeof stored === 'string' ? passwords.reveal(stored) : undefined;
  }

  it('makes the Main Domain and a postmaster with the given password', async () => {
    const store = openMemoryStore();
    expect(await isFilled(store)).to.equal(false);
    const made = await fill(store, passwords, { mainDomain, password: 'gïven' }, 1);
    expect(made).to.deep.equal({ mainDomain, password: undefined });
    expect(await isFilled(store)).to.equal(true);
    expect(await passwordOfPostmaster(store)).to.equal(Buffer.from('gïven').toString('latin1'));
  });

  it('makes up a password that nobody can guess, and tells it', async () => {
    const given: (string | undefined)[] = [];
    for (let start = 0; start < 2; start++) {
      const store = openMemoryStore();
      const made = await fill(store, passwords, { mainDomain, password: undefined }, 1);
      expect(made.password).to.match(/^[\w-]{20}$/);
      expect(await passwordOfPostmaster(store)).to.equal(made.password);
      given.push(made.password);
    }
    expect(given[0]).not.to.equal(given[1]);
  });

  it('is the first thing in the journal, without the password', async () => {
    const store = openMemoryStore();
    await fill(store, passwords, { mainDomain, password: 'given' }, 7);
    const [record] = await store.view((tx) => recordsAfter(tx, 0));
    expect(record).to.include({ position: 1, time: 7, actor: 'cligate', channel: 'program' });
    expect(new Set(record?.effects.map(({ name }) => name))).to.deep.equal(
      new Set([mainDomain, `postmaster@${mainDomain}`]),
    );
    const stored = await store.view((tx) => {
      const domain = findDomain(tx, domainName(mainDomain));
      return findAccount(tx, domain.id, objectName('postmaster')).row.settings;
    });
    expect(JSON.stringify(record)).not.to.include('given').and.not.include(stored);
    expect(await store.view(lastPosition)).to.equal(1);
  });

  it('refuses a Main Domain name that cannot be one, and fills nothing', async () => {
    const store = openMemoryStore();
    const failure = await fill(store, passwords, { mainDomain: 'a b', password: 'x' }, 1).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(StoreRefused);
    expect(String(failure)).to.include('domain.main: "a b" cannot be a Domain name');
    expect(await isFilled(store)).to.equal(false);
  });

  it('binds the store to the key of its passwords', async () => {
    const store = openMemoryStore();
    await fill(store, passwords, { mainDomain, password: 'given' }, 1);
    await requireKey(store, passwords);
    const others = await openPasswords({ keyFile: join(directory, 'other.key') });
    const failure = await requireKey(store, others).catch((error: unknown) => error);
    await others.close();
    expect(failure).to.be.instanceOf(StoreRefused);
  });
});
