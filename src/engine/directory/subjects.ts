/** The things that effects are about, as the journal names them. */
import type { Reader } from '../../store/store.js';
import type { AccountRow, DomainId, DomainRow, Id, ServerId } from '../../tables/tables.js';
import { fullName, type FoundAccount, type FoundDomain } from './directory.js';
import type { JournalKind, Subject } from '../core/effects.js';

/** The server as an owner of documents. */
export const server: ServerId = 0;

/** The server itself. */
export const theServer: Subject<'server'> = {
  kind: 'server',
  id: server,
  domain: server,
  name: 'server',
};

/** A Domain. */
export function theDomain({ id, row }: FoundDomain): Subject<'domain'> {
  return domainSubject(id, row);
}

/** A Domain as a row has it. */
export function domainSubject(id: DomainId, { name }: DomainRow): Subject<'domain'> {
  return { kind: 'domain', id, domain: id, name };
}

/** An Account. */
export function theAccount(tx: Reader, { id, row }: FoundAccount): Subject<'account'> {
  return subjectOf(tx, 'account', id, row);
}

/** An object of a Domain as a row has it. */
export function subjectOf<Kind extends Exclude<JournalKind, 'server' | 'domain'>>(
  tx: Reader,
  kind: Kind,
  id: Id,
  { domain, name }: Pick<AccountRow, 'domain' | 'name'>,
): Subject<Kind> {
  return { kind, id, domain, name: fullName(tx, domain, name) };
}
