/**
 * Programs that must not compile: each line below one of `@ts-expect-error` is a mistake that somebody
 * could make, and `npm run check` fails when one of them becomes possible. Nothing here is run.
 */
import { domainAdministrator, ownerOrAdministrator } from '../../src/access/need.js';
import { objectAddress, optional, text } from '../../src/commands/arguments.js';
import { change, done, query, type QueryContext } from '../../src/commands/define.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import type { Change } from '../../src/engine/core/change.js';
import { accountById, findName, type FoundAccount } from '../../src/engine/directory/directory.js';
import { effectOn } from '../../src/engine/core/effects.js';
import { server, theAccount, theServer } from '../../src/engine/directory/subjects.js';
import { countAccountIn } from '../../src/engine/settings/account-limits.js';
import { writeDocument } from '../../src/engine/core/documents.js';
import type { ObjectName } from '../../src/engine/core/names.js';
import { error } from '../../src/protocol/reasons.js';
import type { Writer } from '../../src/store/store.js';
import {
  accounts,
  documents,
  domains,
  names,
  type AccountId,
  type AccountRow,
  type DomainId,
} from '../../src/tables/tables.js';

declare const context: Change;
declare const found: FoundAccount;
declare const row: AccountRow;
declare const accountId: AccountId;
declare const domainId: DomainId;
declare const name: ObjectName;
declare const reading: QueryContext;

/** What the commands below have in common. */
const plain = {
  usage: 'accountName [word]',
  summary: 'Is never run.',
  arguments: { accountName: objectAddress, word: optional(text) },
  example: '',
} as const;

export const misspeltNeed = query({
  ...plain,
  name: 'MisspeltNeed',
  // @ts-expect-error -- a need of an argument that the command does not have
  needs: domainAdministrator('acountName'),
  run: () => done,
});

export const needOfAnother = change({
  ...plain,
  name: 'NeedOfAnother',
  // @ts-expect-error -- the argument of another command
  needs: ownerOrAdministrator('groupName'),
  run: () => done,
});

export const queryThatActs = query({
  ...plain,
  name: 'QueryThatActs',
  needs: domainAdministrator('accountName'),
  run(given) {
    // @ts-expect-error -- a query has no consequences
    given.afterCommit({ kind: 'stop' });
    // @ts-expect-error -- a query writes nothing
    given.tx.put(names, 'x', { kind: 'alias', id: 1, type: '' });
    return done;
  },
});

export const actsBeforeItIsKept = change({
  ...plain,
  name: 'ActsBeforeItIsKept',
  needs: domainAdministrator('accountName'),
  run(given) {
    // @ts-expect-error -- sessions end when the change is on disk
    given.server.sessions.end('session');
    // @ts-expect-error -- and so does the server
    given.server.operations.stop();
    // @ts-expect-error -- bytes are written before the change, where it may run again
    void given.server.files.write(accountId, new Uint8Array());
    return done;
  },
});

export function writesUntold(): unknown {
  // @ts-expect-error -- a row of an Account is written with what the journal is told
  context.tx.put(accounts, accountId, row);
  // @ts-expect-error -- removed likewise
  context.tx.remove(documents, '1/prefs');
  // @ts-expect-error -- without an effect
  context.put(accounts, accountId, row);
  context.update(
    accounts,
    accountId,
    () => row,
    // @ts-expect-error -- with none
    () => [],
  );
  // @ts-expect-error -- a change is no writer of any rows
  const writer: Writer = context.tx;
  // @ts-expect-error -- and so cannot go where they are written
  writeDocument(context.tx, accountId, 'prefs', '');
  return writer;
}

export function carriesAnOldRow(): void {
  // @ts-expect-error -- a row that was read before
  setAliases(context, { id: accountId, row }, []);
  // @ts-expect-error -- the parts of what was found are not it
  setAliases(context, { ...found, row }, []);
}

export function mistakesAnId(): void {
  // @ts-expect-error -- an Account is no Domain
  findName(reading.tx, accountId, name);
  // @ts-expect-error -- a Domain is no Account
  accountById(reading.tx, domainId);
  // @ts-expect-error -- nor in a table
  reading.tx.get(domains, accountId);
  // @ts-expect-error -- nor where things are counted
  countAccountIn(context.tx, accountId, 'MultiMailbox');
}

const nothing = { before: undefined, after: undefined };

export function tellsOfNothing(): void {
  // @ts-expect-error -- Accounts have no such field
  context.tell(effectOn(theAccount(reading.tx, found), 'suspended', nothing));
  // @ts-expect-error -- nobody has
  context.tell(effectOn(theServer, 'sttings', nothing));
  // @ts-expect-error -- an effect says in which Domain it is
  context.tell({ kind: 'server', id: server, name: 'server', field: 'log', ...nothing });
  // @ts-expect-error -- there is no such consequence
  context.afterCommit({ kind: 'close session', account: accountId });
}

export function answersWithAnUnknownStatus(): void {
  // @ts-expect-error -- nothing says what such a status means
  error(501, 418, 'never said');
}
