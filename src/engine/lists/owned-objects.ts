/**
 * What Mailing Lists and Named Tasks have in common: an Account of their Domain owns each, and their
 * settings are one dictionary with `Owner` in it (objects, sections 7.1 and 8.2 and the matrix of
 * section 10). The owner is kept by id, so its renaming needs nothing here; the owner's count in
 * `ownership.ts` keeps it from going before what it owns.
 */
import { keysUnder, type DerivedTable, type Reader } from '../../store/store.js';
import {
  domainNames,
  type AccountId,
  type DomainId,
  type ListId,
  type OwnedRow,
  type TaskId,
} from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { asksForDefault, dictionaryOf, merged } from '../core/documents.js';
import { address, type Address, type ObjectName } from '../core/names.js';
import { refuse } from '../core/refusal.js';
import { maskedText } from '../core/secrets.js';
import { accountById, findAccount, requireFreeName, type Found } from '../directory/directory.js';
import { NamedObjects, type NamedKind } from '../directory/named-objects.js';
import { disown, own } from '../directory/ownership.js';

const ownerKey = 'Owner';

/** How a kind of owned objects differs from the other. */
interface OwnedKind<Key extends ListId | TaskId> extends Omit<
  NamedKind<Key, OwnedRow>,
  'attach' | 'textOf'
> {
  /** In refusals: `mailing list`. */
  readonly what: string;
  /** Which of these objects an Account owns: key `accountId/objectId`. */
  readonly owned: DerivedTable<string, ''>;
  /** Refuses another object in a Domain that has enough of them. */
  readonly admit?: (tx: Reader, domain: DomainId) => void;
  /** Refuses settings that cannot be. */
  readonly requireSettings?: (settings: Dictionary) => void;
  /** Does what else follows when an Account comes to own one. */
  readonly ownerCame?: (change: Change, row: OwnedRow) => void;
}

/** The objects of one kind that Accounts own. */
export class OwnedObjects<Key extends ListId | TaskId> extends NamedObjects<Key, OwnedRow> {
  readonly #owned: OwnedKind<Key>;

  constructor(kind: OwnedKind<Key>) {
    super({
      ...kind,
      textOf: (tx, row) => maskedText(ownedDictionary(tx, row)),
      detach(change, id, row) {
        disown(change.tx, kind.owned, id, row.owner);
        kind.detach?.(change, id, row);
      },
    });
    this.#owned = kind;
  }

  /** The ids of the objects that an Account owns. */
  *ownedBy(tx: Reader, account: AccountId): Generator<Key, void> {
    const prefix = `${account}/`;
    for (const [key] of tx.range(this.#owned.owned, keysUnder(prefix))) {
      yield Number(key.slice(prefix.length)) as Key;
    }
  }

  /**
   * Creates an object that an Account of the same Domain owns. Refuses with `...-exists`,
   * `unknown-account`, `illegal-value` when the owner is given with another Domain, or
   * `limit-reached`.
   */
  create(change: Change, domain: DomainId, name: ObjectName, ownerName: Address): Key {
    const { tx } = change;
    const { owned, admit, ownerCame } = this.#owned;
    requireFreeName(tx, domain, name);
    const owner = this.#ownerIn(tx, domain, ownerName);
    admit?.(tx, domain);
    const row = { domain, name, owner, settings: '{}' };
    const id = this.add(change, row);
    own(tx, owned, id, owner);
    ownerCame?.(change, row);
    return id;
  }

  /**
   * Merges given settings into those of an object. `Owner` hands it over to another Account of its
   * Domain. Refuses with `illegal-value`, `illegal-name` or `unknown-account`.
   */
  update(change: Change, found: Found<Key, OwnedRow>, given: Dictionary): void {
    const { tx } = change;
    const { owned, requireSettings, ownerCame } = this.#owned;
    const { id, row } = found;
    const owner = this.#givenOwner(tx, row, given);
    const merging = new Map(merged(dictionaryOf(row.settings), given));
    merging.delete(ownerKey);
    requireSettings?.(merging);
    const settings = print(merging);
    if (settings === row.settings && owner === row.owner) return;
    this.edit(change, found, (present) => ({ ...present, owner, settings }));
    if (owner === row.owner) return;
    disown(tx, owned, id, row.owner);
    own(tx, owned, id, owner);
    ownerCame?.(change, { ...row, owner });
  }

  /** The owner that given settings name; else the present one. */
  #givenOwner(tx: Reader, row: OwnedRow, given: Dictionary): AccountId {
    const value = given.get(ownerKey);
    if (value === undefined || asksForDefault(value)) return row.owner;
    if (typeof value !== 'string') return refuse('illegal-value', 'the owner must be a string');
    return this.#ownerIn(tx, row.domain, address(value));
  }

  /** The Account of a Domain that a name means, bare or with that Domain or one of its aliases. */
  #ownerIn(tx: Reader, domain: DomainId, given: Address): AccountId {
    if (given.domain !== undefined && tx.get(domainNames, given.domain)?.domain !== domain) {
      refuse('illegal-value', `the owner must be in the domain of the ${this.#owned.what}`);
    }
    return findAccount(tx, domain, given.name).id;
  }
}

/** An object as one dictionary: its settings, and `Owner`, the current name of its owner. */
export function ownedDictionary(tx: Reader, row: OwnedRow): Dictionary {
  const settings = dictionaryOf(row.settings);
  return new Map<string, Value>(settings).set(ownerKey, accountById(tx, row.owner).name);
}
