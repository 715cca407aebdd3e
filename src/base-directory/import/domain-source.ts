/** A Domain as an import found it, and where it goes. */
import type { DomainName, ObjectName } from '../../engine/core/names.js';
import type { Id } from '../../tables/tables.js';
import type { FoundAccount } from '../reading/account-scan.js';
import type { DomainParts } from '../reading/domain-files.js';

/** A directory of the tree that is a Domain (ruling 12). */
export interface FoundDomain {
  readonly name: DomainName;
  /** It is the Main Domain of the tree. */
  readonly main: boolean;
  /** Its directory below the tree's root. */
  readonly directory: string;
  /** The storage mount point it lies on, without `.mnt`; empty for none. */
  readonly storage: string;
}

/** The Domain's row in the store, present or to be. */
export interface DomainTarget {
  readonly id: Id;
  readonly name: DomainName;
  /** It is the Main Domain of the server. */
  readonly main: boolean;
}

/** Everything about a Domain that was read before its Accounts are. */
export interface DomainReading {
  readonly source: FoundDomain;
  readonly target: DomainTarget;
  /** The Accounts that will be there: those of the tree without those that the store has already. */
  readonly accounts: ReadonlyMap<ObjectName, FoundAccount>;
  readonly parts: DomainParts;
}
