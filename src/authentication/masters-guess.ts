/**
 * A Master's guesses from this machine: ten at once and so on for all users of the machine together;
 * and beside that for each of them, so that nobody who guesses there keeps another one out. A user's
 * own wrong guesses count in both, so nobody has more of them for it.
 */
import type { FailedLogins, Guess, Guesser } from '../engine/logins/failed-logins.js';
import { whenKnown } from './when-known.js';

/** A guess whose end may have to wait until it is counted. */
export interface CountedGuess {
  right(): void;
  wrong(): void | Promise<void>;
}

/** The right to try; `userOf` tells the user of the machine, undefined when that is not known. */
export function mastersGuess(
  failures: Pick<FailedLogins, 'guess' | 'spendOwners'>,
  guesser: Guesser,
  userOf: () => Promise<string | undefined>,
  time: number,
): CountedGuess | undefined | Promise<CountedGuess | undefined> {
  const ofUser = (user: string): Guesser => ({
    ...guesser,
    network: `${guesser.network ?? ''} user ${user}`,
  });
  const alone = async (): Promise<Guess | undefined> => {
    const user = await userOf();
    return user === undefined ? undefined : failures.guess(ofUser(user), time);
  };
  return whenKnown(
    failures.guess(guesser, time),
    (together): CountedGuess | undefined | Promise<CountedGuess | undefined> => {
      if (together === undefined) return alone();
      return {
        right: () => together.right(),
        async wrong() {
          together.wrong();
          const user = await userOf();
          if (user !== undefined) failures.spendOwners(ofUser(user), time);
        },
      };
    },
  );
}
