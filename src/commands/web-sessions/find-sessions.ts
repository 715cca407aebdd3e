/**
 * Finds the open sessions of an Account. The id of a web session is as good as a password, so these
 * commands count as changes: who may only read, or may not change the Account, does not hear one.
 */
import { domainAdministrator } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { hasFixedAddress, type OpenSession } from '../../engine/logins/web-sessions.js';
import { asciiLower } from '../../values/letters.js';
import type { IpAddress } from '../../values/value.js';
import { accountName, ipAddress, optional, text, type AccountReference } from '../arguments.js';
import { change, type ChangeContext } from '../define.js';
import { targetAccount } from '../targets.js';

const needs = domainAdministrator('accountName', 'CanCreateWebUserSessions');

const usage =
  'accountName [ADDRESS address] [FOR proxiedAddress] [PROTOCOL protocol] ' +
  '[TRANSPORT transport] [CLIENT client]';

const parameters = {
  accountName,
  address: optional(ipAddress),
  proxiedAddress: optional(ipAddress),
  protocol: optional(text),
  transport: optional(text),
  client: optional(text),
};

interface Filter {
  readonly accountName: AccountReference;
  readonly address: IpAddress | undefined;
  readonly proxiedAddress?: IpAddress | undefined;
  readonly protocol?: string | undefined;
  readonly transport?: string | undefined;
  readonly client?: string | undefined;
}

/** The sessions of an Account that a filter lets through. Nothing that has one tells its client's name. */
function matching(context: ChangeContext, filter: Filter): readonly OpenSession[] {
  const { id, row } = targetAccount(context, filter.accountName);
  if (filter.client !== undefined) return [];
  const isAnywhere = filter.address === undefined || !hasFixedAddress(context.tx, row.domain, id);
  return context.server.sessions
    .of(id, context.now)
    .filter(
      (session) =>
        (isAnywhere || isFrom(session, filter)) &&
        isWord(filter.protocol, session.protocol) &&
        isWord(filter.transport, session.transport),
    );
}

function isFrom(session: OpenSession, { address, proxiedAddress }: Filter): boolean {
  if (session.address !== address?.address) return false;
  return proxiedAddress === undefined || session.proxied === proxiedAddress.address;
}

function isWord(wanted: string | undefined, word: string): boolean {
  return wanted === undefined || asciiLower(wanted) === asciiLower(word);
}

function first(sessions: readonly OpenSession[]): string {
  return sessions[0]?.id ?? refuse('unknown-session');
}

export const findAccountSession = change({
  name: 'FindAccountSession',
  usage,
  summary: 'Gives the id of an open session of an Account that has the given properties.',
  arguments: parameters,
  needs,
  deviations:
    'Protocols are PWD, WebUser and XIMSS, transports TCP, TLS and HTTP; no client is known.',

  run: (context, values) => first(matching(context, values)),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: FindAccountSession user1
    S: 501 session is not found
    C: CreateWebUserSession user1 ADDRESS 10.1.2.3
    S: 201 *
    C: FindAccountSession user1 ADDRESS 10.1.2.3 PROTOCOL WebUser TRANSPORT HTTP
    S: 201 *
    C: FindAccountSession user1 ADDRESS 10.1.2.4
    S: 501 session is not found
    C: FindAccountSession user2
    S: 513 unknown user account
  `,
});

export const findWebUserSession = change({
  name: 'FindWebUserSession',
  usage: 'accountName [ADDRESS address]',
  summary: 'Gives the id of an open WebUser session of an Account.',
  arguments: { accountName, address: optional(ipAddress) },
  needs,

  run: (context, values) => first(matching(context, { ...values, protocol: 'WebUser' })),

  example: `
    C: FindWebUserSession postmaster ADDRESS 10.1.2.3
    S: 501 session is not found
    C: CreateWebUserSession postmaster ADDRESS 10.1.2.3
    S: 201 *
    C: FindWebUserSession postmaster ADDRESS 10.1.2.3
    S: 201 *
  `,
});

export const listAccountSessions = change({
  name: 'ListAccountSessions',
  usage,
  summary: 'Lists the ids of the open sessions of an Account that have the given properties.',
  arguments: parameters,
  needs,
  deviations: 'As FindAccountSession. Connections to this server are sessions of the protocol PWD.',

  run: (context, values) => matching(context, values).map(({ id }) => id),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: ListAccountSessions user1
    S: 201 ()
    C: CreateXIMSSSession user1 ADDRESS 10.1.2.3
    S: 201 *
    C: ListAccountSessions user1 PROTOCOL WebUser
    S: 201 ()
    C: ListAccountSessions user1 PROTOCOL ximss CLIENT Pronto
    S: 201 ()
    C: ListAccountSessions user2
    S: 513 unknown user account
  `,
});
