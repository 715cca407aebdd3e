/**
 * Which sender an Account may write as (catalogue, `VerifyAccountIdentity`): its own address, by its
 * name or an alias, in its Domain or through a Domain Alias. The real name before the address is
 * the user's own affair. Further identities that a user may have defined are not kept here.
 */
import type { Reader } from '../../store/store.js';
import { trimmed } from '../../values/letters.js';
import { type FoundAccount, findDomain, findName } from '../directory/directory.js';
import { address } from '../core/names.js';
import { Refusal } from '../core/refusal.js';

/** Whether an Account may use this value of a `From` header field. */
export function isOwnIdentity(tx: Reader, { id, row }: FoundAccount, identity: string): boolean {
  try {
    const { name, domain } = address(addressIn(identity));
    const inDomain = domain === undefined ? row.domain : findDomain(tx, domain).id;
    return findName(tx, inDomain, name)?.id === id;
  } catch (problem) {
    if (problem instanceof Refusal) return false; // no address, or of a Domain that is not here
    throw problem;
  }
}

/** The address in angle brackets at the end, else all; a comment in parentheses does not count. */
function addressIn(identity: string): string {
  const bracketed = /<([^<>]*)>[ \t]*$/.exec(identity);
  return trimmed(bracketed?.[1] ?? identity.replace(/\([^()]*\)/g, ''));
}
