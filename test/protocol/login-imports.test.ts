import { expect } from 'chai';
import { readRecords } from '../../src/engine/core/journal.js';
import { print } from '../../src/values/print.js';
import { accountAt } from '../engine/little-server.js';
import { letGo } from '../passwords/opened.js';
import { LoginWorld } from './login-world.js';

describe('login: imported passwords', () => {
  let world: LoginWorld;
  beforeEach(async () => (world = await LoginWorld.open()));
  afterEach(letGo);

  const imported = '\x02$1$abcdefgh$cHJi5PXp/ki/ktXzqlk6I1';

  async function storedOfAlice(): Promise<string> {
    const row = await world.server.view((tx) => accountAt(tx, 'alice').row);
    return row.settings;
  }

  /** Waits until the store holds what the login left to be done. */
  async function replaced(before: string): Promise<string> {
    for (;;) {
      const after = await storedOfAlice();
      if (after !== before) return after;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  for (const form of [imported, '\x02./17m29LFAflg']) {
    it(`${form.slice(1, 6)} keeps it in the effective form from then on`, async () => {
      await world.settings('alice', { Password: form });
      const before = await storedOfAlice();
      expect(await world.apop('alice', 'secret'), 'it cannot be read back').to.match(/^no: /);
      expect(await world.clear('alice', 'secret')).to.equal('welcome alice@main.test');
      expect(await replaced(before)).to.include('{AES}');
      expect(await world.apop('alice', 'secret')).to.equal('welcome alice@main.test');
      expect(world.troubles).to.deep.equal([]);
    });
  }

  it('tells the journal, without the password', async () => {
    await world.settings('alice', { Password: imported });
    const before = await storedOfAlice();
    await world.clear('alice', 'secret');
    await replaced(before);
    const records = [];
    for await (const record of readRecords(world.server.store)) records.push(record);
    const last = records.at(-1);
    expect(last).to.include({ actor: 'alice@main.test', address: '192.0.2.7', command: 'PASS' });
    expect(print(last?.effects.map((effect) => effect.after ?? '') ?? [])).not.to.include('AES');
  });

  it('leaves it alone when it is wrong, and when the Account keeps Unix crypt', async () => {
    await world.settings('alice', { Password: imported });
    const before = await storedOfAlice();
    await world.clear('alice', 'wrong');
    expect(await storedOfAlice()).to.equal(before);
    const crypted = await world.passwords.protect('secret', 'U-crpt');
    await world.settings('alice', { Password: crypted, PasswordEncryption: 'U-crpt' });
    const own = await storedOfAlice();
    expect(await world.clear('alice', 'secret')).to.match(/^welcome/);
    expect(await storedOfAlice()).to.equal(own);
  });

  it('tells of a failure to replace it, and lets the client in', async () => {
    await world.settings('alice', { Password: imported, PasswordEncryption: 'scrypt' });
    world.passwords.protect = () => Promise.reject(new Error('no thread'));
    expect(await world.clear('alice', 'secret')).to.equal('welcome alice@main.test');
    while (world.troubles.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(String(world.troubles[0])).to.include('no thread');
  });
});
