/** Values that may not be there yet. */

/** Goes on at once with a value that is there, or when it is. */
export function whenKnown<Value, Result>(
  value: Value | Promise<Value>,
  then: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(then) : then(value);
}
