/** What the sample table leaves open about reading: limits of each type, files, error texts. */
import { expect } from 'chai';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import { readFileText, readValue, usualLimits } from '../../src/values/read.js';
import { bytesOf } from '../../src/values/text.js';
import { IpAddress, TimeStamp, XmlElement, type Value } from '../../src/values/value.js';

const raw = String.raw;

function expectValue(text: string, value: Value, read = readValue): void {
  expect(read(text), text).to.deep.equal(value);
}

function expectRefusal(text: string, message: string, read = readValue): void {
  expect(() => read(text), text)
    .to.throw(BadSyntax)
    .with.property('message', message);
}

describe('Reading a string', () => {
  it('takes 1 to 3 decimal digits for the code of a byte', () => {
    expectValue(raw`"\9\10x\0655"`, '\t\nxA5');
    expectValue(raw`"\208\191"`, bytesOf('п'));
    expectRefusal(raw`"\256"`, 'failed to read a string - expected a symbol code from 1 to 255');
    expectRefusal(raw`"\0"`, 'failed to read a string - expected a symbol code from 1 to 255');
  });

  it('takes any number of hexadecimal digits for a Unicode symbol', () => {
    expectValue(raw`"\u'0000041'\u'1F600'\u'10ffff'"`, bytesOf('A😀\u{10ffff}'));
    for (const digits of ['0', 'd800', '110000', 'f'.repeat(400)])
      expectRefusal(
        raw`"\u'${digits}'"`,
        'failed to read a string - expected the code of a Unicode symbol',
      );
    for (const text of [raw`"\u''"`, raw`"\u'4g'"`, raw`"\u'41"`, raw`"\u"`])
      expectRefusal(text, 'failed to read a string - expected hexadecimal digits in apostrophes');
  });

  it('keeps every byte, valid UTF-8 or not', () => {
    expectValue('"\xFF\xC3 \x80\t\x7F"', '\xFF\xC3 \x80\t\x7F');
    expectValue('\xFF\xC3', '\xFF\xC3');
  });

  it('refuses the zero byte', () => {
    for (const text of ['a\0', '"a\0"', '"\\\0"', '<a>\0</a>', '\0'])
      expect(() => readValue(text), text).to.throw(BadSyntax);
  });

  it('takes what clients send unquoted', () => {
    for (const text of ['%', '!', '+7', 'x#pbx', 'http://a.test:80/~b', 'a%b!c'])
      expectValue(`(${text})`, [text]);
  });

  it('says of other symbols what the original says', () => {
    for (const text of ['a$', '(a$b)', '($)', '{$=a;}', '{a$=b;}', '{a=b$;}', '*', "(a, 'b')"])
      expectRefusal(text, 'failed to read an unquoted string: non a/n data');
  });
});

describe('Reading a number', () => {
  it('keeps 64 bits exactly', () => {
    expectValue('#-9223372036854775808', -(2n ** 63n));
    expectValue('#0x7fffFFFFffffFFFF', 2n ** 63n - 1n);
    expectValue('#-0b1' + '0'.repeat(63), -(2n ** 63n));
    for (const text of ['#-9223372036854775809', '#0x8000000000000000', `#${'9'.repeat(1000)}`])
      expectRefusal(text, 'failed to read a number - expected at most 64 bits');
  });

  it('ignores leading zeros', () => {
    expectValue('#007', 7n);
    expectValue('#-0x00', 0n);
    expectValue(`#0o${'0'.repeat(1000)}17`, 15n);
  });

  it('refuses what is no number', () => {
    for (const text of ['#-', '#--1', '#+1', '#0x', '#0xG', '#0b2', '#5M', '#1e3', '# 5'])
      expect(() => readValue(text), text).to.throw(BadSyntax);
  });
});

