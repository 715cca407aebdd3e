/** Tells about, ends and blesses one open session, which is given by its id. */
import { isAllowed, requireAllowed } from '../../access/allows.js';
import { domainAdministrator, serverRight } from '../../access/need.js';
import {
  type FoundAccount,
  accountOf,
  domainById,
  fullName,
  presentAccount,
} from '../../engine/directory/directory.js';
import { effectOn } from '../../engine/core/effects.js';
import type { DomainName } from '../../engine/core/names.js';
import { refuse } from '../../engine/core/refusal.js';
import { theAccount } from '../../engine/directory/subjects.js';
import type { OpenSession } from '../../engine/logins/web-sessions.js';
import { print } from '../../values/print.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import { domainName, optional, text } from '../arguments.js';
import { change, query, type QueryContext } from '../define.js';
import { targetDomain } from '../targets.js';

/** Without a Domain, `sessionOf` asks for more. */
const right = 'CanCreateWebUserSessions';
const needs = domainAdministrator('domainName', right);

const parameters = { sessionID: text, domainName: optional(domainName) };

interface Asked {
  readonly sessionID: string;
  readonly domainName: DomainName | undefined;
}

interface OfAccount {
  readonly session: OpenSession;
  readonly account: FoundAccount;
}

/**
 * The session of an id. Without a Domain the actor must manage all Domains. Refuses with
 * `unknown-session` also what is not in the named Domain, or is the session of an Account that the
 * actor may not change.
 */
function sessionOf(
  { tx, actor, now, server }: Pick<QueryContext, 'tx' | 'actor' | 'now' | 'server'>,
  values: Asked,
): OfAccount {
  if (values.domainName === undefined) {
    requireAllowed(tx, actor, serverRight('UserAccounts'), {}, false);
  }
  const domain = values.domainName && targetDomain({ tx, actor }, values.domainName).id;
  const session = server.sessions.find(values.sessionID, now) ?? refuse('unknown-session');
  const row = presentAccount(tx, session.account) ?? refuse('unknown-session');
  if (domain !== undefined && domain !== row.domain) refuse('unknown-session');
  const account = { name: row.name, domain: domainById(tx, row.domain).name };
  if (!isAllowed(tx, actor, domainAdministrator('account', right), { account }, false)) {
    refuse('unknown-session');
  }
  return { session, account: accountOf(tx, session.account) };
}

/** Unknown: the original's keys, which are those that web pages see. */
function described(tx: QueryContext['tx'], { session, account }: OfAccount): Dictionary {
  const { id, protocol, transport, address, proxied, started, skin } = session;
  const found = new Map<string, Value>([
    ['ID', id],
    ['accountName', fullName(tx, account.row.domain, account.row.name)],
    ['domainName', domainById(tx, account.row.domain).name],
    ['loginAddress', `[${address}]`],
    ['loginTime', new TimeStamp('time', Math.floor(started / 1000))],
    ['protocol', protocol],
    ['transport', transport],
  ]);
  if (proxied !== '') found.set('origAddress', `[${proxied}]`);
  if (skin !== '') found.set('skinName', skin);
  return found;
}

export const getSession = query({
  name: 'GetSession',
  aliases: ['GetWebUserSession'],
  usage: 'sessionID [DOMAIN domainName]',
  summary: 'Returns about an open session, which is not idle then.',
  arguments: parameters,
  needs,
  deviations:
    'Keys are ID, accountName, domainName, loginAddress, loginTime, protocol, transport, ...',

  prepare(context, values) {
    const { id } = sessionOf(context, values).session;
    context.server.sessions.touch(id, context.now);
  },

  run: (context, values) => described(context.tx, sessionOf(context, values)),

  example: `
    C: CreateWebUserSession postmaster ADDRESS 10.1.2.3
    S: 201 $session
    C: GetSession $session DOMAIN example.test
    S: 201 {ID=*
    C: GetSession 114-bXaKw92JK1pZVB5taj1r
    S: 501 session is not found
    C: GetWebUserSession 114-bXaKw92JK1pZVB5taj1r DOMAIN none.test
    S: 512 unknown secondary domain name
  `,
});

export const killSession = change({
  name: 'KillSession',
  aliases: ['KillWebUserSession'],
  usage: 'sessionID [DOMAIN domainName]',
  summary: 'Ends an open session.',
  arguments: parameters,
  needs,

  run(context, values) {
    const { session, account } = sessionOf(context, values);
    context.afterCommit({ kind: 'end session', session: session.id });
    const before = print(new Map<string, Value>([['Protocol', session.protocol]]));
    const subject = theAccount(context.tx, account);
    context.tell(effectOn(subject, 'session', { before, after: undefined }));
  },

  example: `
    C: CreateXIMSSSession postmaster ADDRESS 10.1.2.3
    S: 201 $session
    C: KillSession $session
    S: 200 OK
    C: KillSession $session
    S: 501 session is not found
    C: KillWebUserSession 114-bXaKw92JK1pZVB5taj1r DOMAIN example.test
    S: 501 session is not found
  `,
});

export const blessSession = query({
  name: 'BlessSession',
  usage: 'sessionID [PASSWORD secret] [DOMAIN domainName]',
  summary: 'Would complete the second step of a login; no session waits for one here.',
  arguments: { ...parameters, secret: optional(text) },
  needs,
  deviations: 'No session waits for a second factor.',

  run(context, values) {
    if (values.secret === undefined) {
      requireAllowed(context.tx, context.actor, serverRight('Master'), {}, false);
    }
    sessionOf(context, values);
    return refuse('no-second-factor');
  },

  example: `
    C: BlessSession 114-bXaKw92JK1pZVB5taj1r PASSWORD 123456 DOMAIN example.test
    S: 501 session is not found
  `,
});
