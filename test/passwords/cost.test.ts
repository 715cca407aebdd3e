/** Forms that cost too much to verify: refused when they are set, rationed when they were imported. */
import { expect } from 'chai';
import { DearWork, verifyingMs } from '../../src/passwords/cost.js';
import { PasswordsBusy } from '../../src/passwords/passwords.js';
import { letGo, openForTest } from './opened.js';

const key = Buffer.alloc(32, 1).toString('base64');
const scrypt = (ln: number, r: number, p: number) => `{scrypt}ln=${ln},r=${r},p=${p}$${key}$${key}`;
const sha512 = (rounds: number) => `\x02$6$rounds=${rounds}$salt$${'a'.repeat(86)}`;

describe('passwords: forms that cost too much', () => {
  afterEach(letGo);

  const cases: readonly (readonly [title: string, stored: string, isTooDear: boolean])[] = [
    ['our own scrypt', scrypt(14, 8, 5), false],
    ['the scrypt that is recommended first', scrypt(17, 8, 1), false],
    ['a scrypt of a second and more', scrypt(17, 8, 8), true],
    ['a scrypt that is not even read', scrypt(30, 8, 8), true],
    ['the usual rounds', sha512(5000), false],
    ['100,000 rounds', sha512(100_000), false],
    ['500,000 rounds', sha512(500_000), true],
    ['rounds that are not even read', sha512(999_999_999), true],
    ['DES', '\x02abJnggxhB/yWI', false],
    ['a clear password', 'rounds=500000', false],
  ];
  for (const [title, stored, isTooDear] of cases) {
    it(`${isTooDear ? 'are' : 'are not'} ${title}`, async () => {
      const passwords = await openForTest();
      expect(passwords.isTooDear(stored)).to.equal(isTooDear);
    });
  }

  it('take their share of the time, and have to wait beyond it', () => {
    let now = 0;
    const dear = new DearWork(0.25, () => now);
    expect([dear.take(1000), dear.take(1000)]).to.deep.equal([true, false]);
    now = 3999;
    expect(dear.take(10)).to.equal(false);
    now = 4000;
    expect(dear.take(10)).to.equal(true);
    expect(new DearWork(0, () => now).take(1)).to.equal(false);
  });

  it('are verified within that share when they were imported', async () => {
    let now = 0;
    const passwords = await openForTest({ settableMs: 1, dearShare: 0.5, clock: () => now });
    const stored =
      '\x02$6$rounds=1400$anotherlongsalts$SAu0xGXppllhPD9yNR32OgiJVhVXUbqF.y4UgOGG7d/nFYCFpaB43f5cW0d.q2OdGqPxRgXYYRc0Cg4uiz4PD/';
    expect(verifyingMs(stored)).to.be.within(1, 20);
    expect(await passwords.verify(stored, 'wrong')).to.equal(false);
    const failure: unknown = await Promise.resolve(
      passwords.verify(stored, 'a short string'),
    ).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(PasswordsBusy);
    now = 100;
    expect(await passwords.verify(stored, 'a short string')).to.equal(true);
  });
});
