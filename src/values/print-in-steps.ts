/**
 * Printing of values that may be long, in steps: between two of them whoever prints may give others
 * a turn. The text is the one of `print`.
 */
import { print, printString } from './print.js';
import { isArray, isDictionary, type Dictionary, type Value } from './value.js';

/** What a step prints: so many elements, each with so many bytes; some tenths of a millisecond. */
const elementsOfStep = 500;
const bytesOfElement = 64;

/** The one-line text of a value; a short one without a step. */
export function* printInSteps(value: Value): Generator<void, string, undefined> {
  return isShort(value) ? print(value) : yield* new SteppingPrinter().value(value);
}

class SteppingPrinter {
  #left = elementsOfStep;

  *value(value: Value): Generator<void, string, undefined> {
    if (isDictionary(value)) return yield* this.#dictionary(value);
    if (isArray(value)) return yield* this.#array(value);
    return yield* this.#counted(print(value));
  }

  *#dictionary(dictionary: Dictionary): Generator<void, string, undefined> {
    let text = '{';
    for (const key of yield* sortedInSteps([...dictionary.keys()])) {
      text += `${printString(key)}=${yield* this.value(dictionary.get(key) as Value)};`;
    }
    return yield* this.#counted(`${text}}`);
  }

  *#array(array: readonly Value[]): Generator<void, string, undefined> {
    let text = '(';
    let isFirst = true;
    for (const element of array) {
      if (!isFirst) text += ',';
      isFirst = false;
      text += yield* this.value(element);
    }
    return yield* this.#counted(`${text})`);
  }

  *#counted(text: string): Generator<void, string, undefined> {
    this.#left -= 1 + text.length / bytesOfElement;
    if (this.#left <= 0) {
      this.#left = elementsOfStep;
      yield;
    }
    return text;
  }
}

/** Strings in the order of their bytes. */
export function* sortedInSteps(
  strings: readonly string[],
): Generator<void, readonly string[], undefined> {
  if (strings.length <= elementsOfStep) return [...strings].sort();
  const middle = strings.length >> 1;
  const left = yield* sortedInSteps(strings.slice(0, middle));
  const right = yield* sortedInSteps(strings.slice(middle));
  yield;
  return yield* mergedInSteps(left, right);
}

function* mergedInSteps(
  left: readonly string[],
  right: readonly string[],
): Generator<void, readonly string[], undefined> {
  const merged: string[] = [];
  let [atLeft, atRight] = [0, 0];
  for (;;) {
    const [first, second] = [left[atLeft], right[atRight]];
    if (first === undefined && second === undefined) return merged;
    if (second === undefined || (first !== undefined && first <= second)) {
      merged.push(first as string);
      atLeft += 1;
    } else {
      merged.push(second);
      atRight += 1;
    }
    if (merged.length % (8 * elementsOfStep) === 0) yield;
  }
}

/** Whether a value is certainly printed in a step; looks at no more of it than is printed in one. */
function isShort(value: Value): boolean {
  return roomAfter(value, elementsOfStep) > 0;
}

/** What is left of a step's room when a value is printed; none for a long one. */
function roomAfter(value: Value, room: number): number {
  let left = room - 1;
  if (typeof value === 'string' || value instanceof Uint8Array) {
    left -= value.length / bytesOfElement;
  } else if (isArray(value)) {
    for (const element of value) {
      if (left <= 0) return 0;
      left = roomAfter(element, left);
    }
  } else if (isDictionary(value)) {
    for (const [key, element] of value) {
      if (left <= 0) return 0;
      left = roomAfter(element, left - key.length / bytesOfElement);
    }
  }
  return left;
}
