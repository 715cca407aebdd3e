/**
 * From a line to its command and arguments, and how large each may be (protocol, section 9). Most
 * commands are short; those that carry data blocks or name all members of something may be long, and
 * nobody waits while such a line is read.
 */
import type { Entry, Registry } from '../commands/registry.js';
import type { Command } from '../commands/define.js';
import type { Item } from '../syntax/item.js';
import type { LineBytes } from '../syntax/line-bytes.js';
import { type LineLimits } from '../syntax/long-line.js';
import { LineReader } from '../syntax/line-reader.js';
import type { NamedArguments } from '../syntax/named.js';
import { BadSyntax } from '../values/bad-syntax.js';
import type { Value } from '../values/value.js';
import { isHeavier } from '../values/weight.js';
import { lineTooLongReply } from './replies.js';

/** The settings of the same names. */
export interface CommandLimits {
  readonly nestingMax: number;
  /** Bytes of a line with data blocks or long lists. */
  readonly lineMax: number;
  /** Bytes of any other line. */
  readonly shortLineMax: number;
  /** Elements of a line, at every depth. */
  readonly elementsMax: number;
  /** Elements of a line with a long list. */
  readonly longListMax: number;
  /** Bytes of long lines that are read or wait for it at the same time. */
  readonly longLinesMax: number;
}

/** A command with its arguments. */
export interface Called {
  readonly command: Command;
  readonly values: Record<string, unknown>;
}

/** The lines of a server's commands. */
export class CommandLines {
  readonly #registry: Registry;
  readonly #limits: () => CommandLimits;
  readonly #reader: LineReader;

  constructor(registry: Registry, limits: () => CommandLimits) {
    this.#registry = registry;
    this.#limits = limits;
    this.#reader = new LineReader(() => limits().longLinesMax);
  }

  /**
   * The command of a line that begins with this word, undefined when there is none of that name; a
   * promise of it when the line is long. Throws, or rejects, as `LineReader.read` and `Entry.bind` do.
   */
  read(word: string, line: string | LineBytes): Called | undefined | Promise<Called | undefined> {
    const entry = this.#registry.find(word);
    const limits = this.#limitsOf(entry);
    if (line.length > limits.bytesMax) throw new BadSyntax(lineTooLongReply.text);
    const items = this.#reader.read(line, limits);
    return items instanceof Promise
      ? items.then((read) => called(entry, read))
      : called(entry, items);
  }

  /** The command of a name with its arguments by name, which may be as large as in a line. */
  named(name: string, given: NamedArguments): Called | undefined {
    const entry = this.#registry.find(name);
    if (entry === undefined) return undefined;
    const { bytesMax: bytes, elementsMax: elements } = this.#limitsOf(entry);
    const values = [...given.values()].filter(
      (value): value is Value => typeof value !== 'boolean',
    );
    if (isHeavier([values], { bytes, elements })) throw new BadSyntax(lineTooLongReply.text);
    return { command: entry.command, values: entry.bindNamed(given) };
  }

  /** Lets go of what reads long lines. */
  close(): Promise<void> {
    return this.#reader.close();
  }

  #limitsOf(entry: Entry | undefined): LineLimits {
    const { nestingMax, lineMax, shortLineMax, elementsMax, longListMax } = this.#limits();
    const size = entry?.size ?? 'short';
    return {
      nestingMax,
      bytesMax: size === 'short' ? Math.min(shortLineMax, lineMax) : lineMax,
      elementsMax: size === 'list' ? longListMax : elementsMax,
      quotedBlocks: size === 'data',
    };
  }
}

function called(entry: Entry | undefined, items: readonly Item[]): Called | undefined {
  return entry && { command: entry.command, values: entry.bind(items) };
}
