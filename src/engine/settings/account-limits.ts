/**
 * How many Accounts a Domain may have, in all and of each grade: the Domain settings
 * `AccountsLimit`, `AGradeLimit`, `BGradeLimit`, `CGradeLimit` (objects, section 4); other limits of
 * a Domain are read here too.
 */
import type { Reader, DerivedWriter } from '../../store/store.js';
import type { AccountType, DomainId } from '../../tables/tables.js';
import type { Value } from '../../values/value.js';
import { addToCounter, counter, countOf } from '../directory/directory.js';
import { refuse } from '../core/refusal.js';
import { effectiveDomainSetting, type ObeyedSetting } from './settings-chain.js';

type Grade = 'AGrade' | 'BGrade' | 'CGrade';

/** Counts one more Account of a Domain. Refuses with `limit-reached`. */
export function countAccountIn(tx: DerivedWriter, domain: DomainId, type: AccountType): void {
  requireRoom(tx, domain, 'AccountsLimit', countOf('account', domain));
  addToCounter(tx, countOf('account', domain), 1);
  countGradeIn(tx, domain, type);
}

/** Counts one Account of a Domain less. */
export function countAccountOut(tx: DerivedWriter, domain: DomainId, type: AccountType): void {
  addToCounter(tx, countOf('account', domain), -1);
  countGradeOut(tx, domain, type);
}

/** Counts one more Account of a grade, if the type is one. Refuses with `limit-reached`. */
export function countGradeIn(tx: DerivedWriter, domain: DomainId, type: AccountType): void {
  if (!isGrade(type)) return;
  requireRoom(tx, domain, `${type}Limit`, countOf(`grade ${type}`, domain));
  addToCounter(tx, countOf(`grade ${type}`, domain), 1);
}

/** Counts one Account of a grade less, if the type is one. */
export function countGradeOut(tx: DerivedWriter, domain: DomainId, type: AccountType): void {
  if (isGrade(type)) addToCounter(tx, countOf(`grade ${type}`, domain), -1);
}

/** Whether Accounts of a type are counted by themselves. */
export function isGrade(type: AccountType): type is Grade {
  return type === 'AGrade' || type === 'BGrade' || type === 'CGrade';
}

/** Refuses with `limit-reached` when a counter is at the limit that a Domain setting gives. */
export function requireRoom(
  tx: Reader,
  domain: DomainId,
  setting: ObeyedSetting,
  countKey: string,
): void {
  const limit = limitOf(effectiveDomainSetting(tx, domain, setting));
  if (counter(tx, countKey) >= limit) refuse('limit-reached');
}

/** A negative limit, and what is no number, means unlimited. */
export function limitOf(value: Value | undefined): number {
  const text = typeof value === 'bigint' ? String(value) : value;
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Infinity;
}
