import { expect } from 'chai';
import { keepPassword } from '../../src/engine/accounts/account-passwords.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { writeDocument } from '../../src/engine/core/documents.js';
import { objectName } from '../../src/engine/core/names.js';
import { accounts } from '../../src/tables/tables.js';
import { print } from '../../src/values/print.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, rows } from '../engine/little-server.js';
import { letGo } from '../passwords/opened.js';
import { peer, LoginWorld, worded } from './login-world.js';

describe('login', () => {
  let world: LoginWorld;
  beforeEach(async () => (world = await LoginWorld.open()));
  afterEach(letGo);

  describe('with a clear password', () => {
    it('takes the right one, whatever form it is kept in', async () => {
      expect(await world.clear('alice', 's3cret')).to.equal('welcome alice@main.test');
      expect(await world.clear('bob@shop.test', 'b0b')).to.equal('welcome bob@shop.test');
    });

    it('gives the Account itself', async () => {
      const login = await world.authenticator.clear('ALICE', ['s3cret'], peer);
      expect(login).to.deep.equal({
        ok: true,
        account: await world.id('alice'),
        name: 'alice@main.test',
      });
    });

    it('is decided at once when the form is quick', () => {
      expect(world.authenticator.clear('alice', ['s3cret'], peer)).not.to.be.instanceOf(Promise);
      expect(world.authenticator.clear('nobody', ['s3cret'], peer)).not.to.be.instanceOf(Promise);
    });

    const wrong: readonly (readonly [name: string, password: string, why: string])[] = [
      ['alice', 'S3cret', 'incorrect password'],
      ['alice', '', 'incorrect password'],
      ['bob@shop.test', 's3cret', 'incorrect password'],
      ['bob', 'b0b', 'there is no such account'],
      ['alice@elsewhere.test', 's3cret', 'there is no such account'],
      ['empty', '', 'incorrect password'],
      ['empty', 'undefined', 'incorrect password'],
    ];
    for (const [name, password, why] of wrong) {
      it(`refuses ${JSON.stringify(password)} of ${name}: ${why}`, async () => {
        expect(await world.clear(name, password)).to.equal(`no: ${why}`);
      });
    }

    it('takes any of the candidates', async () => {
      const login = await world.authenticator.clear('alice', ['"s3cret"', 's3cret'], peer);
      expect(worded(login)).to.equal('welcome alice@main.test');
      expect(worded(await world.authenticator.clear('alice', [], peer))).to.equal(
        'no: incorrect password',
      );
    });

    it('takes an alias for its Account', async () => {
      await world.server.change((change) =>
        setAliases(change, accountAt(change.tx, 'alice'), [objectName('liddell')]),
      );
      expect(await world.clear('liddell', 's3cret')).to.equal('welcome alice@main.test');
    });

    it('waits for what is not on disk yet', async () => {
      const creation = world.server.store.update((tx) => {
        const { id: alice, row } = accountAt(tx, 'alice');
        tx.put(accounts, alice, { ...row, settings: print(new Map([['Password', 'new']])) });
      });
      const login = world.authenticator.clear('alice', ['new'], peer);
      expect(worded(await login)).to.equal('welcome alice@main.test');
      await creation;
    });
  });

  describe('with a proof of the password', () => {
    it('takes the right one where the password can be read back', async () => {
      expect(await world.apop('alice', 's3cret')).to.equal('welcome alice@main.test');
      await world.settings('alice', { Password: 'kept clear' });
      expect(await world.apop('alice', 'kept clear')).to.equal('welcome alice@main.test');
    });

    for (const [name, password] of [
      ['alice', 'wrong'],
      ['bob@shop.test', 'b0b'],
      ['nobody', 's3cret'],
      ['empty', ''],
    ] as const) {
      it(`refuses ${JSON.stringify(password)} of ${name}`, async () => {
        expect(await world.apop(name, password)).to.match(/^no: /);
      });
    }

    it('asks for the proof exactly once, whoever it is', async () => {
      for (const name of ['alice', 'bob@shop.test', 'nobody', 'empty']) {
        let asked = 0;
        const agreeing = (): boolean => ((asked += 1), true);
        const login = await world.authenticator.proof(name, agreeing, peer);
        expect(asked, name).to.equal(1);
        expect(login.ok, name).to.equal(name === 'alice');
      }
    });
  });

  describe('with an application password', () => {
    beforeEach(async () => {
      const alice = await world.id('alice');
      const tags = new Map<string, Value>([
        ['phone', await world.passwords.protect('ph0ne', 'A-crpt')],
        ['mail', await world.passwords.protect('ma1l', 'scrypt')],
      ]);
      await world.server.change(({ tx }) =>
        writeDocument(
          rows(tx),
          alice,
          'passwords',
          new Map<string, Value>([
            ['Tags', tags],
            ['SIP', 's1p'],
          ]),
        ),
      );
    });

    it('takes each of them beside the own one', async () => {
      for (const password of ['s3cret', 'ph0ne', 'ma1l']) {
        expect(await world.clear('alice', password), password).to.equal('welcome alice@main.test');
      }
      expect(await world.clear('alice', 'other')).to.equal('no: incorrect password');
    });

    it('does not take one for SIP or RADIUS, nor any of them as a proof', async () => {
      expect(await world.clear('alice', 's1p')).to.match(/^no: /);
      expect(await world.apop('alice', 'ph0ne')).to.match(/^no: /);
    });

    it('no longer takes one that was removed', async () => {
      await world.server.change((change) =>
        keepPassword(
          change,
          accountAt(change.tx, 'alice'),
          { kind: 'tag', tag: 'phone' },
          undefined,
        ),
      );
      expect(await world.clear('alice', 'ph0ne')).to.match(/^no: /);
    });
  });

  describe('leaves a trace', () => {
    it('in the history of the Account', async () => {
      const alice = await world.id('alice');
      await world.clear('alice', 's3cret');
      world.now += 5000;
      await world.clear('alice', 'wrong');
      expect([...world.history.of(alice).keys()]).to.deep.equal([
        'LastLogin',
        'LastAddress',
        'LastFailedLogin',
        'LastFailedLoginAddress',
      ]);
    });

    it('that costs no write but the first one of a day from an address', async () => {
      await world.clear('alice', 's3cret');
      await world.known.stop();
      const login = world.authenticator.clear('alice', ['s3cret'], peer);
      expect(login).to.have.property('ok', true);
      const seen = world.server.store.view((tx) => accountAt(tx, 'alice').id);
      expect(seen, 'nothing is on its way to the disk').to.be.a('number');
    });
  });

  describe('by the id of a web session', () => {
    const none = 'no: there is no such web session';

    it('succeeds for its Account by any name that leads there, again and again', async () => {
      await world.openSession('alice');
      expect(await world.session('alice', '1-x')).to.equal('welcome alice@main.test');
      expect(await world.session('ALICE@main.test', '1-x')).to.equal('welcome alice@main.test');
    });

    it('fails for another Account, another id and none', async () => {
      await world.openSession('alice');
      expect(await world.session('empty', '1-x')).to.equal(none);
      expect(await world.session('alice', '1-y')).to.equal(none);
      expect(await world.session('nobody', '1-x')).to.equal('no: there is no such account');
      world.webSessions.end('1-x');
      expect(await world.session('alice', '1-x')).to.equal(none);
    });

    it('is held to the addresses it began with, while the Account wants that', async () => {
      await world.openSession('alice', { address: '10.1.2.3', proxied: '10.9.9.9' });
      expect(await world.session('alice', '1-x')).to.equal(none);
      const proxied = { ...peer, remoteAddress: '10.9.9.9' };
      expect(await world.session('alice', '1-x', proxied)).to.equal('welcome alice@main.test');
      await world.preferences('alice', { IPWatch: 'NO' });
      expect(await world.session('alice', '1-x')).to.equal('welcome alice@main.test');
    });

    it('keeps the session from being idle', async () => {
      await world.openSession('alice');
      for (let minutes = 0; minutes < 60; minutes += 15) {
        expect(await world.session('alice', '1-x')).to.equal('welcome alice@main.test');
        world.now += 15 * 60_000;
      }
      world.now += 10 * 60_000;
      expect(await world.session('alice', '1-x')).to.equal(none);
    });

    it('is hindered by what hinders other logins, but by nothing about passwords', async () => {
      await world.openSession('bob@shop.test');
      await world.settings('bob@shop.test', { UseAppPassword: 'NO', RequireAPOP: 'YES' });
      const welcome = 'welcome bob@shop.test';
      expect(await world.session('bob@shop.test', '1-x')).to.equal(welcome);
      await world.shopSettings({ AUTHMethods: ['CRAM-MD5', 'SESSIONID'] });
      expect(await world.session('bob@shop.test', '1-x')).to.equal(welcome);
      await world.shopSettings({ AUTHMethods: ['CRAM-MD5'] });
      expect(await world.session('bob@shop.test', '1-x')).to.equal(
        'no: the domain does not allow this method',
      );
      await world.shopSettings({ AUTHMethods: 'default' });
      await world.settings('bob@shop.test', { AccessModes: ['Mail'] });
      expect(await world.session('bob@shop.test', '1-x')).to.equal(
        'no: the account has no PWD service',
      );
    });
  });
});
