/** The sample table of the data language (data-format, section 16) as data. Texts are byte strings. */
import { bytesOf } from '../../src/values/text.js';
import { IpAddress, TimeStamp, XmlElement, type Value } from '../../src/values/value.js';

const same = 'the same text';
const raw = String.raw;

export interface Row {
  readonly number: number;
  readonly text: string;
  /** Where the text stands, if it is not a single-line text by itself. */
  readonly place?: 'parameter' | 'file';
  readonly value: Value;
  readonly printed: string;
}

const dictionary = (pairs: Record<string, Value>): Value => new Map(Object.entries(pairs));
const bytes = (text: string): Value => Buffer.from(text, 'latin1');
const time = (iso: string): TimeStamp => new TimeStamp('time', Date.parse(iso) / 1000);

/** Texts that are read, with their values and the texts printed for these. */
export const valid: readonly Row[] = (
  [
    [1, 'Bob', 'Bob', same],
    [2, '"Bob"', 'Bob', 'Bob'],
    [3, '2fast', '2fast', same],
    [4, '42', '42', same],
    [5, '50M', '50M', same],
    [6, 'bob@lab.example.test', 'bob@lab.example.test', same],
    [7, 'lab-1.example.test', 'lab-1.example.test', same],
    [8, 'a_b', 'a_b', same],
    [9, '-dash', '-dash', '"-dash"'],
    [10, '---', '---', '"---"'],
    [11, '"---"', '---', same],
    [12, '.hidden', '.hidden', '".hidden"'],
    [13, '"two words"', 'two words', same],
    [15, '""', '', same],
    [16, raw`"say \"hi\""`, 'say "hi"', same],
    [17, raw`"C:\\dir"`, 'C:\\dir', same],
    [18, raw`"C:\dir"`, 'C:dir', '"C:dir"'],
    [19, raw`"l1\el2"`, 'l1\nl2', same],
    [20, raw`"l1\r\el2"`, 'l1\r\nl2', same],
    [21, raw`"x\ny"`, 'x\ny', raw`"x\ey"`],
    [22, raw`"c1\tc2"`, 'c1\tc2', same],
    [23, raw`"\065\066"`, 'AB', 'AB'],
    [24, raw`"\7"`, '\x07', raw`"\007"`],
    [26, raw`"\u'41f'\u'440'"`, 'Пр', 'Пр'],
    [28, '"привет мир"', 'привет мир', same],
    [29, 'привет', 'привет', same],
    [32, '"a" "b"', 'ab', 'ab', 'file'],
    [33, 'a/b', 'a/b', '"a/b"', 'parameter'],
    [34, '(a/b)', ['a/b'], '("a/b")'],
    [35, '"#5"', '#5', same],
    [36, '#5', 5n, same],
    [37, '#-17', -17n, same],
    [38, '#0', 0n, same],
    [39, '#0xfF', 255n, '#255'],
    [40, '#-0x10', -16n, '#-16'],
    [41, '#0o17', 15n, '#15'],
    [42, '#0b101', 5n, '#5'],
    [43, '#9223372036854775807', 9223372036854775807n, same],
    [48, '#T05-03-2026_08:09:10', time('2026-03-05T08:09:10Z'), same],
    [49, '#T05-03-2026', new TimeStamp('date', Date.parse('2026-03-05') / 1000), same],
    [50, '#TPAST', new TimeStamp('past', 0), same],
    [51, '#TFUTURE', new TimeStamp('future', 0), same],
    [54, '"#T05-03-2026"', '#T05-03-2026', same],
    [55, '#I[192.0.2.7]', new IpAddress('192.0.2.7', undefined), same],
    [56, '#I[192.0.2.7]:8010', new IpAddress('192.0.2.7', 8010), same],
    [57, '#I[2001:DB8::A]', new IpAddress('2001:db8::a', undefined), '#I[2001:db8::a]'],
    [58, '#I[2001:db8::a]:25', new IpAddress('2001:db8::a', 25), same],
    [62, '#NULL#', null, same],
    [63, '#null#', null, '#NULL#'],
    [64, 'null', 'null', same],
    [65, 'YES', 'YES', same],
    [66, '[SGVsbG8=]', bytes('Hello'), same],
    [67, '[SGVs bG8=]', bytes('Hello'), '[SGVsbG8=]'],
    [68, '[SGVsbG8]', bytes('Hello'), '[SGVsbG8=]'],
    [69, '[]', bytes(''), same],
    [71, '"[SGVsbG8=]"', '[SGVsbG8=]', same],
    [72, '()', [], same],
    [73, '( )', [], '()'],
    [74, '(a)', ['a'], same],
    [75, '( a , "b c" )', ['a', 'b c'], '(a,"b c")'],
    [76, '(a,(b,c),{d=e;})', ['a', ['b', 'c'], dictionary({ d: 'e' })], same],
    [77, '(a,)', ['a'], '(a)'],
    [81, '{}', dictionary({}), same],
    [82, '{;}', dictionary({}), '{}'],
    [83, '{k=v;}', dictionary({ k: 'v' }), same],
    [84, '{k=v}', dictionary({ k: 'v' }), '{k=v;}'],
    [85, '{ "a b" = x ; }', dictionary({ 'a b': 'x' }), '{"a b"=x;}'],
    [86, '{k=;}', dictionary({ k: '' }), '{k="";}'],
    [87, '{k=1;k=2;}', dictionary({ k: '2' }), '{k=2;}'],
    [88, '{k=1;K=2;}', dictionary({ k: '1', K: '2' }), '{K=2;k=1;}'],
    [89, '{b=1;a=2;}', dictionary({ b: '1', a: '2' }), '{a=2;b=1;}'],
    [90, '{k=(1,2);m={n=#3;};}', dictionary({ k: ['1', '2'], m: dictionary({ n: 3n }) }), same],
    [93, '{bob@lab.example.test=macnt;}', dictionary({ 'bob@lab.example.test': 'macnt' }), same],
    [94, '{x=<note a="1"/>;}', dictionary({ x: new XmlElement('<note a="1"/>') }), same],
    [95, '<note>hi</note>', new XmlElement('<note>hi</note>'), same],
    [
      97,
      '(1,"#Redirect",(),(("Mirror to",c@d.example),(Discard,"---")))',
      [
        '1',
        '#Redirect',
        [],
        [
          ['Mirror to', 'c@d.example'],
          ['Discard', '---'],
        ],
      ],
      same,
    ],
    [99, '{a=1; /* c */ b=2;}', dictionary({ a: '1', b: '2' }), '{a=1;b=2;}', 'file'],
    [100, 'default', 'default', same],
  ] as const
).map(([number, text, value, printed, place]) => ({
  number,
  text: bytesOf(text),
  value: typeof value === 'string' ? bytesOf(value) : value,
  printed: printed === same ? bytesOf(text) : bytesOf(printed),
  ...(place && { place }),
}));

/** Texts that are refused. */
export const invalid: readonly (readonly [number: number, text: string])[] = [
  [14, 'two words'],
  [25, raw`"\000"`],
  [27, raw`"\u41f"`],
  [30, '"open'],
  [31, '"a" "b"'],
  [44, '#9223372036854775808'],
  [45, '#1.5'],
  [46, '#'],
  [47, '#x1'],
  [52, '#T31-02-2026'],
  [53, '#T2026-03-05'],
  [59, '#I192.0.2.7'],
  [60, '#I[300.1.1.1]'],
  [61, '[192.0.2.7]'],
  [70, '[SGV*]'],
  [78, '(a,,b)'],
  [79, '(a b)'],
  [80, '(a'],
  [91, '{=v;}'],
  [92, '{k v;}'],
  [96, '<note>hi'],
  [98, '{a=1;} // end'],
];
