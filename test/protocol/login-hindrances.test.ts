import { expect } from 'chai';
import { findDomain } from '../../src/engine/directory/directory.js';
import { writeDocument } from '../../src/engine/core/documents.js';
import { updateDomainSettings } from '../../src/engine/settings/domain-settings.js';
import { resumeDomain, suspendDomain } from '../../src/engine/domains/domains.js';
import { domainName } from '../../src/engine/core/names.js';
import type { Peer } from '../../src/authentication/authenticator.js';
import { addAccount, rows } from '../engine/little-server.js';
import { letGo } from '../passwords/opened.js';
import { peer, LoginWorld } from './login-world.js';

describe('login: hindrances', () => {
  let world: LoginWorld;
  beforeEach(async () => (world = await LoginWorld.open()));
  afterEach(letGo);

  describe('is refused, the right password or not,', () => {
    const hindrances: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
      [
        'in a suspended Domain',
        () =>
          world.server.change((c) => suspendDomain(c, findDomain(c.tx, domainName('shop.test')))),
        /suspended/,
      ],
      [
        'without the PWD service',
        () => world.settings('dora@shop.test', { AccessModes: ['27', 'Mail'] }),
        /account has no PWD/,
      ],
      [
        'with no service at all',
        () => world.settings('dora@shop.test', { AccessModes: 'None' }),
        /account has no PWD/,
      ],
      [
        'without PWD in the Domain',
        () => world.shopSettings({ DomainAccessModes: ['Mail', 'POP'] }),
        /domain has no PWD/,
      ],
      [
        'without a method that the Domain allows',
        () => world.shopSettings({ AUTHMethods: ['GSSAPI'] }),
        /method/,
      ],
      [
        'where passwords kept here do not count',
        () => world.settings('dora@shop.test', { UseAppPassword: 'NO' }),
        /passwords kept here/,
      ],
    ];
    for (const [when, make, why] of hindrances) {
      it(when, async () => {
        await make();
        for (const password of ['s3cret', 'wrong']) {
          for (const said of [
            world.clear('dora@shop.test', password),
            world.apop('dora@shop.test', password),
          ]) {
            expect(await said)
              .to.match(/^no: /)
              .and.match(why);
          }
        }
        expect(world.history.of(await world.id('dora@shop.test')).has('LastLogin')).to.be.false;
      });
    }

    it('without TLS where a secure method is required', async () => {
      await world.settings('dora@shop.test', { RequireAPOP: 'YES' });
      const secureLink = { ...peer, secure: true };
      expect(await world.clear('dora@shop.test', 's3cret')).to.match(/^no: .* secure method$/);
      expect(await world.clear('dora@shop.test', 's3cret', secureLink)).to.match(/^welcome/);
      expect(await world.apop('dora@shop.test', 's3cret')).to.match(/^welcome/);
    });

    it('and no longer when the Domain is resumed', async () => {
      const domain = (change: { tx: Parameters<typeof findDomain>[0] }) =>
        findDomain(change.tx, domainName('shop.test'));
      await world.server.change((change) => suspendDomain(change, domain(change)));
      await world.server.change((change) => resumeDomain(change, domain(change)));
      expect(await world.clear('dora@shop.test', 's3cret')).to.equal('welcome dora@shop.test');
    });

    it('by methods that the Domain does not name', async () => {
      await world.shopSettings({ AUTHMethods: ['CLRTXT', 'CRAM-MD5'] });
      expect(await world.clear('dora@shop.test', 's3cret')).to.match(/^welcome/);
      expect(await world.apop('dora@shop.test', 's3cret')).to.match(/^no: /);
      const proves = (known: string): boolean => known === 's3cret';
      const by = async (method: string): Promise<boolean> =>
        (await world.authenticator.proof('dora@shop.test', proves, peer, method)).ok;
      expect(await by('CRAM-MD5')).to.be.true;
      expect(await by('DIGEST-MD5')).to.be.false;
    });

    it('with the same work: the password is verified whatever stands against it', async () => {
      await world.settings('bob@shop.test', { AccessModes: 'None' });
      expect(world.authenticator.clear('bob@shop.test', ['b0b'], peer)).to.be.instanceOf(Promise);
    });
  });

  describe('after too many failures', () => {
    const elsewhere: Peer = { ...peer, remoteAddress: '203.0.113.66' };
    beforeEach(async () => {
      await world.settings('alice', { FailedLoginFlow: ['3', '1m'] });
      await world.clear('alice', 's3cret');
      for (let time = 0; time < 3; time += 1) await world.clear('alice', 'guess', elsewhere);
    });

    it('is refused from elsewhere, until the period is over', async () => {
      expect(await world.clear('alice', 's3cret', elsewhere)).to.match(/^no: too many failed/);
      expect(await world.apop('alice', 's3cret', elsewhere)).to.match(/^no: too many failed/);
      world.now += 60_000;
      expect(await world.clear('alice', 's3cret', elsewhere)).to.match(/^welcome/);
    });

    it('is not refused from where the owner came last', async () => {
      expect(await world.clear('alice', 's3cret')).to.match(/^welcome/);
    });

    it('counts those that were verified at the same time', async () => {
      await world.server.change((change) => addAccount(change, 'carol'));
      await world.settings('carol', {
        Password: await world.passwords.protect('c4rol', 'scrypt'),
        FailedLoginFlow: ['3', '1m'],
      });
      const guesses = ['1', '2', '3', 'c4rol'].map((guess) =>
        world.clear('carol', guess, elsewhere),
      );
      expect((await Promise.all(guesses)).at(-1)).to.match(/^no: too many failed/);
    });
  });

  describe('of a Master from this machine', () => {
    const here: Peer = { ...peer, remoteAddress: '127.0.0.1' };
    const odd = [
      'None', 'NO', 'YES', '', [], ['1', 'Mail'], ['27', 'Mail'], 0n, null,
      new Map([['27', 'Mail']]), [['PWD']], new Uint8Array([1]), ['0', '9999d'], ['0', '1h'],
    ]; // prettier-ignore
    const keys = [
      'AccessModes', 'DomainAccessModes', 'AUTHMethods', 'RequireAPOP', 'UseAppPassword',
      'FailedLoginFlow', 'PasswordEncryption', 'ServiceClass', 'PWDAllowed', 'PasswordComplexity',
      'AccessToUnknown', 'AccessRerouteAddress',
    ]; // prettier-ignore

    it('there is none, whatever the settings are at every level', async () => {
      await world.server.accounts(['boss', 'Master']);
      const sealed = await world.passwords.protect('s3cret', 'A-crpt');
      for (const value of odd) {
        const all = new Map(keys.map((key) => [key, value] as const));
        await world.settings('boss', { ...Object.fromEntries(all), Password: sealed });
        const refused = await world.server.change((change) => {
          const main = findDomain(change.tx, domainName('main.test'));
          updateDomainSettings(change, main, all);
          for (const owner of [0, main.id]) {
            writeDocument(rows(change.tx), owner, 'accountDefaults', all);
          }
          writeDocument(rows(change.tx), 0, 'domainDefaults', all);
        });
        expect(refused).to.be.undefined;
        await world.clear('boss', 'wrong', here);
        expect(await world.clear('boss', 's3cret', here)).to.match(/^welcome/);
        expect(await world.apop('boss', 's3cret', { ...here, remoteAddress: '::1' })).to.match(
          /^welcome/,
        );
      }
      await world.settings('boss', { AccessModes: 'None' });
      await world.openSession('boss', { address: '127.0.0.1' });
      expect(await world.session('boss', '1-x', here)).to.match(/^welcome/);
      expect(await world.clear('boss', 's3cret'), 'from elsewhere').to.match(/^no: /);
    });
  });

  it('count a value of the wrong type as absent', async () => {
    await world.settings('dora@shop.test', { AccessModes: new Map([['27', 'Mail']]) });
    expect(await world.clear('dora@shop.test', 's3cret')).to.match(/^welcome/);
  });
});
