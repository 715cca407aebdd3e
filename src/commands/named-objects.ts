/** The commands that Groups, Forwarders, Mailing Lists and Named Tasks have alike: to rename and to delete one. */
import type { Need } from '../access/need.js';
import type { Address } from '../engine/core/names.js';
import type { Found } from '../engine/directory/directory.js';
import type { NamedObjects, NamedRow } from '../engine/directory/named-objects.js';
import type { Id } from '../tables/tables.js';
import { objectAddress } from './arguments.js';
import { change, type Command, type OwnWords } from './define.js';
import { newNameIn, type Situation } from './targets.js';

/** A kind of objects, and how its commands call them. */
interface NamedKind<Key extends Id, Row extends NamedRow> {
  /** In the names of the commands: `Group`. */
  readonly word: string;
  readonly objects: NamedObjects<Key, Row>;
  readonly find: (situation: Situation, address: Address) => Found<Key, Row>;
  /** The parameters of the command that renames. */
  readonly oldName: string;
  readonly newName: string;
  readonly toRename: Need;
  /** The parameter of the command that deletes. */
  readonly name: string;
  readonly toDelete: Need;
}

/** The two commands of a kind: to rename an object in its Domain, and to delete one. */
export function namedObjectCommands<Key extends Id, Row extends NamedRow>(
  { word, objects, find, ...kind }: NamedKind<Key, Row>,
  words: Readonly<Record<'rename' | 'remove', OwnWords>>,
): readonly [rename: Command, remove: Command] {
  const { oldName, newName, name } = kind;
  return [
    change({
      name: `Rename${word}`,
      usage: `${oldName} INTO ${newName}`,
      arguments: { [oldName]: objectAddress, [newName]: objectAddress },
      needs: kind.toRename,
      run(context, values) {
        const found = find(context, values[oldName] as Address);
        const { domain } = found.row;
        objects.rename(context, found, newNameIn(context, domain, values[newName] as Address));
      },
      ...words.rename,
    }),
    change({
      name: `Delete${word}`,
      usage: name,
      arguments: { [name]: objectAddress },
      needs: kind.toDelete,
      run: (context, values) => objects.delete(context, find(context, values[name] as Address)),
      ...words.remove,
    }),
  ];
}
