/** What is left of a Domain administrator's settings when those that are not delegated are passed over. */
import type { Actor } from '../../access/actor.js';
import { mayModify } from '../../access/settings.js';
import type { Dictionary } from '../../values/value.js';

/** The settings that the actor may modify; others are passed over without a word (objects, section 3.1). */
export function permitted(actor: Actor, given: Dictionary): Dictionary {
  return new Map([...given].filter(([key]) => mayModify(actor, key)));
}
