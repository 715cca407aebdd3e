/** How a command line falls apart into a command word and items. */
import { expect } from 'chai';
import fc from 'fast-check';
import { readItems, wordOf } from '../../src/syntax/command-line.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import { usualLimits } from '../../src/values/read.js';
import { bytesOf } from '../../src/values/text.js';
import { IpAddress, XmlElement, type Value } from '../../src/values/value.js';

const word = (value: string) => ({ value, bare: true });
const given = (value: Value) => ({ value, bare: false });
const settings = (pairs: Record<string, Value>) => given(new Map(Object.entries(pairs)));

function expectItems(line: string, ...items: readonly unknown[]): void {
  expect(readItems(line), line).to.deep.equal(items);
}

describe('A command line', () => {
  it('begins with the command word as it was typed', () => {
    for (const name of ['NOOP', 'ListDomains', 'getaccountplainpassword', 'x1']) {
      expect(wordOf(name)).to.equal(name);
      expectItems(name);
    }
    expect(wordOf(' \tNOOP \t')).to.equal('NOOP');
    expectItems(' \tNOOP \t');
  });

  it('has the command word that the grammar takes for one, whatever the line is', () => {
    const piece = fc.constantFrom(...' \t({["a-Z0_.@!#%:+~/\x80\xff$*=;)'.split(''), 'Echo', '\0');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const line = pieces.join('');
        try {
          readItems(line);
        } catch {
          return;
        }
        const word = wordOf(line);
        expect(word).not.to.equal('');
        expect(line.slice(line.indexOf(word) + word.length)).to.match(/^(?:[ \t({]|$)/);
      }),
      { numRuns: 5000 },
    );
  });

  it('tells keywords from quoted strings', () => {
    expectItems('RenameAccount "user1" into user2', given('user1'), word('into'), word('user2'));
  });

  it('is read in all the shapes that clients send', () => {
    expectItems(
      'CreateAccount user1@client1.com TextMailbox external {RealName="J. Smith";}',
      ...['user1@client1.com', 'TextMailbox', 'external'].map(word),
      settings({ RealName: 'J. Smith' }),
    );
    expectItems(
      'CreateAccount "u@d" { "Password" = "x y"; n = #5;}',
      given('u@d'),
      settings({ Password: 'x y', n: 5n }),
    );
    expectItems('CreateAccount u@d {;}', word('u@d'), settings({}));
    expectItems('UpdateAccountSettings u@d {a=;}', word('u@d'), settings({ a: '' }));
    expectItems(
      'ListDomainObjects a.b 5000 ACCOUNTS COOKIE ""',
      ...[...['a.b', '5000', 'ACCOUNTS', 'COOKIE'].map(word), given('')],
    );
    expectItems(
      'SetAccountMailRules *  ( 2, "#Vacation", (("Human Generated", "---")) ) ',
      word('*'),
      given(['2', '#Vacation', [['Human Generated', '---']]]),
    );
    expectItems('SetX #NULL# "#5" [AA==]', given(null), given('#5'), given(Buffer.of(0)));
    expectItems('ListMailboxes u FILTER Archive/%', ...['u', 'FILTER', 'Archive/%'].map(word));
    expectItems(bytesOf('GetDomain почта.рф'), word(bytesOf('почта.рф')));
  });

  it('needs no blank before a parenthesis or a brace', () => {
    expectItems('Update u@d(1,"#R")', word('u@d'), given(['1', '#R']));
    expectItems('Create name{a=b;}(c)', word('name'), settings({ a: 'b' }), given(['c']));
    expectItems('Echo(a)', given(['a']));
  });

  it('needs a blank everywhere else', () => {
    for (const line of [
      'Echo a"b"',
      'Echo "a""b"',
      'Echo "a"b',
      'Echo (a)b',
      'Echo #5#6',
      'Echo *a',
    ])
      expect(() => readItems(line), line).to.throw(BadSyntax);
  });

  it('has no comments and no joined strings', () => {
    expectItems('Echo // a', word('//'), word('a'));
    expectItems('Echo "a" "b"', given('a'), given('b'));
    expect(() => readItems('Echo /* a')).to.throw(BadSyntax);
  });

  it('takes a word with a number sign in front only for a number, a time, an address or null', () => {
    expectItems('Echo x#pbx #1', word('x#pbx'), given(1n));
    expect(() => readItems('Echo #Vacation')).to.throw(BadSyntax);
  });

  it('takes an address in brackets for one, and anything else there for a data block', () => {
    expectItems('GetIPState [192.0.2.7]', given(new IpAddress('192.0.2.7', undefined)));
    expectItems('GetIPState [2001:DB8::5]', given(new IpAddress('2001:db8::5', undefined)));
    expectItems('Echo [1234]', given(Buffer.from('1234', 'base64')));
    expect(() => readItems('Echo [1.2]')).to.throw(BadSyntax, 'failed to read an IP address');
    expect(() => readItems('Echo ([192.0.2.7])')).to.throw(BadSyntax, /datablock/);
  });

  it('takes e-mail addresses in angle brackets, and with signs that no word has', () => {
    expectItems(
      'List a@b FEED "Bill Jones" <B.Jones@x.test>',
      ...[word('a@b'), word('FEED'), given('Bill Jones'), given('B.Jones@x.test')],
    );
    expectItems("List a o'brien+x=y@x.test", word('a'), given("o'brien+x=y@x.test"));
    expectItems('Echo <a/>', given(new XmlElement('<a/>')));
    expectItems('Echo <a b="c@d"/>', given(new XmlElement('<a b="c@d"/>')));
    for (const line of ['Echo <joe@x.test', 'Echo <joe>', "Echo o'brien", 'Echo a=b@'])
      expect(() => readItems(line), line).to.throw(BadSyntax);
  });

  it('is refused with a text that says why', () => {
    for (const [line, message] of [
      ['Echo pa$$', 'failed to read an unquoted string: non a/n data'],
      ['$', 'failed to read an unquoted string: non a/n data'],
      ['(a)', 'failed to read data - expected a command'],
      ['Echo )', 'failed to read data - expected a value or the end of the text'],
      ['Echo "a"b', 'failed to read data - expected a blank or the end of the text'],
      [
        'Echo {a=b',
        'failed to read a dictionary - expected a semicolon or the end of a dictionary',
      ],
    ] as const)
      expect(() => readItems(line), line).to.throw(BadSyntax, message);
  });

  it('nests no deeper than the limit', () => {
    expect(() => readItems('Echo ((a))', { ...usualLimits, nestingMax: 2 })).to.not.throw();
    expect(() => readItems('Echo ((a))', { ...usualLimits, nestingMax: 1 })).to.throw(
      BadSyntax,
      /nested/,
    );
  });
});
