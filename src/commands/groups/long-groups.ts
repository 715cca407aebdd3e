/** Groups with so many members that these are written before the Group itself. */
import { givenMembers } from '../../engine/groups/groups.js';
import type { Id } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import type { PreparationContext } from '../define.js';

/** Up to so many members are written with the Group; some ten milliseconds of work. */
const membersAtOnce = 1000;

/**
 * The roll of the members that a dictionary names, written aside when they are many; undefined when
 * the command writes them itself. Refuses as `givenMembers`.
 */
export function rollWrittenAside(
  { server }: PreparationContext,
  domain: Id,
  given: Dictionary,
): Promise<Id> | undefined {
  const members = givenMembers(given);
  return members.length > membersAtOnce ? server.writeRoll(domain, members) : undefined;
}
