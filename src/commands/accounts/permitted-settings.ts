/**
 * What of given settings the one who gives a command may set: a Domain administrator's other keys
 * are skipped without a word (objects, section 3.1).
 */
import { managesAllDomains, type Actor } from '../../access/actor.js';
import { mayModify } from '../../access/settings.js';
import type { Dictionary } from '../../values/value.js';

/** The settings among `given` that the actor may set. */
export function permitted(actor: Actor, given: Dictionary): Dictionary {
  if (managesAllDomains(actor)) return given;
  return new Map([...given].filter(([key]) => mayModify(actor, key)));
}
