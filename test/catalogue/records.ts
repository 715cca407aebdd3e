/** What the tests know of each command beside its definition: `commands.yaml`, which explains it. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { domainRights, serverRights } from '../../src/engine/accounts/rights.js';
import { catalogue } from './catalogue.js';

const line = v.pipe(v.string(), v.nonEmpty());
const lines = v.pipe(v.array(line), v.nonEmpty());
const who = v.picklist(['own', 'administrator', 'anyone', ...serverRights, ...domainRights]);

const schema = v.record(
  line,
  v.strictObject({
    who: v.pipe(v.array(who), v.nonEmpty()),
    manual: v.optional(v.literal(false)),
    works: v.optional(v.literal(false)),
    long: v.optional(v.picklist(['data', 'list'])),
    acts: v.optional(v.literal(true)),
    sample: v.optional(line),
    parameters: v.optional(v.record(line, line)),
    scene: v.optional(lines),
    answers: v.optional(line),
    rich: v.optional(lines),
    untold: v.optional(line),
    notKept: v.optional(line),
  }),
);

/** The record of one command. */
export type CommandRecord = v.InferOutput<typeof schema>[string];

const file = new URL('./commands.yaml', import.meta.url);

/** All records, by the names of their commands. */
export const records: ReadonlyMap<string, CommandRecord> = new Map(
  Object.entries(v.parse(schema, parse(readFileSync(file, 'utf8')))),
);

/** The names of the commands whose records have something. */
export function commandsWith(property: keyof CommandRecord): readonly string[] {
  return [...records].flatMap(([name, record]) => (record[property] === undefined ? [] : [name]));
}

/** Old names and short codes, with the names that the manual has now. */
const present: ReadonlyMap<string, string> = new Map(
  catalogue
    .filter(({ name }) => records.has(name))
    .flatMap(({ name, spellings = [] }) => spellings.map((old): [string, string] => [old, name])),
);

/** The record of a command by one of its names in the catalogue. Throws when there is none. */
export function recordOf(name: string): CommandRecord {
  const record = records.get(name) ?? records.get(present.get(name) ?? '');
  if (record === undefined) throw new Error(`commands.yaml has no record of ${name}`);
  return record;
}

/** Every name that the catalogue has, and those of our own commands. */
export const allNames: readonly string[] = [
  ...catalogue.map(({ name }) => name),
  ...commandsWith('manual'),
];

/** Who may give a command, by one of its names. */
export function whoMay(name: string): ReadonlySet<string> {
  return new Set(recordOf(name).who);
}

/** Whether a command reads, by its name. */
export function reads(name: string): boolean {
  return /^(?:Get|List|Find|Read|Verify)[A-Z]/.test(name);
}
