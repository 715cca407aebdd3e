/**
 * The command reference, made from the table of commands: one page for each section of the manual,
 * in the manual's order, and a list of the pages.
 */
import { needInWords } from '../src/access/need-words.js';
import type { Command, ListedCommand, Section } from '../src/commands/define.js';
import { asciiLower, trimmed } from '../src/values/letters.js';

/** A page: its name below `docs/` and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page's second line: nobody should edit it by hand. */
export const madeBy = '<!-- Made by `npm run docs` from the table of commands. -->';

/** The reference of these commands. */
export function commandPages(commands: readonly ListedCommand[]): readonly Page[] {
  const sections = [...new Set(commands.map(({ section }) => section))];
  const pages = sections.map((section) =>
    sectionPage(
      section,
      commands.filter((command) => command.section === section),
    ),
  );
  return [listPage(sections, commands), ...pages];
}

function listPage(sections: readonly Section[], commands: readonly ListedCommand[]): Page {
  const lines = sections.map((section) => {
    const names = commands.filter((command) => command.section === section);
    return `- [${section}](${fileOf(section)}): ${names.map(({ name }) => name).join(', ')}`;
  });
  const text = [
    '# Commands',
    madeBy,
    'What each command takes, does and refuses. Capitals are keywords, brackets may be left ' +
      'out, a bar parts alternatives. Names of commands are known in any letter case. The ' +
      'examples are tests, in the INLINE mode: `C:` says the client and `S:` the server. At the ' +
      'end of what the server says `*` stands for any rest, and `$name` for one that the client ' +
      'says again later.',
    lines.join('\n'),
  ];
  return { path: 'commands/README.md', text: joined(text) };
}

function sectionPage(section: Section, commands: readonly Command[]): Page {
  return {
    path: `commands/${fileOf(section)}`,
    text: joined([`# ${section}`, madeBy, ...commands.flatMap(commandText)]),
  };
}

/** The page of a section: `Access Rights Administration` is `access-rights-administration.md`. */
function fileOf(section: Section): string {
  const words = asciiLower(section).match(/[a-z]+/g) ?? [];
  return `${words.join('-')}.md`;
}

function commandText(command: Command): readonly string[] {
  const { name, usage, aliases = [], needs, summary, deviations, works, example } = command;
  const facts = [
    ...(aliases.length > 0 ? [`- Also called: ${aliases.join(', ')}`] : []),
    `- For: ${needInWords(needs)}`,
    ...(works === false ? ['- Only refuses: this server lacks what the command is about.'] : []),
    ...(deviations === undefined ? [] : [`- Differs: ${oneLine(deviations)}`]),
  ];
  return [
    `## ${name}`,
    fenced(trimmed(`${name} ${usage}`)),
    oneLine(summary),
    facts.join('\n'),
    fenced(unindented(example)),
  ];
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

/** A fence or a `<` in a sentence would be taken for Markdown or HTML. */
function oneLine(text: string): string {
  return trimmed(text.replaceAll(/\s+/g, ' ')).replaceAll('<', '&lt;');
}

function unindented(example: string): string {
  return example
    .split('\n')
    .map((line) => trimmed(line))
    .filter((line) => line !== '')
    .join('\n');
}

/** Paragraphs with blank lines between them. */
export function joined(paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`;
}