describe('Reading a time stamp', () => {
  const seconds = (iso: string) => Date.parse(iso) / 1000;

  it('takes fields of one digit', () => {
    expectValue('#T5-3-2026_8:9:1', new TimeStamp('time', seconds('2026-03-05T08:09:01Z')));
  });

  it('knows the calendar', () => {
    expectValue('#T29-02-2024', new TimeStamp('date', seconds('2024-02-29')));
    expectValue('#T31-12-0099', new TimeStamp('date', seconds('0099-12-31')));
    const impossible = ['29-02-2026', '31-04-2026', '00-01-2026', '01-00-2026', '01-13-2026'];
    const late = ['01-01-2026_24:00:00', '01-01-2026_00:60:00', '01-01-2026_00:00:60'];
    const unfit = ['1-1-26', '01-01-2026_10:00', '01-01-2026_', '01-01-2026T10:00:00', ''];
    for (const text of [...impossible, ...late, ...unfit])
      expect(() => readValue(`#T${text}`), text).to.throw(BadSyntax);
  });
});

describe('Reading an address', () => {
  it('gives it in its shortest form', () => {
    for (const [text, address] of [
      ['2001:0DB8:0:0:0:0:0:5', '2001:db8::5'],
      ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
      ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
      ['0:0:0:0:0:0:0:0', '::'],
      ['::FFFF:c000:207', '::ffff:192.0.2.7'],
    ] as const)
      expectValue(`#I[${text}]`, new IpAddress(address, undefined));
  });

  it('refuses what is no address or port', () => {
    for (const text of ['[]', '[1.2.3]', '[01.2.3.4]', '[1::2::3]', '[fe80::1%eth0]', '[::1]:'])
      expect(() => readValue(`#I${text}`), text).to.throw(BadSyntax);
    expectValue('#I[::1]:65535', new IpAddress('::1', 65535));
    expectRefusal('#I[::1]:65536', 'failed to read a port - expected at most 65535');
  });
});

describe('Reading a data block', () => {
  it('ignores blanks and missing padding', () => {
    for (const text of ['[ S G\tV s b G 8 = ]', '[SGVsbG8]', '[SGVsbG8 ]'])
      expectValue(text, Buffer.from('Hello'));
    for (const text of ['[SA==]', '[SA=]', '[SA]', '[SA= =]']) expectValue(text, Buffer.from('H'));
  });

  it('refuses half bytes and too much padding', () => {
    for (const text of ['[S]', '[SGVsb]', '[SGVsbG8==]', '[SGVs=]', '[=]', '[S=GVs]', '[SGV_]'])
      expect(() => readValue(text), text).to.throw(BadSyntax);
  });
});

describe('Reading containers', () => {
  it('takes stray semicolons, but no stray commas', () => {
    expectValue('{;;a=b;; ;c=d}', new Map(Object.entries({ a: 'b', c: 'd' })));
    for (const text of ['(,)', '(,a)', '(a,,)', '{a=b c=d;}', '{a;}', '{a=b;;=c}'])
      expect(() => readValue(text), text).to.throw(BadSyntax);
  });

  it('takes any quoted key, also an empty one', () => {
    expectValue(
      '{""=#2;"#5"=a;"__proto__"=b;}',
      new Map(Object.entries({ '': 2n, '#5': 'a', ['__proto__']: 'b' })),
    );
  });

  it('does not nest deeper than the limit', () => {
    const nested = (depth: number) => '('.repeat(depth) + ')'.repeat(depth);
    expect(() => readValue(nested(usualLimits.nestingMax))).to.not.throw();
    const message = `failed to read data - nested more than ${usualLimits.nestingMax} levels deep`;
    expectRefusal(nested(usualLimits.nestingMax + 1), message);
    expectRefusal('{a={b='.repeat(usualLimits.nestingMax), message);
    expectRefusal('<a>'.repeat(usualLimits.nestingMax + 1), message);
    expect(() => readValue('({a=<b/>;})', { ...usualLimits, nestingMax: 3 })).to.not.throw();
    expect(() => readValue('({a=<b/>;})', { ...usualLimits, nestingMax: 2 })).to.throw(BadSyntax);
  });

  it('counts open containers only, not all of them', () => {
    const many = '(),{},<a/>,'.repeat(usualLimits.nestingMax);
    expect(readValue(`(${many})`)).to.have.length(3 * usualLimits.nestingMax);
  });
});

