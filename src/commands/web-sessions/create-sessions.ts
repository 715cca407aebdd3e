/**
 * Opens web sessions for an Account without its password. Their ids open this server's own doors
 * (AUTH WEBUSER and AUTH SESSIONID), so the journal tells who opened them, and never an id.
 */
import { domainAdministrator } from '../../access/need.js';
import { theAccount } from '../../engine/directory/subjects.js';
import { effectOn } from '../../engine/core/effects.js';
import type { WebProtocol } from '../../engine/core/consequences.js';
import { requireWebService } from '../../engine/logins/web-sessions.js';
import { print } from '../../values/print.js';
import type { IpAddress, Value } from '../../values/value.js';
import {
  accountName,
  flag,
  ipAddress,
  optional,
  text,
  type AccountReference,
} from '../arguments.js';
import { change, type ChangeContext } from '../define.js';
import { targetAccount } from '../targets.js';

const needs = domainAdministrator('accountName', 'CanCreateWebUserSessions');

interface Asked {
  readonly accountName: AccountReference;
  readonly address: IpAddress;
  readonly origAddress: IpAddress | undefined;
  readonly skinName?: string | undefined;
}

/** Opens the session of an id that was made up before, so that it is one even if this runs again. */
function open(context: ChangeContext, asked: Asked, protocol: WebProtocol, id: string): string {
  const { tx, now, server } = context;
  const account = targetAccount(context, asked.accountName);
  requireWebService(tx, account, protocol);
  const { address } = asked.address;
  const proxied = asked.origAddress?.address ?? '';
  const skin = asked.skinName ?? '';
  server.webSessions.requireRoom(account.id, now);
  const session = { id, account: account.id, protocol, address, proxied, skin };
  context.afterCommit({ kind: 'open web session', session, time: now });
  const told = new Map<string, Value>([
    ['Address', `[${address}]`],
    ['Protocol', protocol],
  ]);
  const subject = theAccount(tx, account);
  context.tell(effectOn(subject, 'webSession', { before: undefined, after: print(told) }));
  return id;
}

export const createWebUserSession = change({
  name: 'CreateWebUserSession',
  usage: 'accountName ADDRESS address [FOR origAddress] [WML | IMODE] [SKIN skinName]',
  summary: 'Opens a web session for an Account without its password and gives its id.',
  arguments: {
    accountName,
    address: ipAddress,
    origAddress: optional(ipAddress),
    wml: flag,
    imode: flag,
    skinName: optional(text),
  },
  needs,
  deviations:
    'There are no web pages here: the id is good for AUTH WEBUSER and AUTH SESSIONID. A session ' +
    'ends after 20 minutes without use, after a day, and when the server stops.',

  prepare: ({ server }) => server.freshSessionId(),

  run: (context, values, id: string) => open(context, values, 'WebUser', id),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateWebUserSession user1 ADDRESS [10.1.2.3] FOR 192.0.2.7 WML SKIN Basic
    S: 201 *
    C: CreateWebUserSession user1 ADDRESS nowhere
    S: 500 failed to read an IP address
    C: CreateWebUserSession user2 ADDRESS 10.1.2.3
    S: 513 unknown user account
    C: UpdateAccountSettings user1 {AccessModes=(Mail,PWD);}
    S: 200 OK
    C: CreateWebUserSession user1 ADDRESS 10.1.2.3
    S: 501 account has no WebMail service
  `,
});

export const createXIMSSSession = change({
  name: 'CreateXIMSSSession',
  usage: 'accountName ADDRESS address [FOR origAddress]',
  summary: 'Opens a XIMSS session for an Account without its password and gives its id.',
  arguments: { accountName, address: ipAddress, origAddress: optional(ipAddress) },
  needs,
  deviations: 'As CreateWebUserSession: XIMSS itself is not spoken here.',

  prepare: ({ server }) => server.freshSessionId(),

  run: (context, values, id: string) => open(context, values, 'XIMSS', id),

  example: `
    C: CreateAccount user1
    S: 200 OK
    C: CreateXIMSSSession user1 ADDRESS 10.1.2.3 FOR 192.0.2.7
    S: 201 *
    C: CreateXIMSSSession user2 ADDRESS 10.1.2.3
    S: 513 unknown user account
  `,
});
