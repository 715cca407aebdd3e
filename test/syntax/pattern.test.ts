import { expect } from 'chai';
import { Pattern } from '../../src/syntax/pattern.js';
import type { Item } from '../../src/syntax/item.js';
import { parametersOf, readUsage } from '../../src/syntax/usage.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import type { Value } from '../../src/values/value.js';

const isText = { expects: 'a string', accepts: ({ value }: Item) => typeof value === 'string' };
const isNumber = {
  expects: 'a number',
  accepts: ({ value }: Item) => typeof value === 'string' && /^\d+$/.test(value),
};
const isDictionary = {
  expects: 'a dictionary',
  accepts: ({ value }: Item) => value instanceof Map,
};
const isGrade = {
  expects: 'an account type',
  accepts: ({ value }: Item) => value === 'AGrade' || value === 'TextMailbox',
};
const never = { expects: 'a keyword', accepts: () => false };

const types = {
  name: isText,
  newName: isText,
  storage: isText,
  filter: isText,
  cookie: isText,
  method: isText,
  tag: isText,
  type: isGrade,
  limit: isNumber,
  settings: isDictionary,
  rule: { expects: 'an array', accepts: ({ value }: Item) => Array.isArray(value) },
  oldRule: isText,
  legacy: never,
  force: never,
  accounts: never,
  check: never,
};

/** Items of a line: words are bare, `"x"` is quoted, `{}` a dictionary, `()` an array. */
function items(line: string): Item[] {
  return line
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      if (word === '{}') return { value: new Map<string, Value>(), bare: false };
      if (word === '()') return { value: [], bare: false };
      const quoted = /^"(.*)"$/.exec(word);
      return quoted ? { value: quoted[1] ?? '', bare: false } : { value: word, bare: true };
    });
}

function bound(usage: string, line: string): Record<string, unknown> {
  const slots = new Pattern(usage, types).bind(items(line));
  return Object.fromEntries(
    [...slots].map(([name, { value }]) => [name, typeof value === 'string' ? value : 'container']),
  );
}

const create = 'name [type] [PATH storage] [LEGACY|EXTERNAL] [settings]';
const list = 'name [FILTER filter] limit [ACCOUNTS] [COOKIE cookie]';
const password = 'name PASSWORD|TO newName [METHOD method | TAG tag] [CHECK]';

describe('A usage line binds the items of a command line', () => {
  const rows: [usage: string, line: string, expected: Record<string, unknown>][] = [
    ['name INTO newName [PATH storage]', 'a into b', { name: 'a', newName: 'b' }],
    [
      'name INTO newName [PATH storage]',
      'a INTO b path s',
      { name: 'a', newName: 'b', storage: 's' },
    ],
    [
      'name INTO newName [PATH storage]',
      'a path s into b',
      { name: 'a', newName: 'b', storage: 's' },
    ],
    ['name INTO newName', 'into INTO into', { name: 'into', newName: 'into' }],
    [create, 'a', { name: 'a' }],
    [create, 'a {}', { name: 'a', settings: 'container' }],
    [
      create,
      'a TextMailbox external {}',
      { name: 'a', type: 'TextMailbox', legacy: 'external', settings: 'container' },
    ],
    [
      create,
      'a LEGACY PATH s {}',
      { name: 'a', legacy: 'LEGACY', storage: 's', settings: 'container' },
    ],
    [
      create,
      'a {} path s AGrade',
      { name: 'a', type: 'AGrade', storage: 's', settings: 'container' },
    ],
    [create, 'a PATH legacy', { name: 'a', storage: 'legacy' }],
    ['[name] settings', '{}', { settings: 'container' }],
    ['[name] settings', 'd {}', { name: 'd', settings: 'container' }],
    ['[name]', '', {}],
    ['name [FORCE]', 'force force', { name: 'force', force: 'force' }],
    [list, 'd 5', { name: 'd', limit: '5' }],
    [list, 'd FILTER 415 100', { name: 'd', filter: '415', limit: '100' }],
    [list, 'd 5 cookie "" ACCOUNTS', { name: 'd', limit: '5', cookie: '', accounts: 'ACCOUNTS' }],
    [password, 'u PASSWORD p', { name: 'u', newName: 'p' }],
    [password, 'u to p check', { name: 'u', newName: 'p', check: 'check' }],
    [
      password,
      'u CHECK METHOD SIP PASSWORD "p"',
      { name: 'u', newName: 'p', check: 'CHECK', method: 'SIP' },
    ],
    [password, 'u PASSWORD p TAG t', { name: 'u', newName: 'p', tag: 't' }],
    ['name (rule | DELETE oldRule)', 'u ()', { name: 'u', rule: 'container' }],
    ['[name TAG] tag INTO newName', 'a into b', { tag: 'a', newName: 'b' }],
    ['[name TAG] tag INTO newName', 'd tag a into b', { name: 'd', tag: 'a', newName: 'b' }],
    ['[name TAG] tag', 'd tag "tag"', { name: 'd', tag: 'tag' }],
    ['[name TAG] tag', 'tag', { tag: 'tag' }],
    ['name (rule | DELETE oldRule)', 'u delete "delete"', { name: 'u', oldRule: 'delete' }],
  ];
  for (const [usage, line, expected] of rows) {
    it(`${usage} <- ${line}`, () => expect(bound(usage, line)).to.deep.equal(expected));
  }
});

describe('A line that does not fit is refused with what was expected', () => {
  const rows: [usage: string, line: string, expected: string][] = [
    ['name INTO newName', 'a', 'expected INTO newName'],
    ['name INTO newName', 'a into', 'expected newName'],
    ['name INTO newName', 'a "into" b', 'expected INTO newName'],
    ['name INTO newName', 'a into b c', 'expected no more parameters'],
    [create, '', 'expected name'],
    [create, 'a {} {}', 'expected type or PATH storage or LEGACY or EXTERNAL'],
    [create, 'a path', 'expected storage'],
    [create, 'a path s path s', 'expected type or LEGACY or EXTERNAL or settings'],
    ['[name] settings', 'd', 'expected settings'],
    ['[name] settings', '', 'expected settings'],
    [list, 'd', 'expected limit'],
    [password, 'u PASSWORD p METHOD a TAG b', 'expected CHECK'],
    ['name (rule | DELETE oldRule)', 'u', 'expected rule or DELETE oldRule'],
  ];
  for (const [usage, line, expected] of rows) {
    it(`${usage} <- ${line}`, () =>
      expect(() => bound(usage, line)).to.throw(
        BadSyntax,
        `incorrect command parameters - ${expected}`,
      ));
  }
});

describe('The manual notation', () => {
  it('tells the parameters in order, flags by their first keyword', () =>
    expect(parametersOf(readUsage(create))).to.deep.equal([
      'name',
      'type',
      'storage',
      'legacy',
      'settings',
    ]));
  for (const wrong of ['name [PATH', 'name ]', 'Name', 'a || b', '[a|B]x|']) {
    it(`does not know ${wrong}`, () => expect(() => readUsage(wrong)).to.throw());
  }
});
