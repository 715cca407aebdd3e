/**
 * What a command needs of the one who gives it, as data: the access check, the command reference
 * and the table of rights in the tests all read it. `allows.ts` has the check itself.
 */
import type { DomainRight, ServerRight } from '../engine/rights.js';

/** What an actor must be allowed. `of` names the arguments whose Domain (or Account) is meant. */
export type Need =
  /** Anyone who is logged in. */
  | { readonly kind: 'anyone' }
  /** A server right, or one of several; `any`: whoever holds one. */
  | { readonly kind: 'server'; readonly right: ServerRight | readonly ServerRight[] | 'any' }
  /** All Domains; or an administrator of the arguments' Domains, with the right if one is named. */
  | {
      readonly kind: 'domain';
      readonly right: DomainRight | undefined;
      readonly of: readonly string[];
    }
  /** The Account itself; or as for `domain`. */
  | { readonly kind: 'owner'; readonly right: DomainRight | undefined; readonly of: string }
  /** The Account that owns the Mailing List; or as for `domain`. */
  | { readonly kind: 'listOwner'; readonly right: DomainRight; readonly of: string };

/** Anyone who is logged in. */
export const anyone: Need = { kind: 'anyone' };

/** A server administrator with this right or one of these (Master has all), or with whichever. */
export function serverRight(right: ServerRight | readonly ServerRight[] | 'any'): Need {
  return { kind: 'server', right };
}

/** All Domains; or an administrator of these arguments' Domains, with the right if one is named. */
export function domainAdministrator(of: string | readonly string[], right?: DomainRight): Need {
  return { kind: 'domain', right, of: typeof of === 'string' ? [of] : of };
}

/** The Account that this argument names; or as `domainAdministrator`. */
export function ownerOrAdministrator(of: string, right?: DomainRight): Need {
  return { kind: 'owner', right, of };
}

/** The owner of the Mailing List that this argument names; or as `domainAdministrator`. */
export function listOwnerOrAdministrator(of: string, right: DomainRight): Need {
  return { kind: 'listOwner', right, of };
}
