/**
 * What a failed login costs (protocol, section 4.7): the same verifications, whatever it fails for,
 * so that neither time nor load tells which names exist. Counted, not measured.
 */
import { expect } from 'chai';
import { updateDomainSettings } from '../../src/engine/settings/domain-settings.js';
import { writeDocument } from '../../src/engine/core/documents.js';
import { setRouterTable } from '../../src/engine/router/router-table.js';
import type { Passwords, SlowForm } from '../../src/passwords/passwords.js';
import type { Value } from '../../src/values/value.js';
import { at, rows } from '../engine/little-server.js';
import { letGo } from '../passwords/opened.js';
import { peer, LoginWorld } from './login-world.js';

/** What was verified since the count before, as a text. */
class Work {
  #quick = 0;
  #slow = new Map<SlowForm, number>();

  constructor(private readonly passwords: Passwords) {}

  since(): string {
    const { quick, slow } = this.passwords.done;
    const forms = [...slow].map(([form, count]) => [form, count - (this.#slow.get(form) ?? 0)]);
    const told = JSON.stringify([quick - this.#quick, Object.fromEntries(forms)]);
    this.#quick = quick;
    this.#slow = new Map(slow);
    return told;
  }
}

describe('A failed login costs the same', () => {
  let world: LoginWorld;
  let work: Work;
  beforeEach(async () => {
    world = await LoginWorld.open();
    work = new Work(world.passwords);
    await world.server.accounts('phones', 'mixed', 'locked', 'served', 'apop', 'closed');
    const sealed = await world.passwords.protect('s3cret', 'A-crpt');
    for (const name of ['phones', 'locked', 'served', 'apop', 'closed']) {
      await world.settings(name, { Password: sealed });
    }
    await world.settings('served', { AccessModes: ['Mail'] });
    await world.settings('apop', { RequireAPOP: 'YES' });
    await world.settings('closed', { UseAppPassword: 'NO' });
    const phones = await world.id('phones');
    const tags = new Map<string, Value>(
      Array.from({ length: 20 }, (_, number) => [`tag${number}`, sealed]),
    );
    await world.server.change((change) => {
      writeDocument(rows(change.tx), phones, 'passwords', new Map([['Tags', tags]]));
      const { domain } = at(change.tx, 'x@shop.test');
      const reroute = { AccessToUnknown: 'Rerouted to', AccessRerouteAddress: '****@shop.test' };
      updateDomainSettings(change, domain, new Map(Object.entries(reroute)));
      setRouterTable(change, '<circle> = circle2\n<circle2> = circle\n<out> = x@outside.test');
    });
  });
  afterEach(letGo);

  const names = [
    ...['alice', 'phones', 'empty', 'served', 'apop', 'closed', 'dora@shop.test'],
    ...['nobody', 'nobody@shop.test', 'nobody@outside.test', 'circle', 'out', 'x'.repeat(2000)],
  ];
  const passwords = ['wrong', '', 'x'.repeat(2000)];

  async function worksOf(candidates: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    work.since();
    for (const name of names) {
      const login = await world.authenticator.clear(name, candidates, peer);
      expect(login.ok, name).to.equal(false);
      found.set(name.slice(0, 20), work.since());
    }
    return found;
  }

  for (const password of passwords) {
    it(`with ${password === '' ? 'no password' : `one of ${password.length} bytes`}`, async () => {
      const found = await worksOf([password]);
      expect(new Set(found.values()), JSON.stringify([...found])).to.have.lengthOf(1);
    });
  }

  it('with two candidates', async () => {
    const found = await worksOf(['"wrong"', 'wrong']);
    expect(new Set(found.values()), JSON.stringify([...found])).to.have.lengthOf(1);
  });

  it('when the right password does not help', async () => {
    const wrong = (await worksOf(['wrong'])).get('alice');
    for (const name of ['served', 'apop', 'closed']) {
      await world.authenticator.clear(name, ['s3cret'], peer);
      work.since();
      await world.authenticator.clear(name, ['wrong'], peer);
      expect(work.since(), name).to.equal(wrong);
    }
  });

  for (const form of ['scrypt', 'U-crpt'] as const) {
    it(`where one Account has ${form}, whoever is asked for`, async () => {
      const stored = await world.passwords.protect('s3cret', form);
      await world.settings('mixed', { Password: stored });
      names.push('mixed');
      const found = await worksOf(['wrong']);
      names.pop();
      expect(new Set(found.values()), JSON.stringify([...found])).to.have.lengthOf(1);
      expect([...found.values()][0]).to.include(`"${form}":1`);
    });
  }

  it('where the Domain of the name wants a slow form that nobody has yet', async () => {
    await world.server.change((change) => {
      const { domain } = at(change.tx, 'x@shop.test');
      const defaults = new Map<string, Value>([['PasswordEncryption', 'U-crpt']]);
      writeDocument(rows(change.tx), domain.id, 'accountDefaults', defaults);
    });
    work.since();
    const works = [];
    for (const name of ['dora@shop.test', 'nobody@shop.test', 'nobody%shop.test']) {
      await world.authenticator.clear(name, ['wrong'], peer);
      works.push(work.since());
    }
    expect(new Set(works)).to.have.lengthOf(1);
    expect(works[0]).to.include('"U-crpt":1');
  });

  it('by a proof: one, whoever is asked for', async () => {
    for (const name of names) {
      let proofs = 0;
      const proves = (): boolean => (proofs += 1) < 0;
      await world.authenticator.proof(name, proves, peer);
      expect([proofs, work.since()], name).to.deep.equal([1, '[0,{}]']);
    }
  });
});
