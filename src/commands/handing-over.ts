/** Who may make an Account the owner of something that is there: `Owner` among its new settings. */
import { isAllowed, requireStandingAbove } from '../access/allows.js';
import type { Need } from '../access/need.js';
import { accountOf, findName } from '../engine/directory/directory.js';
import { asksForDefault } from '../engine/core/documents.js';
import { address } from '../engine/core/names.js';
import { refuse } from '../engine/core/refusal.js';
import { domainNames, type DomainId, type AccountId } from '../tables/tables.js';
import type { Dictionary } from '../values/value.js';
import type { QueryContext } from './define.js';

/** What is there, with its Domain and its owner. */
interface Owned {
  readonly domain: DomainId;
  readonly owner: AccountId;
}

/**
 * Refuses with `no-right` when given settings name another owner and the actor does not administer
 * (`need`, of the command's `values`), or holds less rights than the one to be. An owner cannot hand
 * over: that would be acting on an Account of somebody else, and telling which there are.
 */
export function requireMayHandOver(
  { tx, actor }: Pick<QueryContext, 'tx' | 'actor'>,
  { domain, owner }: Owned,
  newSettings: Dictionary,
  need: Need,
  values: Readonly<Record<string, unknown>>,
): void {
  const given = newSettings.get('Owner');
  if (given === undefined || asksForDefault(given) || typeof given !== 'string') return;
  const named = address(given);
  const isHere = named.domain === undefined || tx.get(domainNames, named.domain)?.domain === domain;
  const entry = isHere ? findName(tx, domain, named.name) : undefined;
  const isAccount = entry?.kind === 'account';
  if (isAccount && entry.id === owner) return;
  if (!isAllowed(tx, actor, need, values, false)) refuse('no-right');
  if (isAccount) requireStandingAbove(tx, actor, accountOf(tx, entry.id));
}
