/** The JSON form: values both ways without loss, named arguments, the description of it all. */
import { expect } from 'chai';
import fc from 'fast-check';
import { allCommands } from '../../src/commands/all-commands.js';
import { jsonOf, valueOf, type Json } from '../../src/http/json-values.js';
import { openApiOf } from '../../src/http/openapi.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { bytesOf } from '../../src/values/text.js';
import { startServer, type ServerUnderTest } from '../server-under-test.js';
import { anyValue } from '../values/any-value.js';
import { ask, postJson } from './http-client.js';

describe('A value in JSON', () => {
  const table: readonly [text: string, json: Json][] = [
    ['Bob', 'Bob'],
    ['""', ''],
    ['"Grüße"', 'Grüße'],
    ['"#5"', '#5'],
    ['#5', { $number: '5' }],
    ['#-9223372036854775808', { $number: '-9223372036854775808' }],
    ['#NULL#', null],
    ['[SGVsbG8=]', { $data: 'SGVsbG8=' }],
    ['#T05-03-2026_08:09:10', { $time: '2026-03-05T08:09:10Z' }],
    ['#T05-03-2026', { $time: '2026-03-05' }],
    ['#TPAST', { $time: 'past' }],
    ['#TFUTURE', { $time: 'future' }],
    ['#I[192.0.2.7]', { $address: '192.0.2.7' }],
    ['#I[2001:db8::a]:25', { $address: '[2001:db8::a]:25' }],
    ['<a b="c"/>', { $xml: '<a b="c"/>' }],
    ['(a,(),{})', ['a', [], {}]],
    ['{a=1;b={c=#2;};}', { a: '1', b: { c: { $number: '2' } } }],
    ['{$a=1;}', { $dictionary: [['$a', '1']] }],
    ['{$a=1;b=2;}', { $a: '1', b: '2' }],
  ];
  for (const [text, json] of table) {
    it(`${text} is ${JSON.stringify(json)}, and back`, () => {
      const value = readValue(bytesOf(text.replace('$a', '"$a"')));
      expect(jsonOf(value)).to.deep.equal(json);
      expect(print(valueOf(json, 100))).to.equal(print(value));
    });
  }

  it('tells the bytes of what is no UTF-8, also in keys', () => {
    const value = new Map([['\xff', '\xfe']]);
    const json = jsonOf(value);
    expect(json).to.deep.equal({ $dictionary: [[{ $bytes: '/w==' }, { $bytes: '/g==' }]] });
    expect(valueOf(json, 100)).to.deep.equal(value);
  });

  it('comes back as the same value, whatever it is', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const json = JSON.parse(JSON.stringify(jsonOf(value))) as Json;
        expect(print(valueOf(json, 100))).to.equal(print(value));
      }),
    );
  });

  it('may be a whole JSON number in a request', () => {
    expect(valueOf(-12, 1)).to.equal(-12n);
  });

  const wrong: readonly [string, Json][] = [
    ['a broken number', 1.5],
    ['a number that JSON has rounded', 2 ** 53],
    ['a number out of range', { $number: '9223372036854775808' }],
    ['a number that is none', { $number: 'five' }],
    ['a number that smuggles', { $number: '5 ' + 'x' }],
    ['true', true],
    ['a zero byte', 'a\0b'],
    ['zero among bytes', { $bytes: 'AA==' }],
    ['half a symbol', '\ud800'],
    ['an unknown tag', { $what: 1 }],
    ['a time of February 31', { $time: '2026-02-31' }],
    ['a time in words', { $time: 'now' }],
    ['an address that is none', { $address: '300.1.1.1' }],
    ['data that are not base64', { $data: 'SGV*' }],
    ['an element that is not whole', { $xml: '<a>' }],
    ['pairs that are none', { $dictionary: [['a']] }],
    ['a key that is no string', { $dictionary: [[{ $number: '1' }, 'a']] }],
    ['too many levels', [[[['deep']]]]],
  ];
  for (const [title, json] of wrong) {
    it(`is never ${title}`, () => {
      expect(() => valueOf(json, 3)).to.throw(BadSyntax);
    });
  }
});

