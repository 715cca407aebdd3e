/**
 * The table of commands: the single source for dispatch, HELP, ListCLICommands, the command
 * reference and the inventory. Checks at start that every definition is sound, so a mistake in one
 * shows before a client does.
 */
import type { Item } from '../syntax/item.js';
import { itemsOf, type NamedArguments } from '../syntax/named.js';
import { Pattern, type Slots } from '../syntax/pattern.js';
import { parametersOf, readUsage } from '../syntax/usage.js';
import { BadSyntax } from '../values/bad-syntax.js';
import { asciiLower, trimmed } from '../values/letters.js';
import { dataBlock } from './arguments.js';
import type { ArgumentTypes, Command } from './define.js';

/** A command made ready to run. */
export class Entry {
  readonly #pattern: Pattern;
  readonly #parameters: readonly string[];

  /** How long its lines may be: `data` with a data block, `list` with a list of many names. */
  readonly size: 'short' | 'list' | 'data';

  constructor(readonly command: Command) {
    const types: ArgumentTypes = command.arguments;
    this.#pattern = new Pattern(command.usage, types);
    this.#parameters = Object.keys(types);
    const hasData = Object.values(types).some(({ expects }) => expects === dataBlock.expects);
    if (hasData) this.size = 'data';
    else this.size = command.longLists === true ? 'list' : 'short';
  }

  /**
   * The values of the command's arguments. Throws `BadSyntax` that names what was expected, or
   * refuses a name that cannot be one.
   */
  bind(items: readonly Item[]): Record<string, unknown> {
    return this.#read(this.#pattern.bind(items));
  }

  /**
   * The values of arguments that are given by name; they obey the usage line as a line does.
   * Throws as `bind` does, and `BadSyntax` when a line could not tell two of them apart.
   */
  bindNamed(given: NamedArguments): Record<string, unknown> {
    const { items, byName } = itemsOf(readUsage(this.command.usage), given);
    const slots = this.#pattern.bind(items);
    for (const [name, item] of byName) {
      if (slots.get(name) !== item) throw new BadSyntax(`${name} cannot stand here`);
    }
    return this.#read(slots);
  }

  #read(slots: Slots): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const parameter of this.#parameters) {
      values[parameter] = this.command.arguments[parameter]?.read(slots.get(parameter));
    }
    return values;
  }
}

/** All commands by name and by old spelling. */
export class Registry {
  readonly #entries = new Map<string, Entry>();

  /** Throws for a definition that is not sound: a mistake of ours. */
  constructor(readonly commands: readonly Command[]) {
    for (const command of commands) {
      requireSound(command);
      const entry = new Entry(command);
      for (const name of [command.name, ...(command.aliases ?? [])]) {
        const key = asciiLower(name);
        if (this.#entries.has(key)) throw new Error(`two commands are called ${name}`);
        this.#entries.set(key, entry);
      }
    }
  }

  /** The command of a name in any letter case, or undefined. */
  find(name: string): Entry | undefined {
    return this.#entries.get(name) ?? this.#entries.get(asciiLower(name));
  }

  /** The usage line and the summary of a command, for HELP; undefined when there is none of that name. */
  helpOf(name: string): string | undefined {
    const command = this.find(name)?.command;
    return command && `${trimmed(`${command.name} ${command.usage}`)} - ${command.summary}`;
  }

  /** The names of the commands that really work here, sorted. */
  workingNames(): readonly string[] {
    return this.commands
      .filter((command) => command.works !== false)
      .map((command) => command.name)
      .sort();
  }
}

function requireSound(command: Command): void {
  const complain = (what: string): never => {
    throw new Error(`the command ${command.name}: ${what}`);
  };
  const used = parametersOf(readUsage(command.usage));
  const declared = Object.keys(command.arguments);
  for (const name of used) if (!declared.includes(name)) complain(`${name} has no type`);
  for (const name of declared) if (!used.includes(name)) complain(`usage does not show ${name}`);
  const named = command.names.map(([name]) => name);
  for (const name of 'of' in command.needs ? [command.needs.of].flat() : []) {
    if (!named.includes(name)) complain(`it needs rights over ${name}, which names nothing`);
  }
  if (!/^[A-Z].*\.$/.test(command.summary)) complain('the summary is not a sentence');
  if (!/^ *S: 5\d\d /m.test(command.example)) complain('the example shows no refusal');
}
