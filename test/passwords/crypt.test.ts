import { expect } from 'chai';
import { matchesCrypt, readCrypt } from '../../src/passwords/crypt-form.js';

/** Passwords and what the C library's crypt() makes of them. */
const known: readonly (readonly [password: string, crypted: string])[] = [
  ['Hello world!', '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'],
  [
    'Hello world!',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  ['Hello world!', '$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA'],
  [
    'Hello world!',
    '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
  ],
  [
    'a short string',
    '$6$rounds=1400$anotherlongsalts$SAu0xGXppllhPD9yNR32OgiJVhVXUbqF.y4UgOGG7d/nFYCFpaB43f5cW0d.q2OdGqPxRgXYYRc0Cg4uiz4PD/',
  ],
  [
    'the minimum number is still observed',
    '$5$rounds=10$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC',
  ],
  ['y'.repeat(65), '$5$l$mkZm4E6f2ECogXH1m4sk/5V8NbtTmdYVoX0KR.A.jbA'],
  [
    'x'.repeat(200),
    '$6$long$RTZRAtTLWgpadPx5OeOFsuzafa7m3kN6Wg1my.cQOn3qjpHNj9LywSoA.kJYKMP.BhjKdF5OZsCM58Vsx983f/',
  ],
  [
    'gr\xc3\xbc\xc3\x9fe',
    '$6$utf$bIP1bSqOYmeyoqLHpfd1GJjAXlVy8fb5vKrHSQCr0uSaWFvWtIYfS.pLcGKMOhj4cOpMg3av3ThQW7kAtlTxA1',
  ],
  ['secret', '$1$abcdefgh$cHJi5PXp/ki/ktXzqlk6I1'],
  ['', '$1$xy$JSgu5Zv4igzK2ULm5nTM30'],
  ['z'.repeat(33), '$1$12345678$dneeYmRBvyI.enpfuCMB7.'],
];

/** The same of the oldest form, which looks at seven bits of eight letters. */
const oldest: readonly (readonly [password: string, crypted: string, other: string])[] = [
  ['password', 'abJnggxhB/yWI', 'passwore'],
  ['secret', './17m29LFAflg', 'Secret'],
  ['', 'zz6dpSdr.LHZw', ' '],
  ['longer than eight', 'ZzLkyOkBTeqXA', 'longer'],
  ['longer t', 'ZzLkyOkBTeqXA', 'longer u'],
  ['p\xe4ss', '09CfXu52yd716', 'pass'],
  ['x', 'A.vV2ZyjI8gMI', 'xx'],
  ['12345678', '.zE.a0PdYDb2U', '1234567'],
];

describe('passwords: Unix crypt', () => {
  for (const [password, crypted, other] of oldest) {
    it(`${crypted} is ${JSON.stringify(password)} and not ${JSON.stringify(other)}`, () => {
      const crypt = readCrypt(`\x02${crypted}`);
      if (!crypt) throw new Error('it is not read');
      expect(crypt.form).to.equal('des');
      expect(matchesCrypt(crypt, password)).to.be.true;
      expect(matchesCrypt(crypt, other)).to.be.false;
      expect(matchesCrypt({ ...crypt, salt: 'sA' }, password)).to.be.false;
    });
  }

  it('the long form of BSD is no form of ours', () => {
    expect(readCrypt('\x02_J9..CCCCXBrJUJV154M')).to.be.undefined;
  });

  for (const [password, crypted] of known) {
    it(`${crypted.slice(0, 40)} is ${JSON.stringify(password.slice(0, 40))}`, () => {
      const crypt = readCrypt(`\x02${crypted}`);
      if (!crypt) throw new Error('it is not read');
      expect(matchesCrypt(crypt, password)).to.be.true;
      expect(matchesCrypt(crypt, `${password}.`)).to.be.false;
      expect(matchesCrypt({ ...crypt, salt: 'other' }, password)).to.be.false;
    });
  }

  it('a form that asks for hours of work is not read', () => {
    const letters = 'a'.repeat(86);
    expect(readCrypt(`\x02$6$rounds=1000000$salt$${letters}`)).not.to.be.undefined;
    expect(readCrypt(`\x02$6$rounds=1000001$salt$${letters}`)).to.be.undefined;
  });

  it('a digest of the wrong length, a long salt or another letter is not read', () => {
    for (const text of [
      `$6$salt$${'a'.repeat(43)}`,
      `$5$salt$${'a'.repeat(86)}`,
      `$5$${'s'.repeat(17)}$${'a'.repeat(43)}`,
      `$6$salt$${'a'.repeat(85)}*`,
      '$1$salt$short',
      '$2y$10$abcdefghijklmnopqrstuv',
    ]) {
      expect(readCrypt(`\x02${text}`), text).to.be.undefined;
    }
  });
});
