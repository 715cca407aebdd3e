/** A long line on its way to the thread that reads it, and a command line on its way back. */
import { BadSyntax } from '../values/bad-syntax.js';
import type { TextLimits } from '../values/parse.js';
import { dataBlock } from '../values/tokens.js';
import { isArray, type Value } from '../values/value.js';
import { readCommandLine } from './command-line.js';
import type { CommandLine, Item } from './item.js';
import { LineBytes } from './line-bytes.js';

/** What a line may be. */
export interface LineLimits extends TextLimits {
  /** Its longest, in bytes. */
  readonly bytesMax: number;
  /** Quoted base64 of some length is a data block: the command takes one. */
  readonly quotedBlocks: boolean;
}

/** The task of the thread. */
export interface LongLine {
  /** A byte string, or the bytes of its pieces. */
  readonly line: string | readonly Uint8Array[];
  readonly limits: LineLimits;
}

/** Quoted base64 that is shorter is left to the command. */
const quotedBlockMin = 4096;

/** Reads a long line; the result is the command line as a value. Throws `BadSyntax`. */
export function readLongLine({ line, limits }: LongLine): Value {
  const text = typeof line === 'string' ? line : LineBytes.textOf(line);
  const { name, items } = readCommandLine(text, limits);
  return [
    name,
    ...items.flatMap(({ value, bare }) => [
      bare ? 'bare' : '',
      limits.quotedBlocks ? withBlock(value) : value,
    ]),
  ];
}

/** The command line of what `readLongLine` gave. */
export function commandLineOf(value: Value): CommandLine {
  if (!isArray(value)) throw new Error('a long line was read to no command line');
  const [name, ...rest] = value;
  const items: Item[] = [];
  for (let at = 0; at < rest.length; at += 2) {
    items.push({ bare: rest[at] === 'bare', value: rest[at + 1] ?? null });
  }
  return { name: typeof name === 'string' ? name : '', items };
}

function withBlock(value: Value): Value {
  if (typeof value !== 'string' || value.length < quotedBlockMin) return value;
  if (!/^[A-Za-z0-9+/ \t]*={0,2}[ \t]*$/.test(value)) return value;
  try {
    return dataBlock(value);
  } catch (error) {
    if (error instanceof BadSyntax) return value;
    throw error;
  }
}