describe('The JSON form', () => {
  let server: ServerUnderTest;
  before(async () => (server = await startServer({ set: ['http.port=0'] })));
  after(() => server.close());

  const call = (name: string, given?: unknown) => ({
    name,
    ...(given === undefined ? {} : { arguments: given }),
  });
  const refused = (status: number, code: number, error: string) => ({
    status,
    json: { code, error },
  });
  const done = { status: 200, json: { code: 200 } };
  const longAnswer = Array.from({ length: 5000 }, (_, at) => `Grün ${at}`);
  const result = (value: unknown) => ({ status: 200, json: { code: 201, result: value } });

  it('runs command lines and named calls, keywords and flags among them', async () => {
    const steps: readonly [question: unknown, answer: unknown][] = [
      [{ command: 'CreateDomain "client.test"\r\n' }, done],
      [call('Echo', { object: longAnswer }), result(longAnswer)],
      [
        call('CreateAccount', {
          accountName: 'ann@client.test',
          settings: { RealName: 'Ann Grün', Count: 7, Key: { $data: 'AAEC' } },
        }),
        done,
      ],
      [
        call('getaccountsettings', { accountName: 'ann@client.test' }),
        result({ RealName: 'Ann Grün', Count: { $number: '7' }, Key: { $data: 'AAEC' } }),
      ],
      [
        call('RenameAccount', {
          oldAccountName: 'ann@client.test',
          newAccountName: 'into@client.test',
        }),
        done,
      ],
      [
        call('SetAccountPassword', {
          accountName: 'into@client.test',
          newPassword: 'two words',
        }),
        done,
      ],
      [call('ListAccounts', { domainName: 'client.test' }), result({ into: 'macnt' })],
      [
        call('DeleteDomain', { domainName: 'client.test' }),
        refused(400, 501, 'domain is not empty'),
      ],
      [call('DeleteDomain', { domainName: 'client.test', force: true }), done],
      [call('ListDomains'), result(['example.test'])],
    ];
    for (const [question, answer] of steps) {
      expect(await postJson(server, question), JSON.stringify(question)).to.deep.equal(answer);
    }
  });

  const wrong: readonly [string, unknown, unknown][] = [
    ['an unknown command', call('Frobnicate'), refused(400, 500, 'unknown command')],
    [
      'a parameter that there is not',
      call('GetAccountSettings', { account: 'ann' }),
      refused(400, 500, 'there is no parameter account'),
    ],
    [
      'a parameter that is missing',
      call('GetAccountSettings', {}),
      refused(400, 500, 'incorrect command parameters - expected accountName'),
    ],
    [
      'an argument of another type',
      call('GetAccountSettings', { accountName: ['ann'] }),
      refused(400, 500, 'failed to read an account name'),
    ],
    [
      'true for what is no flag',
      call('GetAccountSettings', { accountName: true }),
      refused(400, 500, 'failed to read accountName'),
    ],
    [
      'two alternatives at once',
      call('SetAccountPassword', {
        accountName: 'postmaster',
        newPassword: 'x',
        method: 'A-crpt',
        tag: 'phone',
      }),
      refused(400, 500, 'incorrect command parameters - expected CHECK'),
    ],
    [
      'what is not there',
      call('GetAccountSettings', { accountName: 'nobody' }),
      refused(404, 513, 'unknown user account'),
    ],
    [
      'both forms at once',
      { command: 'NOOP', name: 'NOOP' },
      refused(400, 500, 'failed to read JSON - expected command, or name and arguments'),
    ],
    [
      'no object',
      ['NOOP'],
      refused(400, 500, 'failed to read JSON - expected command, or name and arguments'),
    ],
  ];
  for (const [title, question, answer] of wrong) {
    it(`refuses ${title}`, async () => {
      expect(await postJson(server, question)).to.deep.equal(answer);
    });
  }

  it('wants JSON, and says in JSON that it does', async () => {
    const question = { method: 'POST', path: '/api/cli', body: '{' };
    const json = { 'Content-Type': 'application/json' };
    expect((await ask(server, question)).status).to.equal(415);
    const answer = await ask(server, { ...question, headers: json });
    expect(answer.status).to.equal(400);
    expect(answer.body).to.equal('{"code":500,"error":"failed to read JSON"}');
    const wrongLogin = await ask(server, { ...question, headers: json, login: 'ann:wrong' });
    expect(wrongLogin.status).to.equal(401);
    expect(JSON.parse(wrongLogin.body)).to.have.property('code', 515);
  });

  it('is described for programs, to those who may log in', async () => {
    const path = '/api/openapi.json';
    expect((await ask(server, { path, login: '' })).status).to.equal(401);
    const { status, headers, body } = await ask(server, { path });
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('application/json');
    expect(JSON.parse(body)).to.have.property('openapi', '3.1.0');
  });
});

describe('The OpenAPI description', () => {
  const description = openApiOf(allCommands, '6.4');
  const { schemas } = description.components as { schemas: Record<string, Json> };

  it('has a call for every command, with all of its arguments', () => {
    for (const { name, arguments: types } of allCommands) {
      const schema = schemas[`${name}Call`] as {
        properties: { arguments: { properties: Record<string, Json> } };
      };
      expect(Object.keys(schema.properties.arguments.properties), name).to.deep.equal(
        Object.keys(types),
      );
    }
  });

  it('refers only to what it has', () => {
    const names = [...JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    for (const [, name = ''] of names) expect(schemas).to.have.property(name);
  });

  it('tells flags, dictionaries and words apart', () => {
    const of = (name: string) =>
      (schemas[name] as { properties: { arguments: { properties: Json } } }).properties.arguments
        .properties;
    expect(of('DeleteDomainCall')).to.deep.include({
      force: { type: 'boolean', description: 'a keyword' },
    });
    expect(of('CreateGroupCall')).to.deep.equal({
      groupName: { $ref: '#/components/schemas/String', description: 'an object name' },
      settings: { $ref: '#/components/schemas/Dictionary', description: 'a dictionary' },
    });
  });
});
