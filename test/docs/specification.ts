/** The places of the specification (`docs/reference`) that can be cited. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { catalogue } from '../catalogue/catalogue.js';

const folder = new URL('../../docs/reference/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

/** The documents with numbered sections, as they are cited. */
export const documents = ['protocol', 'data-format', 'objects', 'storage'] as const;

/** The numbers at the beginning of headings, of rulings, or of rules of the catalogue. */
function numbersIn(file: string, lineStart: RegExp): readonly string[] {
  return [...read(file).matchAll(lineStart)].map(([, number = '']) => number);
}

/** The lists of known settings, and the settings in them. */
const settings = Object.entries(parse(read('settings.yaml')) as object).flatMap(
  ([list, members]) => [
    list,
    ...(Array.isArray(members) ? (members as readonly { readonly name: string }[]) : []).map(
      ({ name }) => name,
    ),
  ],
);

/** Every place, as `objects 10.2`, `ruling 17`, `rule 4`, `command Balance`, `chapter Monitoring`. */
export const places: ReadonlySet<string> = new Set([
  ...documents.flatMap((name) =>
    numbersIn(`${name}.md`, /^#{2,3} (\d+(?:\.\d+)?)\.? /gm).map((number) => `${name} ${number}`),
  ),
  ...numbersIn('rulings.md', /^(\d+)\. /gm).map((number) => `ruling ${number}`),
  ...numbersIn('commands-a.yaml', /^# {1,2}(\d+) /gm).map((number) => `rule ${number}`),
  ...catalogue.flatMap(({ name, spellings = [] }) =>
    [name, ...spellings].map((word) => `command ${word}`),
  ),
  ...catalogue.map(({ section }) => `chapter ${section}`),
  ...settings.map((name) => `setting ${name}`),
]);