describe('Reading an XML element', () => {
  it('ends at its own end tag', () => {
    const text = `<a b="</a>" c='>'><a/>x<!-- </a> - --><![CDATA[</a>]] ]]><?p </a>? ?></a>`;
    expectValue(`(${text},<b/>)`, [new XmlElement(text), new XmlElement('<b/>')]);
  });

  it('refuses what has no proper end', () => {
    for (const text of [
      '<',
      '<a',
      '<a>',
      '<a/',
      '<a></b>',
      '<a><b></a></b>',
      '<a b="></a>',
      '< a/>',
    ])
      expect(() => readValue(text), text).to.throw(BadSyntax);
    for (const text of ['<a><!-- </a>', '<a><![CDATA[ </a>', '<a><? </a>', "<a b='></a>"])
      expect(() => readValue(text), text).to.throw(BadSyntax, /^failed to read \w/);
  });

  it('becomes one line that means the same', () => {
    expectValue(
      '<a\n b="1">x\r\ny<![CDATA[z\n]]><!--\n--></a\n>',
      new XmlElement('<a  b="1">x&#10;y<![CDATA[z]]>&#10;<![CDATA[]]><!-- --></a >'),
      readFileText,
    );
  });
});

describe('Reading a single-line text', () => {
  it('allows spaces and TABs around values, and no comments', () => {
    expectValue(' \t{ a\t= ( b ,\tc ) ; }\t ', new Map([['a', ['b', 'c']]]));
    for (const text of ['{a=b; /* c */}', '{a=b; // c', '{a=\nb;}', '("a" "b")', '{#a=b;}', ''])
      expect(() => readValue(text), text).to.throw(BadSyntax);
  });

  it('says what was expected', () => {
    for (const [text, message] of [
      ['', 'failed to read data - expected a value'],
      ['a b', 'failed to read data - expected the end of the text'],
      ['(a b)', 'failed to read an array - expected a comma or the end of an array'],
      ['(,a)', 'failed to read an array - expected a value or the end of an array'],
      ['{a b;}', 'failed to read a dictionary - expected an equals sign'],
      ['{a=b c}', 'failed to read a dictionary - expected a semicolon or the end of a dictionary'],
      ['{=b;}', 'failed to read a dictionary - expected a key or the end of a dictionary'],
      ['"a', 'failed to read a string - expected a closing quotation mark'],
      ['[a', 'failed to read a datablock - expected base64 symbols and a closing bracket'],
      ['#x', 'failed to read data - expected a number or a time stamp or an address or null'],
      ['#(x)', 'failed to read data - expected a number or a time stamp or an address or null'],
    ] as const)
      expectRefusal(text, message);
  });
});

describe('Reading a file', () => {
  it('takes line breaks and comments wherever white space may stand', () => {
    const text = '// head\r\n{ /* a\n */ a/**/=/* * / */b// c\n; c = d/e ;\n}\n// tail';
    expectValue(text, new Map(Object.entries({ a: 'b', c: 'd/e' })), readFileText);
  });

  it('joins strings with only white space between them', () => {
    expectValue('("a" // b\n "c" /* d */ "e", f)', ['ace', 'f'], readFileText);
    expect(() => readFileText('("a" b)')).to.throw(BadSyntax);
  });

  it('takes bare keys that start with a number sign, but no such values', () => {
    expectValue(
      '{\n #LastLogin = #T01-02-2025;\n #5 = a;\n}',
      new Map<string, Value>([
        ['#LastLogin', new TimeStamp('date', Date.parse('2025-02-01') / 1000)],
        ['#5', 'a'],
      ]),
      readFileText,
    );
    expect(() => readFileText('{a=#LastLogin;}')).to.throw(BadSyntax);
  });

  it('refuses a comment without end', () => {
    expectRefusal(
      '{a=b;} /* c',
      'failed to read data - expected the end of a comment',
      readFileText,
    );
  });
});
