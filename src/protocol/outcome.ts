/**
 * What a line comes to: there at once, or under way. One shape from the session to the store, so
 * that what takes no time makes no promise.
 */

/** Something under way. */
export class Running<T> {
  constructor(
    /** Never rejects. */
    readonly result: Promise<T>,
    /** The next lines of the connection wait for it; otherwise they may run now. */
    readonly holds: boolean,
  ) {}
}

/** Something that may be under way. */
export type Outcome<T> = T | Running<T>;

/** What comes of it, for those who wait in any case. */
export function settled<T>(outcome: Outcome<T>): T | Promise<T> {
  return outcome instanceof Running ? outcome.result : outcome;
}

/** The same with another result; `failed` gives it if what never should reject does. */
export function mapped<T, U>(
  outcome: Outcome<T>,
  change: (result: T) => U,
  failed?: (error: unknown) => U,
): Outcome<U> {
  return outcome instanceof Running
    ? new Running(outcome.result.then(change, failed), outcome.holds)
    : change(outcome);
}

/**
 * Goes on from what `begin` gives: at once, or as `held`. What is thrown on the way, `failed` turns
 * into an outcome.
 */
export function after<T, U>(
  begin: () => T | Promise<T>,
  next: (value: T) => Outcome<U>,
  failed: (error: unknown) => Outcome<U>,
): Outcome<U> {
  try {
    const begun = begin();
    return begun instanceof Promise ? held(begun, next, failed) : next(begun);
  } catch (error) {
    return failed(error);
  }
}

/**
 * Goes on when a promise is kept. The next lines wait: nothing may overtake what has not run yet.
 * For roads on which every function that is made counts; others go by `after`.
 */
export function held<T, U>(
  begun: Promise<T>,
  next: (value: T) => Outcome<U>,
  failed: (error: unknown) => Outcome<U>,
): Running<U> {
  return new Running(finished(begun, next, failed), true);
}

async function finished<T, U>(
  begun: Promise<T>,
  next: (value: T) => Outcome<U>,
  failed: (error: unknown) => Outcome<U>,
): Promise<U> {
  try {
    return await settled(next(await begun));
  } catch (error) {
    return settled(failed(error));
  }
}
