/**
 * Finds the citations of the specification in a text, by the grammar in `docs/reference/README.md`,
 * and what is wrong with them. Knows no file.
 */
import * as specification from './specification.js';

/** What a text cites, and what of it is wrong. */
export interface Citations {
  /** The places, as `objects 10.2`, `ruling 17` or `command Balance`. */
  readonly places: readonly string[];
  /** Each with its line and its reason. */
  readonly faults: readonly string[];
}

const number = String.raw`\d+(?:\.\d+)*`;
const numbers = String.raw`${number}(?:(?:,|,?\s+and|\s+to)\s+${number})*`;
const document = specification.documents.join('|');

const citation = new RegExp(
  [
    String.raw`\b(?<foreign>RFC)\s+\d+,\s+sections?\s+${numbers}`,
    String.raw`(?:\b(?<document>${document}),\s+)?\b(?<word>[Ss]ections?)\s+(?<sections>${numbers})`,
    String.raw`\b(?<ruled>[Rr]ulings?)\s+(?<rulings>${numbers})`,
    String.raw`\bcatalogue,\s+\x60(?<command>\w+)\x60`,
    String.raw`\bcatalogue,\s+section\s+"(?<chapter>[^"]+)"`,
    String.raw`\bcatalogue,\s+rule\s+(?<rule>\d+)`,
    String.raw`\bsettings,\s+\x60(?<setting>\w+)\x60`,
  ].join('|'),
  'g',
);

/** What is meant as a citation and does not follow the grammar. */
const lookalike = new RegExp(
  [
    String.raw`\u00a7`,
    String.raw`\b(?:${document}|data format|rulings?)(?:\.md,?)?\s+[Ss]ections?\s+\d`,
    String.raw`\b(?:data format|rulings?|[\w-]+\.md),\s+[Ss]ections?\s+\d`,
    String.raw`\b(?:${document}|data format|rulings?)(?:,|\.md,?)\s+\d+\b`,
    String.raw`\b(?:${document}|catalogue),\s+(?:chapters?|parts?|rules)\s`,
    String.raw`\bcatalogue\s+(?:rules?\s+\d|sections?\s+"|\x60)`,
    String.raw`\bcatalogue,\s+(?:sections\b|section\s+[^"\s]|[A-Z]\w+)`,
    String.raw`\b(?:spec|specification|reference)(?:\s+(?:says|tells|wants|asks)\b|,\s+[\x60\d])`,
    String.raw`\b(?:spec|specification|reference|manual),?\s+[Ss]ections?\s+\d`,
  ].join('|'),
  'g',
);

/** Reads a text. `own` names the document that the text itself is: its bare sections are its own. */
export function citationsIn(text: string, own?: string): Citations {
  const words = withoutMargins(text);
  const places: string[] = [];
  const faults: string[] = [];
  const fault = ({ index, 0: said }: RegExpExecArray, why: string) => {
    const line = words.slice(0, index).split('\n').length;
    faults.push(`${line}: "${said.replace(/\s+/g, ' ')}" ${why}`);
  };
  let last = own;
  for (const match of words.matchAll(citation)) {
    const groups = match.groups ?? {};
    last = groups.foreign === undefined ? (groups.document ?? last) : undefined;
    for (const place of placesOf(groups, last)) {
      places.push(place);
      if (!specification.places.has(place)) fault(match, `is no place: there is no ${place}`);
    }
    if (isOfWrongNumber(groups)) fault(match, 'says one and means several, or the other way round');
  }
  for (const match of words.matchAll(lookalike))
    fault(match, 'is not how the specification is cited');
  return { places, faults };
}

/** The text with blanks where lines of comments have their stars and strokes. */
function withoutMargins(text: string): string {
  return text.replace(/^[ \t]*(?:\*|\/\/|#+)(?=\s)/gm, (margin) => ' '.repeat(margin.length));
}

type Groups = Readonly<Record<string, string | undefined>>;

/** The places that a citation means, whether or not there are such. */
function placesOf(groups: Groups, document: string | undefined): readonly string[] {
  const { sections, rulings, command, chapter, rule, setting } = groups;
  if (sections !== undefined) {
    return spread(sections).map((each) => `${document ?? 'document for a bare section'} ${each}`);
  }
  if (rulings !== undefined) return spread(rulings).map((each) => `ruling ${each}`);
  if (command !== undefined) return [`command ${command}`];
  if (chapter !== undefined) return [`chapter ${chapter.replace(/\s+/g, ' ')}`];
  if (rule !== undefined) return [`rule ${rule}`];
  return setting === undefined ? [] : [`setting ${setting}`];
}

/** `5.1, 5.3 to 5.5` is 5.1, 5.3, 5.4 and 5.5; the ends of a range must have one parent. */
function spread(list: string): readonly string[] {
  return list.split(/,?\s+and\s+|,\s+/).flatMap((part) => {
    const [from = '', to] = part.split(/\s+to\s+/);
    if (to === undefined) return [from];
    const [parent, first] = apart(from);
    const [otherParent, end] = apart(to);
    if (parent !== otherParent || first >= end) return [`range ${from} to ${to}`];
    return Array.from({ length: end - first + 1 }, (_, step) => `${parent}${first + step}`);
  });
}

/** `10.2` is `10.` and 2. */
function apart(number: string): readonly [string, number] {
  const start = number.lastIndexOf('.') + 1;
  return [number.slice(0, start), Number(number.slice(start))];
}

function isOfWrongNumber({ word, sections, ruled, rulings }: Groups): boolean {
  const noun = word ?? ruled;
  const given = sections ?? rulings;
  if (noun === undefined || given === undefined) return false;
  return noun.endsWith('s') !== /\s/.test(given);
}
