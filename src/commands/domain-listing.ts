/** The commands that list the things of one kind in a Domain. */
import { domainAdministrator } from '../access/need.js';
import type { Reader } from '../store/store.js';
import type { DomainId } from '../tables/tables.js';
import { domainName, optional } from './arguments.js';
import { InSteps, query, type Answer, type Command, type OwnWords } from './define.js';
import { targetDomain } from './targets.js';

interface Listing extends OwnWords {
  readonly name: string;
  readonly list: (tx: Reader, domain: DomainId) => Generator<void, Answer>;
}

/** A command that lists what is in a Domain, the actor's own if none is named. */
export function domainListing({ list, ...words }: Listing): Command {
  return query({
    usage: '[domainName]',
    arguments: { domainName: optional(domainName) },
    needs: domainAdministrator('domainName'),
    deviations: 'The names come sorted.',
    ...words,
    run: (context, values) =>
      new InSteps(list(context.tx, targetDomain(context, values.domainName).id)),
  });
}
