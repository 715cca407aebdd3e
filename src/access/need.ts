/**
 * What a command needs of the one who gives it, as data: the access check, the command reference
 * and the table of rights in the tests all read it. `allows.ts` has the check itself.
 */
import type { DomainRight, ServerRight } from '../engine/rights.js';

/**
 * What an actor must be allowed. `of` names the arguments whose Domain (or Account) is meant.
 *
 * Whoever acts on an Account must also hold at least the rights of that Account (`standing.ts`). A
 * command acts on every Account that an argument names, unless it is a query that needs no right in
 * particular: that only reads. `acts` says of such a query that it acts all the same.
 */
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
      readonly acts?: true;
      readonly overEveryone?: true;
    }
  /** The Account itself; or as for `domain`. */
  | {
      readonly kind: 'owner';
      readonly right: DomainRight | undefined;
      readonly of: string;
    }
  /** The Account that owns the Mailing List; or as for `domain`. */
  | { readonly kind: 'listOwner'; readonly right: DomainRight; readonly of: string };

/** Anyone who is logged in. */
export const anyone: Need = { kind: 'anyone' };

/** A server administrator with this right or one of these (Master has all), or with whichever. */
export function serverRight(right: ServerRight | readonly ServerRight[] | 'any'): Need {
  return { kind: 'server', right };
}

/** All Domains; or an administrator of these arguments' Domains, with the right if one is named. */
export function domainAdministrator(
  of: string | readonly string[],
  right?: DomainRight,
): Extract<Need, { kind: 'domain' }> {
  return { kind: 'domain', right, of: typeof of === 'string' ? [of] : of };
}

/** The same need for a query that tells what an Account keeps to itself, such as its password. */
export function acting(need: Extract<Need, { kind: 'domain' }>): Need {
  return { ...need, acts: true };
}

/**
 * The same need for what has its effect on every Account of a Domain: in the Main Domain, where
 * Masters are, the administrators of the Domain are not enough.
 */
export function overEveryone(need: Extract<Need, { kind: 'domain' }>): Need {
  return { ...need, overEveryone: true };
}

/** The Account that this argument names; or as `domainAdministrator`. */
export function ownerOrAdministrator(of: string, right?: DomainRight): Need {
  return { kind: 'owner', right, of };
}

/** The owner of the Mailing List that this argument names; or as `domainAdministrator`. */
export function listOwnerOrAdministrator(of: string, right: DomainRight): Need {
  return { kind: 'listOwner', right, of };
}

/** What an argument names, as far as the access check must know it. */
export type Naming =
  /** An object of a Domain, often an Account, which the command is about. */
  | 'object'
  /** The Account that is to own what the command is about; without a Domain, one of its Domain. */
  | 'owner'
  /** The Account on whose behalf the command acts, with no more rights than that one has. */
  | 'inWhoseName'
  /** A Domain. */
  | 'domain';

/** What the access check knows of a command. */
export interface Demand {
  readonly needs: Need;
  /** It changes nothing. */
  readonly reading: boolean;
  /** The arguments that name something, in the order of the command's arguments. */
  readonly names: readonly (readonly [argument: string, naming: Naming])[];
}
