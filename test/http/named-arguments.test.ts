/** A call by name does what the line of a real client does, for every command of the catalogue. */
import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry, type Entry } from '../../src/commands/registry.js';
import { readItems, wordOf } from '../../src/syntax/command-line.js';
import type { Item } from '../../src/syntax/item.js';
import { Pattern } from '../../src/syntax/pattern.js';
import { bytesOf } from '../../src/values/text.js';
import type { Value } from '../../src/values/value.js';
import { catalogue } from '../catalogue/catalogue.js';

const registry = new Registry(allCommands);

/** The arguments of a line by name. */
function named({ command }: Entry, items: readonly Item[]): Map<string, Value | boolean> {
  const slots = new Pattern(command.usage, command.arguments).bind(items);
  return new Map(
    [...slots].map(([name, { value }]) => {
      const isFlag = command.arguments[name]?.expects === 'a keyword';
      return [name, isFlag ? true : value] as const;
    }),
  );
}

describe('Arguments by name mean what they mean in a line', () => {
  for (const { wire } of catalogue) {
    for (const line of wire) {
      // The catalogue shortens data blocks with three points.
      const bytes = bytesOf(line.replace('...', ''));
      const entry = registry.find(wordOf(bytes));
      if (entry === undefined) continue;
      const items = readItems(bytes);
      it(line, () => {
        expect(entry.bindNamed(named(entry, items))).to.deep.equal(entry.bind(items));
      });
    }
  }
});
