/**
 * Parameters that come in one dictionary, as the commands of this chapter take them: each is read by
 * its name, and refused with `illegal-value` when it is missing or of the wrong type.
 */
import { refuse } from '../../engine/core/refusal.js';
import { asciiLower } from '../../values/letters.js';
import { isDictionary, TimeStamp, type Dictionary, type Value } from '../../values/value.js';

/** A parameter that must be a string. */
export function textParameter(given: Dictionary, name: string): string {
  return optionalText(given, name) ?? malformed(name);
}

/** A parameter that must be a string if it is there. */
export function optionalText(given: Dictionary, name: string): string | undefined {
  const value = given.get(name);
  return value === undefined || typeof value === 'string' ? value : malformed(name);
}

/** The same, empty when it is not there. */
export function textOrNone(given: Dictionary, name: string): string {
  return optionalText(given, name) ?? '';
}

/** A parameter that must be a dictionary. */
export function dictionaryParameter(given: Dictionary, name: string): Dictionary {
  const value = given.get(name);
  return isDictionary(value) ? value : malformed(name);
}

/** A parameter that must be a whole number from 0 up, also written in digits. */
export function amountParameter(given: Dictionary, name: string): bigint {
  return optionalAmount(given, name) ?? malformed(name);
}

/** The same if it is there. */
export function optionalAmount(given: Dictionary, name: string): bigint | undefined {
  const value = given.get(name);
  if (typeof value === 'string' && /^\d{1,18}$/.test(value)) return BigInt(value);
  return value === undefined || (typeof value === 'bigint' && value >= 0n)
    ? value
    : malformed(name);
}

/** A parameter that must be a point in time if it is there. */
export function optionalTime(given: Dictionary, name: string): TimeStamp | undefined {
  const value = given.get(name);
  return value === undefined || value instanceof TimeStamp ? value : malformed(name);
}

/** Whether a parameter names this operation, given in lower case; the parameter may be anything. */
export function asksFor(given: Dictionary, name: string, operation: string): boolean {
  const word = given.get(name);
  return typeof word === 'string' && asciiLower(word) === operation;
}

/** The operation that a parameter names, in any letter case. */
export function operationOf<Operation>(
  operations: ReadonlyMap<string, Operation>,
  given: Dictionary,
  name: string,
): Operation {
  const word = asciiLower(textParameter(given, name));
  return operations.get(word) ?? refuse('illegal-value', 'unknown operation');
}

/** An answer without content. */
export const nothing: Dictionary = new Map<string, Value>();

function malformed(name: string): never {
  return refuse('illegal-value', `parameter ${name} is missing or malformed`);
}
