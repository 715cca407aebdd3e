/**
 * Why the engine says no. The reasons are a closed union; `protocol/reasons.ts` has the code, the
 * status and the words of each, so adding one leads the compiler there.
 */

/** Understood, and no. */
export type Reason =
  | 'illegal-name'
  | 'unknown-domain'
  | 'unknown-account'
  | 'unknown-group'
  | 'unknown-forwarder'
  | 'unknown-list'
  | 'unknown-subscriber'
  | 'unknown-mailbox'
  | 'unknown-task'
  | 'unknown-storage'
  | 'unknown-rule'
  | 'unknown-alert'
  | 'unknown-dataset'
  | 'unknown-entry'
  | 'unknown-contact'
  | 'unknown-balance'
  | 'unknown-reserve'
  | 'unknown-module'
  | 'unknown-unit'
  | 'unknown-skin'
  | 'unknown-file'
  | 'unknown-environment'
  | 'unknown-session'
  | 'unknown-pbx-task'
  | 'unknown-storage-file'
  | 'unknown-command'
  | 'unknown-element'
  | 'unknown-queue'
  | 'domain-exists'
  | 'account-exists'
  | 'group-exists'
  | 'forwarder-exists'
  | 'mailbox-exists'
  | 'list-exists'
  | 'task-exists'
  | 'storage-exists'
  | 'unit-exists'
  | 'skin-exists'
  | 'environment-exists'
  | 'storage-file-exists'
  | 'telnum-exists'
  | 'telnum-missing'
  | 'domain-not-empty'
  | 'directory-not-empty'
  | 'mailbox-not-empty'
  | 'inbox-needed'
  | 'main-domain'
  | 'owns-objects'
  | 'last-master'
  | 'no-right'
  | 'not-on-this-account'
  | 'wrong-login'
  | 'too-many-guesses'
  | 'password-change-refused'
  | 'password-too-simple'
  | 'password-not-recoverable'
  | 'identity-refused'
  | 'limit-reached'
  | 'funds-too-small'
  | 'files-not-written'
  | 'unroutable'
  | 'illegal-value'
  | 'not-a-cluster'
  | 'feature-off'
  | 'unnamed-skin'
  | 'no-applications'
  | 'no-second-factor'
  | 'no-sessions';

/**
 * A refusal. Thrown inside a transaction, it undoes it. `detail` replaces the reason's usual words in
 * the reply (lower case, no final period, none of the characters that data parsers trip over).
 * It is no `Error`: it is expected, happens often, and needs no stack.
 */
export class Refusal {
  constructor(
    readonly reason: Reason,
    readonly detail?: string,
  ) {}
}

/** Refuses. */
export function refuse(reason: Reason, detail?: string): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- see the class comment
  throw new Refusal(reason, detail);
}
