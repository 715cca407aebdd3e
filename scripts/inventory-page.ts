/**
 * How far this server is with the manual: every command of the catalogue, counted by section and
 * by what the server does with it.
 */
import type { Command } from '../src/commands/define.js';
import { Registry } from '../src/commands/registry.js';
import type { CatalogueEntry } from '../test/catalogue/catalogue.js';
import { joined, madeBy, type Page } from './command-pages.js';

/** What the server does with a command, as the columns of the table say it. */
const outcomes = ['works', 'stored', 'not supported', 'not yet'] as const;
type Outcome = (typeof outcomes)[number];

/** The inventory of a catalogue beside the commands that there are. */
export function inventoryPage(
  catalogue: readonly CatalogueEntry[],
  commands: readonly Command[],
): Page {
  const registry = new Registry(commands);
  const judged = catalogue.map((entry) => ({ ...entry, outcome: outcomeOf(entry, registry) }));
  const sections = [...new Set(catalogue.map(({ section }) => section))];
  const count = (outcome: Outcome, section?: string) =>
    judged.filter((one) => one.outcome === outcome && (section ?? one.section) === one.section)
      .length;
  const row = (title: string, section?: string) => {
    const counts = outcomes.map((outcome) => count(outcome, section));
    const total = counts.reduce((sum, each) => sum + each, 0);
    return `| ${[title, ...counts, total].join(' | ')} |`;
  };
  const table = [
    `| Section | ${outcomes.join(' | ')} | all |`,
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...sections.map((section) => row(section, section)),
    row('**All**'),
  ];
  const lists = outcomes.flatMap((outcome) => {
    const named = sections.flatMap((section) => {
      const names = judged.filter((one) => one.outcome === outcome && one.section === section);
      return names.length > 0 ? [`- ${section}: ${names.map(({ name }) => name).join(', ')}`] : [];
    });
    return named.length > 0 ? [`## ${headings[outcome]}`, named.join('\n')] : [];
  });
  const text = ['# Inventory', madeBy, introduction, table.join('\n'), ...lists];
  return { path: 'inventory.md', text: joined(text) };
}

const introduction =
  'Every command of [the catalogue](reference/README.md), which has those of the manual and of ' +
  'known clients, and what this server does with it. ' +
  '**Works**: it does what the manual says, and other commands see it. **Stored**: it keeps a' +
  ' setting and tells it again, for whoever acts on it; nothing in this server does. **Honest' +
  ' refusal**: it is understood, its arguments and rights are checked, and the answer is that' +
  ' this server lacks what it is about. **Not yet**: `500 unknown command`. Old names of one ' +
  'command count on their own.';

const headings: Readonly<Record<Outcome, string>> = {
  works: 'Works',
  stored: 'Stored',
  'not supported': 'Not supported',
  'not yet': 'Not yet',
};

/** The server itself says what it has; the catalogue adds what is kept for others only. */
function outcomeOf({ name, tier }: CatalogueEntry, registry: Registry): Outcome {
  const command = registry.find(name)?.command;
  if (command === undefined) return 'not yet';
  if (command.works === false) return 'not supported';
  return tier === 'settings' ? 'stored' : 'works';
}
