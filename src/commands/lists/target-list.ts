/** From the name in a command line to a Mailing List. */
import type { Actor } from '../../access/actor.js';
import { type FoundList, findList } from '../../engine/directory/directory.js';
import type { Address } from '../../engine/core/names.js';
import type { Reader } from '../../store/store.js';
import { targetDomainOf } from '../targets.js';

/** The List that a command means. Refuses with `unknown-domain` or `unknown-list`. */
export function targetList(
  situation: { readonly tx: Reader; readonly actor: Actor },
  address: Address,
): FoundList {
  return findList(situation.tx, targetDomainOf(situation, address).id, address.name);
}
