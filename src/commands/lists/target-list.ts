/** From the name in a command line to a Mailing List. */
import type { Actor } from '../../access/actor.js';
import { findList, type Found } from '../../engine/directory.js';
import type { Address } from '../../engine/names.js';
import type { ListRow } from '../../store/list-tables.js';
import type { Reader } from '../../store/store.js';
import { targetDomainOf } from '../targets.js';

/** The List that a command means. Refuses with `unknown-domain` or `unknown-list`. */
export function targetList(
  situation: { readonly tx: Reader; readonly actor: Actor },
  address: Address,
): Found<ListRow> {
  return findList(situation.tx, targetDomainOf(situation, address).id, address.name);
}
