/**
 * From values to the texts of settings files (storage, section 5.1): one key or element per line
 * with one leading blank, everything below it compact on that line. Administrators and scripts
 * search the files by this shape.
 */
import { print, printString } from './print.js';
import { isArray, isDictionary, type Value } from './value.js';

/** A key such as `#LastLogin`, which files show without quotes. */
const markedKey = /^#[A-Za-z][A-Za-z0-9._@-]*$/;

/** The multi-line text of a value; it ends with a line feed. */
export function printFile(value: Value): string {
  if (isDictionary(value)) {
    const keys = [...value.keys()].sort();
    return [...printFileLines(keys.map((key) => [key, print(value.get(key) as Value)]))].join('');
  }
  if (isArray(value)) {
    const lines = value.map((element) => ` ${print(element)}`);
    return lines.length > 0 ? `(\n${lines.join(',\n')}\n)\n` : '(\n)\n';
  }
  return `${print(value)}\n`;
}

/**
 * The text of a dictionary piece by piece, so that a large one is never in memory as a whole. The
 * keys come in the order of their bytes; values are printed already.
 */
export function* printFileLines(
  entries: Iterable<readonly [key: string, printed: string]>,
): Generator<string, void> {
  yield '{\n';
  for (const [key, printed] of entries) yield ` ${printKey(key)} = ${printed};\n`;
  yield '}\n';
}

function printKey(key: string): string {
  return markedKey.test(key) ? key : printString(key);
}
