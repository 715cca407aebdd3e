/** A long line on its way to the thread that reads it, and its items on their way back. */
import { BadSyntax } from '../values/bad-syntax.js';
import type { TextLimits } from '../values/parse.js';
import { dataBlock } from '../values/tokens.js';
import { isArray, type Value } from '../values/value.js';
import { readItems } from './command-line.js';
import type { Item } from './item.js';
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

/** Reads a long line; the result is its items as a value. Throws `BadSyntax`. */
export function readLongLine({ line, limits }: LongLine): Value {
  const text = typeof line === 'string' ? line : LineBytes.textOf(line);
  return readItems(text, limits).flatMap(({ value, bare }) => [
    bare ? 'bare' : '',
    limits.quotedBlocks ? withBlock(value) : value,
  ]);
}

/** The items of what `readLongLine` gave. */
export function itemsOfLine(value: Value): readonly Item[] {
  if (!isArray(value)) throw new Error('a long line was read to no items');
  const items: Item[] = [];
  for (let at = 0; at < value.length; at += 2) {
    items.push({ bare: value[at] === 'bare', value: value[at + 1] ?? null });
  }
  return items;
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
