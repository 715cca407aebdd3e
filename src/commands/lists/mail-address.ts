/**
 * E-mail addresses of subscribers as clients write them: bare, in angle brackets with or without a
 * name before it, or with a comment in parentheses behind it; all in one string or as two items. A
 * bare name is an address in the Domain of the Mailing List (ruling 30).
 */
import { type FoundList, fullName } from '../../engine/directory/directory.js';
import { asObjectName } from '../../engine/core/names.js';
import type { MailAddress } from '../../engine/lists/subscribers.js';
import type { Reader } from '../../store/store.js';
import { trimmed } from '../../values/letters.js';
import { text, type ArgumentType } from '../arguments.js';

/** An e-mail address with a real name, if one came with it in the same string. */
export const mailAddress: ArgumentType<MailAddress> = {
  ...text,
  expects: 'an e-mail address',
  // A name before an address is a real name.
  accepts: ({ value }, isLast) => typeof value === 'string' && (isLast || value.includes('@')),
  read: (item) => partsOf(text.read(item)),
};

/** The address of someone who should be a subscriber. */
export const subscriberAddress: ArgumentType<string> = {
  ...text,
  expects: 'an e-mail address',
  read: (item) => partsOf(text.read(item)).address,
};

/** The address that is meant on a Mailing List: a bare name is one of its Domain. */
export function addressOn(tx: Reader, { row }: FoundList, given: string): string {
  return asObjectName(given) === undefined ? given : fullName(tx, row.domain, given);
}

function partsOf(given: string): MailAddress {
  const [, name, inner] = /^([^<>]*)<([^<>]*)>$/.exec(trimmed(given)) ?? [];
  if (name !== undefined && inner !== undefined) {
    return { address: trimmed(inner), realName: trimmed(name).replace(/^"(.*)"$/, '$1') };
  }
  const [, bare, comment] = /^([^()]*)\(([^()]*)\)$/.exec(trimmed(given)) ?? [];
  if (bare === undefined || comment === undefined) return { address: trimmed(given), realName: '' };
  return { address: trimmed(bare), realName: trimmed(comment) };
}
