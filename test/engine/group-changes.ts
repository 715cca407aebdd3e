/** What tests of Groups do to them and to their members, and what a Group shows then. */
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { createGroup, groupObjects, setGroup } from '../../src/engine/groups/groups.js';
import { objectName } from '../../src/engine/core/names.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, at, groupAt, membersOf, type LittleServer } from './little-server.js';

/** The works on the server that is there when they are asked for; objects are named as texts. */
export function groupChanges(server: () => LittleServer) {
  const create = (text: string, settings: ReadonlyMap<string, Value> = new Map()) =>
    server().change((change) => {
      const { domain, name } = at(change.tx, text);
      createGroup(change, domain.id, name, settings);
    });
  const set = (text: string, settings: ReadonlyMap<string, Value>) =>
    server().change((change) => setGroup(change, groupAt(change.tx, text), settings));
  const rename = (text: string, name: string) =>
    server().change((change) =>
      groupObjects.rename(change, groupAt(change.tx, text), objectName(name)),
    );
  const remove = (text: string) =>
    server().change((change) => groupObjects.delete(change, groupAt(change.tx, text)));
  const renameUser = (from: string, to: string) =>
    server().change((change) => {
      const { domain, name } = at(change.tx, to);
      renameAccount(change, accountAt(change.tx, from), domain.id, name);
    });
  const removeUser = (text: string) =>
    server().change((change) => deleteAccount(change, accountAt(change.tx, text)));
  const shown = (text: string) => server().view((tx) => membersOf(tx, text));
  return { create, set, rename, remove, renameUser, removeUser, shown };
}
