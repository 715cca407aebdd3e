/**
 * E-mail addresses of subscribers as clients write them: bare, in angle brackets with or without a
 * name before it, or with a comment in parentheses behind it; all in one string or as two items.
 */
import type { MailAddress } from '../../engine/subscribers.js';
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
  const [, name, inner] = /^([^<>]*)<([^<>]*)>$/.exec(given.trim()) ?? [];
  if (name !== undefined && inner !== undefined) {
    return { address: inner.trim(), realName: name.trim().replace(/^"(.*)"$/, '$1') };
  }
  const [, bare, comment] = /^([^()]*)\(([^()]*)\)$/.exec(given.trim()) ?? [];
  if (bare === undefined || comment === undefined) return { address: given.trim(), realName: '' };
  return { address: bare.trim(), realName: comment.trim() };
}
