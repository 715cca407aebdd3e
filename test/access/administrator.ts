/** Actors for tests that need no store. */
import type { Actor } from '../../src/access/actor.js';
import type { AccountRow } from '../../src/tables/tables.js';

/** An Account outside the Main Domain with these rights. */
export function administratorWith(...rights: readonly string[]): Actor {
  const row: AccountRow = {
    domain: 1,
    name: 'admin',
    type: 'MultiMailbox',
    place: '',
    legacy: false,
    created: 0,
    aliases: [],
    telnums: [],
    rights,
    settings: '{}',
  };
  return { id: 2, row, inMainDomain: false, rights: new Set(rights) };
}
