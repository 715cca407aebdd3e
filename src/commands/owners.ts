/** Whose things commands are about that Domains and the server have alike: Skins, Rules, alerts. */
import type { Subject } from '../engine/core/effects.js';
import type { DomainName } from '../engine/core/names.js';
import { theDomain, theServer } from '../engine/directory/subjects.js';
import { targetDomain, type Situation } from './targets.js';

/** An owner of such things. */
export interface Owner {
  /** In the names of the commands: `Domain`. */
  readonly word: string;
  /** The one that a line means. Refuses with `unknown-domain`. */
  readonly find: (
    situation: Situation,
    values: { readonly domainName?: DomainName | undefined },
  ) => Subject<'server' | 'domain'>;
}

export const ofDomain: Owner = {
  word: 'Domain',
  find: (situation, values) => theDomain(targetDomain(situation, values.domainName)),
};

export const ofServer: Owner = { word: 'Server', find: () => theServer };
