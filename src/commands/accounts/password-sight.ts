/**
 * Who sees stored passwords among an Account's settings: whoever may set them, so that settings can
 * be read and written back; the Account's own user does not.
 */
import { managesAllDomains } from '../../access/actor.js';
import { isAllowed } from '../../access/allows.js';
import { domainAdministrator } from '../../access/need.js';
import type { Sight } from '../../engine/shown-settings.js';
import type { AccountReference } from '../arguments.js';
import type { QueryContext } from '../define.js';

const maySetPasswords = domainAdministrator('accountName', 'BasicSettings');

/** How much the one who gives a command may see of an Account's password. */
export function sightOf(
  { tx, actor, server }: QueryContext,
  values: { readonly accountName: AccountReference },
): Sight {
  return {
    storedPasswords:
      managesAllDomains(actor) || isAllowed(tx, actor, maySetPasswords, values, true),
    passwords: server.passwords,
  };
}
