/** Arbitrary values for properties: all bytes in strings, odd keys, nested containers. */
import fc from 'fast-check';
import { bytesOf } from '../../src/values/text.js';
import { IpAddress, TimeStamp, XmlElement, type Value } from '../../src/values/value.js';

/** Any byte but zero, which no string holds. */
const byte = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code));

const anyBytes = fc.string({ unit: byte });
const nationalText = fc
  .string({ unit: 'grapheme' })
  .map((text) => bytesOf(text.replaceAll('\0', '')).replaceAll('\0', ''));
const word = fc.stringMatching(/^[A-Za-z0-9._@-]{1,20}$/);
const oddWord = fc.constantFrom(
  ...['__proto__', 'constructor', 'toString', '#NULL#', '#5', '#T', '*', '//', '/*', 'default', ''],
);

/** Any string of the data language. */
export const anyString = fc.oneof(anyBytes, nationalText, word, oddWord);

const anyNumber = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

const firstDay = Date.parse('0001-01-01') / 86_400_000;
const lastDay = Date.parse('9999-12-31') / 86_400_000;
const anyDay = fc.integer({ min: firstDay, max: lastDay });
const anyTime = fc.oneof(
  anyDay.map((day) => new TimeStamp('date', day * 86_400)),
  fc
    .tuple(anyDay, fc.integer({ min: 0, max: 86_399 }))
    .map(([day, seconds]) => new TimeStamp('time', day * 86_400 + seconds)),
  fc.constantFrom(new TimeStamp('past', 0), new TimeStamp('future', 0)),
);

const anyAddress = fc
  .tuple(
    fc.constantFrom(
      '192.0.2.7',
      '0.0.0.0',
      '::',
      '2001:db8::a',
      '::ffff:192.0.2.7',
      'fe80::1:0:0:2',
    ),
    fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined }),
  )
  .map(([address, port]) => new IpAddress(address, port));

const anyElement = fc
  .constantFrom(
    '<a/>',
    '<a b="1>" c=\'"/\'>x &amp; y<b></b><!-- <c> --></a>',
    '<n:a-1><![CDATA[</a> ]] ]>]]><?p ? > ?></n:a-1>',
  )
  .map((text) => new XmlElement(text));

const anyBlock = fc.uint8Array().map((bytes) => Buffer.from(bytes));

const atom: fc.Arbitrary<Value> = fc.oneof(
  anyString,
  anyNumber,
  anyTime,
  anyAddress,
  anyElement,
  anyBlock,
  fc.constant(null),
);

/** Any value, a few levels deep. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'value' },
    atom,
    fc.array(tie('value'), { depthIdentifier: 'value' }),
    fc
      .array(fc.tuple(anyString, tie('value')), { depthIdentifier: 'value' })
      .map((pairs) => new Map(pairs)),
  ),
})).value;
