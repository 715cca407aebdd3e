/**
 * Which Account and Domain settings a Domain administrator may modify (objects, section 14.2;
 * protocol, section 10.2). Commands silently skip the others.
 */
import { managesAllDomains, type Actor } from './actor.js';
import { domainRights, serverRights } from '../engine/accounts/rights.js';

/**
 * What `BasicSettings` opens: who the user is and how the user logs in. Settings that grant
 * services, storage or trust, or that relax a rule of the server, are not basic: a server
 * administrator opens each of them by a right of its name.
 */
const basicSettings: readonly string[] = [
  'RealName', // the person's name
  'Password', // the right lets its holder set passwords
  'ou', // department; the rest are contact attributes, which the server itself never uses
  'MobilePhone',
  'WorkPhone',
  'mobile',
];

/** Rights that open settings of other names. */
const openedBy: ReadonlyMap<string, string> = new Map([
  ...basicSettings.map((key): [string, string] => [key, 'BasicSettings']),
  ['Rules', 'RulesAllowed'],
  ['SignalRules', 'SignalRulesAllowed'],
  ['RPOP', 'CanModifyRPOP'],
  ['RSIP', 'CanModifyRSIP'],
]);

/**
 * Rights with a meaning of their own. Three are also names of settings (`RulesAllowed`,
 * `SignalRulesAllowed`, `CentralDirectory`), yet do not open them: who may edit a user's rules
 * could else allow rules that run programs.
 */
const namedRights: ReadonlySet<string> = new Set([...serverRights, ...domainRights]);

/**
 * Whether the actor may modify an Account or Domain setting where its rights reach; the access
 * check has decided before whether they reach there.
 */
export function mayModify(actor: Actor, key: string): boolean {
  if (managesAllDomains(actor)) return true;
  const { rights } = actor;
  if (!rights.has('Domain')) return false;
  const right = openedBy.get(key);
  if (right !== undefined && rights.has(right)) return true;
  if (key.startsWith('PSTN') && rights.has('PSTNSettings')) return true;
  return rights.has(key) && !namedRights.has(key);
}
