/**
 * Tries at what only the owner of an Account should know, made by an administrator's command: they
 * count as logins of the Account, so that nobody guesses faster here than at the front door.
 */
import type { FoundAccount } from '../../engine/directory/directory.js';
import { readFlow } from '../../engine/logins/failed-logins.js';
import { refuse } from '../../engine/core/refusal.js';
import { effectiveSetting } from '../../engine/settings/settings-chain.js';
import type { PreparationContext } from '../define.js';

/** A try at an Account, which may not be there. */
export interface Try {
  readonly account: FoundAccount | undefined;
  readonly name: string;
  /** A right one shows that the owner is there, and makes earlier failures forgotten. */
  readonly proves: boolean;
}

/**
 * Makes a try; returns whether it counts as right: `isRight` says so, and the Account is not locked by
 * its setting `FailedLoginFlow`. Refuses with `too-many-guesses` before `isRight` is asked.
 */
export async function countedTry(
  { tx, now, server: { failures } }: PreparationContext,
  { account, name, proves }: Try,
  isRight: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const id = account?.id;
  // What is read, is read at once: the transaction ends with the first wait.
  const flow =
    account && readFlow(effectiveSetting(tx, account.row.domain, account.row, 'FailedLoginFlow'));
  const guesser = { account: id, name, network: undefined, known: false };
  const guess = (await failures.guess(guesser, now)) ?? refuse('too-many-guesses');
  let counts = false;
  try {
    const right = await isRight();
    counts = right && id !== undefined && !failures.isLocked(id, flow, now);
    if (!right && id !== undefined) failures.failed(id, flow, now);
    if (counts && proves && id !== undefined) failures.succeeded(id);
    return counts;
  } finally {
    if (counts) guess.right();
    else guess.wrong();
  }
}
