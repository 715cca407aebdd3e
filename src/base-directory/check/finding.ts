/**
 * What a check of the store finds: something that contradicts something else, and what a repair
 * would do about it. Every rule of the check yields these; knows no rule.
 */

import type { JournalKind, Subject } from '../../engine/core/effects.js';
import type { Reader, Writer } from '../../store/store.js';
import { domains, type Id } from '../../tables/tables.js';

/** Something that is wrong. */
export interface Finding {
  readonly subject: Subject;
  /** What is wrong, as a sentence without its subject. */
  readonly wrong: string;
  /** What a repair does; undefined when nobody but a person can tell what is right. */
  readonly fix: string | undefined;
  /** Does it. Looks at the rows anew, because another repair may have come before. */
  readonly repair: ((tx: Writer) => void) | undefined;
}

/** Findings, one after the other: nothing is collected, however many there are. */
export type Findings = Generator<Finding, void, undefined>;

/** A finding that can be repaired. */
export function repairable(
  subject: Subject,
  wrong: string,
  fix: string,
  repair: (tx: Writer) => void,
): Finding {
  return { subject, wrong, fix, repair };
}

/** A finding that a person has to look at. */
export function notFixable(subject: Subject, wrong: string): Finding {
  return { subject, wrong, fix: undefined, repair: undefined };
}

/** An object of a Domain as a subject, also when that Domain is not there. */
export function subjectOf(
  tx: Reader,
  kind: JournalKind,
  id: Id,
  { domain, name }: { readonly domain: Id; readonly name: string },
): Subject {
  return { kind, id, domain, name: `${name}@${domainNameOf(tx, domain)}` };
}

/** A Domain as a subject, also when it is not there. */
export function domainSubject(tx: Reader, id: Id): Subject {
  return { kind: 'domain', id, domain: id, name: domainNameOf(tx, id) };
}

function domainNameOf(tx: Reader, id: Id): string {
  return tx.get(domains, id)?.name ?? `domain ${id}`;
}

/** A key of two parts: an id, and what is behind the first `/`. */
export function splitKey(key: string): readonly [Id, string] {
  const slash = key.indexOf('/');
  return [Number(key.slice(0, slash)), key.slice(slash + 1)];
}
