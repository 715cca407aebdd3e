/**
 * Rules of Domains: each has its name and its Domain Aliases in the table of Domain names and
 * nobody else has them; there is one Main Domain and somebody in it who may do everything (objects,
 * sections 1.1, 4 and 14; rulings 4 and 6).
 */
import { counter } from '../../engine/directory/directory.js';
import { dictionaryOf } from '../../engine/core/documents.js';
import { adminDomainOf } from '../../engine/settings/domain-settings.js';
import { isServerRight } from '../../engine/accounts/rights.js';
import { theServer } from '../../engine/directory/subjects.js';
import type { Reader, Writer } from '../../store/store.js';
import { metadata } from '../../store/metadata.js';
import {
  accounts,
  counters,
  domainNames,
  domains,
  inDomain,
  names,
  type DomainRow,
  type Id,
} from '../../tables/tables.js';
import { domainKey } from '../../values/letters.js';
import { domainSubject, notFixable, repairable, subjectOf, type Findings } from './finding.js';

/** What contradicts the rules of Domains. */
export function* domainFindings(tx: Reader): Findings {
  yield* mainDomain(tx);
  for (const [name, { domain, alias }] of tx.range(domainNames, {})) {
    const row = tx.get(domains, domain);
    if (row && (alias ? row.aliases.includes(name) : row.name === name)) continue;
    yield repairable(
      domainSubject(tx, domain),
      `does not know its ${alias ? 'alias' : 'name'} ${name}`,
      'give the name up',
      (writer) => writer.remove(domainNames, name),
    );
  }
  for (const [id, row] of tx.range(domains, {})) {
    yield* ownNames(tx, id, row);
    const adminDomain = adminDomainOf(dictionaryOf(row.settings));
    if (adminDomain !== row.adminDomain) {
      yield repairable(
        domainSubject(tx, id),
        'is found by another AdminDomainName than its settings have',
        'the one of the settings counts',
        (writer) => edit(writer, id, (known) => ({ ...known, adminDomain })),
      );
    }
  }
}

function* ownNames(tx: Reader, id: Id, row: DomainRow): Findings {
  const own = tx.get(domainNames, row.name);
  const subject = domainSubject(tx, id);
  if (own === undefined || (own.alias && own.domain !== id)) {
    // Of a Domain and another one's alias, the Domain wins; the alias is dropped below.
    yield repairable(subject, 'cannot be found by its name', 'its name leads to it', (writer) =>
      writer.put(domainNames, row.name, { domain: id, alias: false }),
    );
  } else if (own.domain !== id) {
    const name = domainKey(`${id}.${row.name}`);
    yield repairable(subject, 'has the name of another domain', `name it ${name}`, (writer) => {
      edit(writer, id, (known) => ({ ...known, name }));
      writer.put(domainNames, name, { domain: id, alias: false });
    });
  }
  for (const alias of row.aliases) {
    const known = tx.get(domainNames, alias);
    if (known?.domain === id && known.alias) continue;
    if (known === undefined) {
      yield repairable(subject, `cannot be found by its alias ${alias}`, 'add the name', (writer) =>
        writer.put(domainNames, alias, { domain: id, alias: true }),
      );
      continue;
    }
    yield repairable(
      subject,
      `has the alias ${alias}, which is taken`,
      'drop the alias',
      (writer) =>
        edit(writer, id, (domain) => ({
          ...domain,
          aliases: domain.aliases.filter((other) => other !== alias),
        })),
    );
  }
}

function* mainDomain(tx: Reader): Findings {
  const id = Number(tx.get(metadata, 'mainDomain'));
  const row = tx.get(domains, id);
  const marked: Id[] = [];
  for (const [other, { main }] of tx.range(domains, {})) if (main) marked.push(other);
  const [only] = marked;
  if (row === undefined) {
    if (only === undefined || marked.length > 1) {
      yield notFixable(theServer, 'has no Main Domain');
      return;
    }
    yield repairable(
      theServer,
      'does not know its Main Domain',
      'take the one that is marked',
      (to) => to.put(metadata, 'mainDomain', String(only)),
    );
    return;
  }
  if (!row.main || row.suspended) {
    const wrong = row.main
      ? 'is the Main Domain and suspended'
      : 'is not marked as the Main Domain';
    yield repairable(domainSubject(tx, id), wrong, 'set it right', (writer) =>
      edit(writer, id, (known) => ({ ...known, main: true, suspended: false })),
    );
  }
  for (const other of marked) {
    if (other === id) continue;
    yield repairable(
      domainSubject(tx, other),
      'is marked as a second Main Domain',
      'remove the mark',
      (writer) => edit(writer, other, (known) => ({ ...known, main: false })),
    );
  }
  yield* masters(tx, id);
}

function* masters(tx: Reader, main: Id): Findings {
  let count = 0;
  for (const [id, row] of tx.range(accounts, {})) {
    if (row.domain !== main && row.rights.some(isServerRight)) {
      yield repairable(
        subjectOf(tx, 'account', id, row),
        'has server rights outside the Main Domain',
        'remove them',
        (writer) => editRights(writer, id, (right) => !isServerRight(right)),
      );
    } else if (row.rights.includes('Master')) count += 1;
  }
  if (count === 0) {
    const found = tx.get(names, inDomain(main, 'postmaster'));
    if (found?.kind !== 'account') yield notFixable(theServer, 'has nobody with the right Master');
    else {
      yield repairable(
        theServer,
        'has nobody with the right Master',
        'postmaster of the Main Domain gets it',
        (writer) => {
          const row = writer.get(accounts, found.id);
          if (row) writer.put(accounts, found.id, { ...row, rights: ['Master', ...row.rights] });
        },
      );
    }
  } else if (counter(tx, 'masters') !== count) {
    yield repairable(
      theServer,
      'counts its Masters wrongly',
      `set the count to ${count}`,
      (writer) => writer.put(counters, 'masters', count),
    );
  }
}

function editRights(writer: Writer, id: Id, stays: (right: string) => boolean): void {
  const row = writer.get(accounts, id);
  if (row) writer.put(accounts, id, { ...row, rights: row.rights.filter(stays) });
}

function edit(writer: Writer, id: Id, next: (row: DomainRow) => DomainRow): void {
  const row = writer.get(domains, id);
  if (row) writer.put(domains, id, next(row));
}
