/**
 * E-mail addresses of subscribers as clients write them: bare, in angle brackets with or without a
 * name before it, or with a comment in parentheses behind it; all in one string or as two items.
 */
import type { MailAddress } from '../../engine/subscribers.js';
import { trimmed } from '../../values/letters.js';
import { text, type ArgumentType } from '../arguments.js';

/** An e-mail address with a real name, if one came with it in the same string. */
export const mailAddress: ArgumentType<MailAddress> = {
  ...text,
  expects: 'an e-mail address',
  accepts: ({ value }) => typeof value === 'string' && value.includes('@'),
  read: (item) => partsOf(text.read(item)),
};

/** The address of someone who should be a subscriber. */
export const subscriberAddress: ArgumentType<string> = {
  ...text,
  expects: 'an e-mail address',
  read: (item) => partsOf(text.read(item)).address,
};

function partsOf(given: string): MailAddress {
  const [, name, inner] = /^([^<>]*)<([^<>]*)>$/.exec(trimmed(given)) ?? [];
  if (name !== undefined && inner !== undefined) {
    return { address: trimmed(inner), realName: trimmed(name).replace(/^"(.*)"$/, '$1') };
  }
  const [, bare, comment] = /^([^()]*)\(([^()]*)\)$/.exec(trimmed(given)) ?? [];
  if (bare === undefined || comment === undefined) return { address: trimmed(given), realName: '' };
  return { address: trimmed(bare), realName: trimmed(comment) };
}
