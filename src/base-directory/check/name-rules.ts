/**
 * Rules of names in a Domain (objects, section 1.1): every name leads to an object that has it, every
 * object is found by its name, an Account also by its aliases, and the listings of one kind have
 * the same names. Where two want one name the Account has it (ruling 11).
 */
import { listNames, lists } from '../../tables/list-tables.js';
import type { Reader, Table, Writer } from '../../store/store.js';
import {
  accounts,
  domains,
  forwarderNames,
  forwarders,
  groupNames,
  groups,
  inDomain,
  names,
  type AccountRow,
  type Id,
  type NameRow,
  type ObjectKind,
} from '../../tables/tables.js';
import { namedTasks, taskNames } from '../../tables/task-tables.js';
import { domainSubject, repairable, splitKey, subjectOf, type Findings } from './finding.js';

/** What all objects of a Domain have. */
interface Named {
  readonly domain: Id;
  readonly name: string;
}

/** A kind of objects: its table, and the listing of its names where it has one. */
interface Kind {
  readonly kind: Exclude<ObjectKind, 'alias'>;
  readonly objects: Table<Id, Named>;
  readonly listing: Table<string, Id> | undefined;
}

/** The row of an object under another name: every table here keeps such rows. */
function kindOf<Row extends Named>(
  kind: Kind['kind'],
  objects: Table<Id, Row>,
  listing?: Table<string, Id>,
): Kind {
  return { kind, objects: objects, listing };
}

const kinds: readonly Kind[] = [
  kindOf('account', accounts),
  kindOf('group', groups, groupNames),
  kindOf('forwarder', forwarders, forwarderNames),
  kindOf('list', lists, listNames),
  kindOf('task', namedTasks, taskNames),
];

/** What contradicts the rules of names. */
export function* nameFindings(tx: Reader): Findings {
  for (const [key, row] of tx.range(names, {})) yield* nameRow(tx, key, row);
  for (const kind of kinds) {
    for (const [id, row] of tx.range(kind.objects, {})) yield* object(tx, kind, id, row);
    if (kind.listing) yield* listing(tx, kind, kind.listing);
  }
  for (const [id, row] of tx.range(accounts, {})) yield* aliases(tx, id, row);
}

function* nameRow(tx: Reader, key: string, row: NameRow): Findings {
  const [domain, name] = splitKey(key);
  const isAlias = row.kind === 'alias';
  const found = isAlias
    ? tx.get(accounts, row.id)
    : tx.get(kinds.find(({ kind }) => kind === row.kind)?.objects ?? accounts, row.id);
  const known =
    found?.domain === domain &&
    tx.get(domains, domain) !== undefined &&
    (isAlias ? (found as AccountRow).aliases.includes(name) : found.name === name);
  if (!known) {
    yield repairable(
      domainSubject(tx, domain),
      `has the name ${name} (${row.kind}) that no object has`,
      'give the name up',
      (writer) => writer.remove(names, key),
    );
  } else if (row.kind === 'account' && row.type !== (found as AccountRow).type) {
    const { type } = found as AccountRow;
    yield repairable(
      subjectOf(tx, 'account', row.id, found),
      `is listed as ${row.type} and is ${type}`,
      `list it as ${type}`,
      (writer) => writer.put(names, key, { ...row, type }),
    );
  }
}

function* object(tx: Reader, kind: Kind, id: Id, row: Named): Findings {
  const subject = subjectOf(tx, kind.kind, id, row);
  if (tx.get(domains, row.domain) === undefined) {
    yield repairable(subject, 'belongs to no domain', 'remove it', (writer) =>
      writer.remove(kind.objects, id),
    );
    return;
  }
  const key = inDomain(row.domain, row.name);
  const entry = tx.get(names, key);
  if (entry === undefined || (entry.kind !== 'account' && kind.kind === 'account')) {
    yield repairable(subject, 'cannot be found by its name', 'its name leads to it', (writer) =>
      putName(writer, kind, id),
    );
  } else if (entry.kind !== kind.kind || entry.id !== id) {
    const name = `${row.name.slice(0, 100)}-${id}`;
    yield repairable(subject, 'has the name of another object', `name it ${name}`, (writer) => {
      const present = writer.get(kind.objects, id);
      if (!present) return;
      writer.put(kind.objects, id, { ...present, name });
      putName(writer, kind, id);
    });
  } else if (kind.listing && tx.get(kind.listing, key) !== id) {
    yield repairable(subject, 'is not listed among its kind', 'list it', (writer) =>
      putName(writer, kind, id),
    );
  }
}

function putName(writer: Writer, { kind, objects, listing: listed }: Kind, id: Id): void {
  const row = writer.get(objects, id);
  if (!row) return;
  const type = kind === 'account' ? (row as AccountRow).type : '';
  const key = inDomain(row.domain, row.name);
  writer.put(names, key, { kind, id, type });
  if (listed) writer.put(listed, key, id);
}

function* listing(tx: Reader, kind: Kind, table: Table<string, Id>): Findings {
  for (const [key, id] of tx.range(table, {})) {
    const row = tx.get(kind.objects, id);
    if (row && inDomain(row.domain, row.name) === key) continue;
    const [domain, name] = splitKey(key);
    yield repairable(
      domainSubject(tx, domain),
      `lists a ${kind.kind} ${name} that is not there`,
      'take it off the list',
      (writer) => writer.remove(table, key),
    );
  }
}

function* aliases(tx: Reader, id: Id, row: AccountRow): Findings {
  for (const alias of row.aliases) {
    const key = inDomain(row.domain, alias);
    const entry = tx.get(names, key);
    if (entry?.kind === 'alias' && entry.id === id) continue;
    const subject = subjectOf(tx, 'account', id, row);
    if (entry === undefined) {
      yield repairable(subject, `cannot be found by its alias ${alias}`, 'add the name', (writer) =>
        writer.put(names, key, { kind: 'alias', id, type: '' }),
      );
      continue;
    }
    yield repairable(
      subject,
      `has the alias ${alias}, which is taken`,
      'drop the alias',
      (writer) => {
        const present = writer.get(accounts, id);
        if (!present) return;
        const rest = present.aliases.filter((other) => other !== alias);
        writer.put(accounts, id, { ...present, aliases: rest });
      },
    );
  }
}
