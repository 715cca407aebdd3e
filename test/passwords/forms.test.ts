import { expect } from 'chai';
import fc from 'fast-check';
import { join } from 'node:path';
import {
  passwordBytesMax,
  passwordForm,
  passwordForms,
  type PasswordForm,
  type Passwords,
} from '../../src/passwords/passwords.js';
import { letGo, openForTest, scratchDirectory } from './opened.js';

/** A stored form that is made at once. */
function quick(stored: string | Promise<string>): string {
  if (typeof stored !== 'string') throw new Error('this form is made at once');
  return stored;
}

/** Byte strings without zero bytes, as the data language has them. */
const byteString = fc
  .array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 80 })
  .map((codes) => String.fromCharCode(...codes));

describe('passwords: forms', () => {
  let passwords: Passwords;
  beforeEach(async () => (passwords = await openForTest()));
  afterEach(letGo);

  const looks: readonly (readonly [PasswordForm, RegExp])[] = [
    ['clear', /^open sesame$/],
    ['A-crpt', /^\{AES\}[A-Za-z0-9+/=]+$/],
    ['U-crpt', /^\x02\$6\$[./A-Za-z0-9]{16}\$[./A-Za-z0-9]{86}$/],
    ['MD5', /^\{SMD5\}[A-Za-z0-9+/=]+$/],
    ['SHA1', /^\{SSHA\}[A-Za-z0-9+/=]+$/],
    ['SSHA', /^\{SSHA\}[A-Za-z0-9+/=]+$/],
    ['scrypt', /^\{scrypt\}ln=4,r=8,p=1\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$/],
  ];
  for (const [form, look] of looks) {
    it(`${form} is verified, and nothing but the password fits`, async () => {
      const stored = await passwords.protect('open sesame', form);
      expect(stored).to.match(look);
      expect(await passwords.verify(stored, 'open sesame')).to.be.true;
      for (const wrong of ['open sesam', 'open sesame ', 'Open sesame', '', 'x'.repeat(2000)]) {
        expect(await passwords.verify(stored, wrong), wrong).to.be.false;
      }
      if (form !== 'clear') expect(await passwords.verify(stored, stored)).to.be.false;
    });
  }

  it('only clear and A-crpt are read back', async () => {
    for (const form of passwordForms) {
      const stored = await passwords.protect('open sesame', form);
      const expected = form === 'clear' || form === 'A-crpt' ? 'open sesame' : undefined;
      expect(passwords.reveal(stored), form).to.equal(expected);
    }
  });

  it('every stored form but clear is known as one', async () => {
    for (const form of passwordForms) {
      const stored = await passwords.protect('open sesame', form);
      expect(passwords.isProtected(stored), form).to.equal(form !== 'clear');
    }
  });

  it('the same password is never stored the same way twice, nor does its length show', async () => {
    for (const form of passwordForms.filter((name) => name !== 'clear')) {
      const [one, other] = [
        await passwords.protect('same', form),
        await passwords.protect('same', form),
      ];
      expect(one, form).not.to.equal(other);
    }
    const sealed = (clear: string) => quick(passwords.protect(clear, 'A-crpt')).length;
    expect(sealed('a')).to.equal(sealed('a'.repeat(31)));
  });

  it('any byte string is sealed, opened and verified at once, whatever it looks like', () => {
    fc.assert(
      fc.property(byteString, fc.constantFrom<PasswordForm>('clear', 'A-crpt'), (clear, form) => {
        const stored = quick(passwords.protect(clear, form));
        expect(passwords.reveal(stored)).to.equal(clear);
        expect(passwords.verify(stored, clear)).to.be.true;
        expect(passwords.verify(stored, `${clear}x`)).to.be.false;
      }),
    );
  });

  it('a password that looks like a stored form is sealed although it should stay clear', async () => {
    const stolen = await passwords.protect('secret', 'SSHA');
    for (const clear of [stolen, '{AES}AAAA', '\x02$6$x$y', '{scrypt}']) {
      const stored = quick(passwords.protect(clear, 'clear'));
      expect(stored).to.match(/^\{AES\}/);
      expect(passwords.verify(stored, clear)).to.be.true;
    }
    expect(passwords.protect('{hello}', 'clear')).to.equal('{hello}');
  });

  const notStoredForms: readonly string[] = [
    '',
    'secret',
    '$6$salt$letters',
    '{AES}',
    '{AES}AAAA',
    `{AES}${'A'.repeat(96)}`,
    '{SSHA}c2hvcnQ=',
    '{SHA}',
    '{SSHA}!!!!',
    '{scrypt}ln=14,r=8,p=5$$',
    `{scrypt}ln=30,r=8,p=5$c2FsdHNhbHQ=$${'A'.repeat(43)}=`,
    '\x02',
    '\x02$6$salt$short',
    `\x02$6$rounds=99999999$salt$${'a'.repeat(86)}`,
    '\x05xyz',
  ];
  for (const text of notStoredForms) {
    it(`${JSON.stringify(text)} is no stored form`, async () => {
      expect(passwords.isProtected(text)).to.be.false;
      if (/^[{\x02\x05]/.test(text)) {
        expect(await passwords.verify(text, text), 'and is no password either').to.be.false;
        expect(passwords.reveal(text)).to.be.undefined;
      }
    });
  }

  it('a sealed password that was changed by one letter is neither a stored form nor a password', () => {
    const stored = quick(passwords.protect('secret', 'A-crpt'));
    for (let at = '{AES}'.length; at < stored.length; at += 1) {
      const other = stored[at] === 'A' ? 'B' : 'A';
      const changed = stored.slice(0, at) + other + stored.slice(at + 1);
      expect(passwords.isProtected(changed), changed).to.be.false;
      expect(passwords.verify(changed, 'secret')).to.be.false;
      expect(passwords.verify(changed, changed), 'its text does not become the password').to.be
        .false;
    }
  });

  it('what was sealed under one key is opened under it again, and under no other', async () => {
    const keyFile = join(await scratchDirectory(), 'password.key');
    const first = await openForTest({ keyFile });
    const again = await openForTest({ keyFile });
    const stored = quick(first.protect('secret', 'A-crpt'));
    expect(again.reveal(stored)).to.equal('secret');
    expect(again.keyCheck)
      .to.equal(first.keyCheck)
      .and.match(/^[0-9a-f]{16}$/);
    expect(passwords.isProtected(stored)).to.be.false;
    expect(passwords.reveal(stored)).to.be.undefined;
    expect(passwords.verify(stored, 'secret')).to.be.false;
    expect(passwords.keyCheck).not.to.equal(first.keyCheck);
  });

  it('nothing fits where no password is', async () => {
    for (const like of [undefined, ...passwordForms]) {
      const some = await openForTest();
      for (const clear of ['', 'secret', '-']) {
        expect(await some.verify(undefined, clear, like), like).to.be.false;
        expect(await some.verify('', clear, like), like).to.be.false;
      }
    }
    expect(passwords.reveal(undefined)).to.be.undefined;
    expect(passwords.reveal('')).to.be.undefined;
  });

  it('empty and endless passwords are not kept', () => {
    const endless = 'x'.repeat(passwordBytesMax + 1);
    expect(() => passwords.protect('', 'A-crpt')).to.throw(RangeError);
    expect(() => passwords.protect(endless, 'A-crpt')).to.throw(RangeError);
    expect(passwords.verify('x'.repeat(passwordBytesMax), 'x'.repeat(passwordBytesMax))).to.be.true;
  });

  it('imported Unix crypt is outdated where another form is set, or where it is a weak one', () => {
    const md5 = '\x02$1$abcdefgh$cHJi5PXp/ki/ktXzqlk6I1';
    const sha512 = `\x02$6$salt$${'a'.repeat(86)}`;
    expect(passwords.isOutdated(md5, 'A-crpt')).to.be.true;
    expect(passwords.isOutdated(md5, 'U-crpt')).to.be.true;
    expect(passwords.isOutdated(sha512, 'scrypt')).to.be.true;
    expect(passwords.isOutdated(sha512, 'U-crpt')).to.be.false;
    expect(passwords.isOutdated(quick(passwords.protect('x', 'SSHA')), 'A-crpt')).to.be.false;
    expect(passwords.isOutdated('clear text', 'A-crpt')).to.be.false;
  });

  it('names of forms are read in any letter case', () => {
    expect(passwordForm('a-CRPT')).to.equal('A-crpt');
    expect(passwordForm('SCRYPT')).to.equal('scrypt');
    expect(passwordForm('rot13')).to.be.undefined;
  });
});

describe('passwords: digests made elsewhere', () => {
  let passwords: Passwords;
  beforeEach(async () => (passwords = await openForTest()));
  afterEach(letGo);

  // Made with: printf secret | openssl dgst -sha1 -binary | base64, and the same with a salt behind.
  const known: readonly string[] = [
    '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
    '{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==',
    '{SSHA}gVK8WC9YyFT1gMsQHTGCgT3sSv5zYWx0',
    '{SMD5}mc0uWpXVVe5747A4pKhGJXNhbHQ=',
  ];
  for (const stored of known) {
    it(`${stored} is "secret"`, () => {
      expect(passwords.isProtected(stored)).to.be.true;
      expect(passwords.verify(stored, 'secret')).to.be.true;
      expect(passwords.verify(stored, 'Secret')).to.be.false;
    });
  }
});
