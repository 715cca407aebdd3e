/**
 * The modules of the server and their settings (catalogue, section "Server Settings"). The settings
 * are kept for clients: this server is none of these modules but PWD, which has its settings in the
 * configuration file.
 */
import { asciiUpper } from '../../values/letters.js';
import type { ServerDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';

/** Names of modules that clients ask for. Unknown: the order and the rest of the original's list. */
export const moduleNames: readonly string[] = [
  'SMTP',
  'LOCAL',
  'RPOP',
  'LIST',
  'PIPE',
  'POP',
  'IMAP',
  'ACAP',
  'LDAP',
  'PWD',
  'HTTPA',
  'HTTPU',
  'FTP',
  'TFTP',
  'SIP',
  'XIMSS',
  'XMPP',
  'RADIUS',
  'DIAMETER',
  'SNMP',
  'BSDLOG',
];

/** The document with a module's settings; names in any letter case. Refuses with `unknown-module`. */
export function moduleDocument(name: string): ServerDocument {
  const wanted = asciiUpper(name);
  if (!moduleNames.includes(wanted)) refuse('unknown-module');
  return `module/${wanted}`;
}
