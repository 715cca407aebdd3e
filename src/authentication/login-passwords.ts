/**
 * Tries a password on what an Account has (ruling 17), so that a wrong one costs the same whoever's
 * it is: as many quick forms are tried whether there are application passwords or not, and at least
 * what the form costs that passwords are to have, whether there is an Account or not.
 */
import { whenKnown } from './when-known.js';
import type { Passwords } from '../passwords/passwords.js';
import { applicationPasswordsMax } from '../engine/accounts/account-passwords.js';
import type { LoginSubject } from './login-subject.js';

/** A clear password, and the stored form that it fits. */
export interface Match {
  readonly stored: string | undefined;
  readonly clear: string;
}

/** The first stored form that one of the candidates fits; undefined when there is none. */
export function matchOf(
  passwords: Passwords,
  { stored, applications, form }: Pick<LoginSubject, 'stored' | 'applications' | 'form'>,
  candidates: readonly string[],
): Match | undefined | Promise<Match | undefined> {
  const own = candidates.map((clear) => ({ stored, clear, like: form }));
  const others = Array.from({ length: applicationPasswordsMax }, (_, index) =>
    candidates.map((clear) => ({ stored: applications[index], clear, like: undefined })),
  );
  return firstMatch(passwords, [...own, ...others.flat()], 0);
}

interface Trial extends Match {
  /** The form whose cost a wrong password is to have at least; undefined: that of a quick one. */
  readonly like: LoginSubject['form'] | undefined;
}

function firstMatch(
  passwords: Passwords,
  trials: readonly Trial[],
  index: number,
): Match | undefined | Promise<Match | undefined> {
  const trial = trials[index];
  if (trial === undefined) return undefined;
  const { stored, clear, like } = trial;
  return whenKnown(passwords.verify(stored, clear, like), (matches) =>
    matches ? { stored, clear } : firstMatch(passwords, trials, index + 1),
  );
}
