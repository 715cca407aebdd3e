/** The aliases of a Domain that comes in, as far as it may have them. */
import { asDomainName, type DomainName } from '../../engine/core/names.js';
import type { Reader } from '../../store/store.js';
import { domainNames } from '../../tables/tables.js';

/**
 * Those of the given aliases that nobody has, at most `max`; `drop` is told of the others. `own` is the
 * Domain's name.
 */
export function freeAliases(
  tx: Reader,
  own: DomainName,
  given: readonly string[],
  max: number,
  drop: (text: string) => void,
): readonly DomainName[] {
  const free = new Set<DomainName>();
  for (const text of given) {
    const alias = asDomainName(text);
    if (alias === undefined || alias === own || tx.get(domainNames, alias) !== undefined) {
      drop(`the domain alias ${text}: the name is taken`);
    } else if (free.size < max || free.has(alias)) free.add(alias);
    else drop(`the domain alias ${text}: there are stored.namesMax of them`);
  }
  return [...free];
}
