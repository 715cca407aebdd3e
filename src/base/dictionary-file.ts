/**
 * The text of a settings file (storage, section 5.1): the outer dictionary or array with one key or
 * element per line behind one blank, what is inside them on that line. Tools look for lines of this
 * shape. What is printed reads back with `readFileText` as the same value. Knows no file.
 */
import { print, printString } from '../values/print.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../values/value.js';

/** The text of a file that holds a value. */
export function fileText(value: Value): string {
  if (isDictionary(value)) return dictionaryText(value);
  if (isArray(value)) return arrayText(value);
  return `${print(value)}\n`;
}

function dictionaryText(dictionary: Dictionary): string {
  let text = '{\n';
  for (const key of [...dictionary.keys()].sort()) {
    text += keyLine(key, print(dictionary.get(key) as Value));
  }
  return `${text}}\n`;
}

function arrayText(array: readonly Value[]): string {
  const last = array.length - 1;
  const lines = array.map((element, at) => ` ${print(element)}${at === last ? '' : ','}\n`);
  return `(\n${lines.join('')})\n`;
}

/**
 * The text of a file with a dictionary, piece by piece, so that a large one is never in memory as a
 * whole. The keys come in the order of their bytes; values are printed already.
 */
export function* dictionaryLines(
  entries: Iterable<readonly [key: string, printed: string]>,
): Generator<string, void> {
  yield '{\n';
  for (const [key, printed] of entries) yield keyLine(key, printed);
  yield '}\n';
}

/** ` Key = value;`. In files a bare key may begin with `#` (rulings 8). */
function keyLine(key: string, printed: string): string {
  const written = /^#[A-Za-z][A-Za-z0-9]*$/.test(key) ? key : printString(key);
  return ` ${written} = ${printed};\n`;
}
