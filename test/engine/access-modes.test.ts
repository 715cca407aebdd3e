import { expect } from 'chai';
import { isListed, isServiceOn, services } from '../../src/engine/settings/access-modes.js';
import type { Value } from '../../src/values/value.js';

const pwd = services.indexOf('PWD') + 1;

describe('access modes', () => {
  const cases: readonly (readonly [modes: Value | undefined, on: boolean])[] = [
    [undefined, true],
    ['All', true],
    ['all', true],
    ['None', false],
    ['PWD', true],
    ['POP', false],
    [[], false],
    [['Mail', 'PWD'], true],
    [['mail', 'pwd'], true],
    [['Mail', 'POP'], false],
    [['27', 'Mail', 'PWD'], true],
    [['27', 'Mail'], false],
    [[27n, 'Mail'], false],
    [['27'], false],
    [[BigInt(pwd), 'Mail'], false],
    [[BigInt(pwd - 1), 'Mail'], true],
    [['0'], true],
    [new Map(), false],
  ];
  for (const [modes, on] of cases) {
    const shown = JSON.stringify(modes, (_, value: unknown) =>
      typeof value === 'bigint' ? `#${value}` : value,
    );
    it(`${shown} turns PWD ${on ? 'on' : 'off'}`, () => {
      expect(isServiceOn(modes, 'PWD')).to.equal(on);
    });
  }

  it('of an old writer leave the services on that came later', () => {
    const old = ['25', 'Mail'];
    expect(services.filter((service) => isServiceOn(old, service))).to.deep.equal([
      'Mail',
      'YMedia',
      'MobilePronto',
    ]);
  });

  it('for methods name them, whatever the number says', () => {
    expect(isListed(['1', 'APOP'], ['CRAM-MD5'])).to.be.false;
    expect(isListed(['1', 'apop'], ['APOP'])).to.be.true;
    expect(isListed('All', ['anything'])).to.be.true;
    expect(isListed('None', ['anything'])).to.be.false;
  });
});
