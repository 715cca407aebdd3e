/**
 * The OpenAPI 3.1 description of the JSON form, made from the table of commands, so it cannot say
 * anything else than the server does. Knows no single command.
 */
import { needInWords } from '../access/need-words.js';
import type { ArgumentType } from '../commands/arguments.js';
import type { Command } from '../commands/define.js';
import { trimmed } from '../values/letters.js';
import type { Value } from '../values/value.js';
import type { Json } from './json-values.js';
import { statusMeanings } from './statuses.js';

type JsonObject = Readonly<Record<string, Json>>;

const schemaOf = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** The whole description. */
export function openApiOf(commands: readonly Command[], version: string): JsonObject {
  const calls = commands.map((command) => [`${command.name}Call`, callSchema(command)] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: 'cligate',
      version,
      description: 'Commands of the CommuniGate Pro CLI as JSON.',
    },
    security: [{ basic: [] }],
    paths: { '/api/cli': { post: operation() } },
    components: {
      securitySchemes: { basic: { type: 'http', scheme: 'basic' } },
      schemas: {
        ...valueSchemas,
        ...replySchemas,
        LineCall: lineSchema,
        Call: {
          oneOf: [schemaOf('LineCall'), ...calls.map(([name]) => schemaOf(name))],
        },
        ...Object.fromEntries(calls),
      },
    },
  };
}

function operation(): JsonObject {
  const content = (name: string): JsonObject => ({
    'application/json': { schema: schemaOf(name) },
  });
  // Other methods of the path are no operations.
  const failures = Object.entries(statusMeanings).filter(([status]) => status !== '405');
  return {
    operationId: 'runCommand',
    summary: 'Runs one command.',
    requestBody: { required: true, content: content('Call') },
    responses: {
      200: { description: 'The command succeeded.', content: content('Success') },
      ...Object.fromEntries(
        failures.map(([status, description]) => [
          status,
          { description, content: content('Failure') },
        ]),
      ),
    },
  };
}

function callSchema(command: Command): JsonObject {
  const types = Object.entries<ArgumentType<unknown>>(command.arguments);
  const required = types.filter(([, { optional }]) => !optional).map(([name]) => name);
  return {
    type: 'object',
    title: command.name,
    description: descriptionOf(command),
    required: required.length > 0 ? ['name', 'arguments'] : ['name'],
    additionalProperties: false,
    properties: {
      name: { const: command.name },
      arguments: {
        type: 'object',
        additionalProperties: false,
        required,
        properties: Object.fromEntries(types.map(([name, type]) => [name, argumentSchema(type)])),
      },
    },
  };
}

function descriptionOf({ name, usage, summary, needs, deviations }: Command): string {
  const lines = [
    summary,
    `Command line: ${trimmed(`${name} ${usage}`)}`,
    `For ${needInWords(needs)}.`,
  ];
  return [...lines, ...(deviations === undefined ? [] : [deviations])].join('\n\n');
}

/** A value of each kind, to ask a type of argument which kinds it takes. */
const samples: readonly (readonly [schema: string, sample: Value])[] = [
  ['String', 'name@domain.test'],
  ['Array', []],
  ['Dictionary', new Map()],
  ['Number', 1n],
  ['Data', new Uint8Array()],
];

/** A type that takes none of the samples takes one of some words, or is a flag. */
function argumentSchema(type: ArgumentType<unknown>): JsonObject {
  const { expects } = type;
  if (expects === 'a keyword') return { type: 'boolean', description: expects };
  const taken = samples.filter(([, sample]) => type.accepts({ value: sample, bare: false }, true));
  const names = taken.length === samples.length ? ['Value'] : taken.map(([name]) => name);
  const [only = 'String', ...others] = names;
  return others.length === 0
    ? { ...schemaOf(only), description: expects }
    : { anyOf: names.map(schemaOf), description: expects };
}

const tagged = (tag: string, content: JsonObject, description: string): JsonObject => ({
  type: 'object',
  description,
  required: [tag],
  additionalProperties: false,
  properties: { [tag]: content },
});

const base64: JsonObject = { type: 'string', contentEncoding: 'base64' };

const valueSchemas: JsonObject = {
  Value: {
    anyOf: [
      { type: 'null' },
      ...['String', 'Number', 'Data', 'Time', 'Address', 'Xml', 'Array', 'Dictionary'].map(
        schemaOf,
      ),
    ],
  },
  String: {
    anyOf: [{ type: 'string' }, tagged('$bytes', base64, 'A string that is no UTF-8.')],
  },
  Number: {
    anyOf: [
      { type: 'integer', description: 'In requests, up to 2^53-1.' },
      tagged('$number', { type: 'string', pattern: '^-?[0-9]+$' }, 'A whole number of 64 bits.'),
    ],
  },
  Data: tagged('$data', base64, 'A data block.'),
  Time: tagged(
    '$time',
    { type: 'string', pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z)?|past|future)$' },
    'A point in time, a date, or one of the two ends of time.',
  ),
  Address: tagged(
    '$address',
    { type: 'string' },
    'A network address: 192.0.2.7 or [192.0.2.7]:25.',
  ),
  Xml: tagged('$xml', schemaOf('String'), 'An XML element.'),
  Array: { type: 'array', items: schemaOf('Value') },
  Dictionary: {
    anyOf: [
      { type: 'object', additionalProperties: schemaOf('Value') },
      tagged(
        '$dictionary',
        {
          type: 'array',
          items: {
            type: 'array',
            prefixItems: [schemaOf('String'), schemaOf('Value')],
            minItems: 2,
            maxItems: 2,
          },
        },
        'A dictionary whose keys are no JSON names, as pairs.',
      ),
    ],
  },
};

const lineSchema: JsonObject = {
  type: 'object',
  required: ['command'],
  additionalProperties: false,
  properties: { command: { type: 'string', description: 'A whole command line.' } },
};

const replySchemas: JsonObject = {
  Success: {
    type: 'object',
    required: ['code'],
    properties: { code: { enum: [200, 201] }, result: schemaOf('Value') },
  },
  Failure: {
    type: 'object',
    required: ['code', 'error'],
    properties: { code: { type: 'integer' }, error: { type: 'string' } },
  },
};
