/**
 * What a command needs of the one who gives it, as data: the access check, the command reference
 * and the table of rights in the tests all read it. `allows.ts` has the check itself.
 */
import type { DomainRight, ServerRight } from '../engine/accounts/rights.js';

/**
 * What an actor must be allowed. `of` names the arguments whose Domain (or Account) is meant; `Name`
 * has the names that a command can mean.
 *
 * Whoever acts on an Account must also hold at least the rights of that Account (`standing.ts`). A
 * command acts on every Account that an argument names, unless it is a query that needs no right in
 * particular: that only reads. `acts` says of such a query that it acts all the same.
 */
export type Need<Name extends string = string> =
  /** Anyone who is logged in. */
  | { readonly kind: 'anyone' }
  /** A server right, or one of several; `any`: whoever holds one. */
  | { readonly kind: 'server'; readonly right: ServerRight | readonly ServerRight[] | 'any' }
  /** All Domains; or an administrator of the arguments' Domains, with the right if one is named. */
  | {
      readonly kind: 'domain';
      readonly right: DomainRight | undefined;
      readonly of: readonly Name[];
      readonly acts?: true;
      readonly overEveryone?: true;
    }
  /** The Account itself; or as for `domain`. */
  | {
      readonly kind: 'owner';
      readonly right: DomainRight | undefined;
      readonly of: Name;
    }
  /** The Account that owns the Mailing List; or as for `domain`. */
  | { readonly kind: 'listOwner'; readonly right: DomainRight; readonly of: Name };

/** Anyone who is logged in. */
export const anyone: Need<never> = { kind: 'anyone' };

/** A server administrator with this right or one of these (Master has all), or with whichever. */
export function serverRight(right: ServerRight | readonly ServerRight[] | 'any'): Need<never> {
  return { kind: 'server', right };
}

type DomainNeed<Name extends string> = Extract<Need<Name>, { kind: 'domain' }>;

/** All Domains; or an administrator of these arguments' Domains, with the right if one is named. */
export function domainAdministrator<const Name extends string = never>(
  of: Name | readonly Name[],
  right?: DomainRight,
): DomainNeed<Name> {
  return { kind: 'domain', right, of: typeof of === 'string' ? [of] : of };
}

/** The same need for a query that tells what an Account keeps to itself, such as its password. */
export function acting<Name extends string>(need: DomainNeed<Name>): Need<Name> {
  return { ...need, acts: true };
}

/**
 * The same need for what has its effect on every Account of a Domain: in the Main Domain, where
 * Masters are, the administrators of the Domain are not enough.
 */
export function overEveryone<Name extends string>(need: DomainNeed<Name>): Need<Name> {
  return { ...need, overEveryone: true };
}

/** The Account that this argument names; or as `domainAdministrator`. */
export function ownerOrAdministrator<const Name extends string>(
  of: Name,
  right?: DomainRight,
): Need<Name> {
  return { kind: 'owner', right, of };
}

/** The owner of the Mailing List that this argument names; or as `domainAdministrator`. */
export function listOwnerOrAdministrator<const Name extends string>(
  of: Name,
  right: DomainRight,
): Need<Name> {
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
