/**
 * The settings of a Mailing List that this server acts upon (objects, section 7.5); all others are
 * kept as given. The factory values of the original are not known: a setting that was never given,
 * or that cannot be read, restricts nothing.
 */
import type { ReceivingMode } from '../../tables/list-tables.js';
import type { OwnedRow } from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import type { Value } from '../../values/value.js';
import { dictionaryOf } from '../core/documents.js';

const receivingModes: readonly ReceivingMode[] = ['feed', 'digest', 'index', 'null', 'banned'];

/** `FirstModerated`: this number stands for all postings, */
const moderateAll = 10_000;
/** this one for a prohibition, */
const prohibited = 10_001;
/** and as `FatalWeight` this one for leaving at once. */
const atOnce = 10_000;

const periodUnits: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** What bounces lead to. */
export interface BounceRules {
  /** So many bounces end the subscription; Infinity: none do. */
  readonly max: number;
  /** How many bounces a fatal one counts for; Infinity: it ends the subscription. */
  readonly fatalWeight: number;
  /** After a bounce others do not count for so many milliseconds. */
  readonly coolOffMs: number;
}

/** The mode of new subscribers: `Distribution`, else `feed`. */
export function receivingModeOf(row: OwnedRow): ReceivingMode {
  const value = settingOf(row, 'Distribution');
  const given = typeof value === 'string' ? asciiLower(value) : '';
  return receivingModes.find((mode) => mode === given) ?? 'feed';
}

/** How the postings of new subscribers are moderated, as `SubscriberRow` keeps it. */
export function firstModerationOf(row: OwnedRow): string {
  const first = numberOf(settingOf(row, 'FirstModerated')) ?? 0;
  if (first === moderateAll) return 'moderateAll';
  if (first === prohibited) return 'prohibited';
  return first > 0 ? String(first) : '';
}

/** What bounces lead to in a List; a `MaxBounces` of 0 ends no subscription. */
export function bounceRulesOf(row: OwnedRow): BounceRules {
  const max = numberOf(settingOf(row, 'MaxBounces')) ?? 0;
  const weight = numberOf(settingOf(row, 'FatalWeight')) ?? 1;
  return {
    max: max > 0 ? max : Infinity,
    fatalWeight: weight >= atOnce ? Infinity : Math.max(1, weight),
    coolOffMs: periodOf(settingOf(row, 'CoolOffPeriod')),
  };
}

function settingOf(row: OwnedRow, key: string): Value | undefined {
  return dictionaryOf(row.settings).get(key);
}

function numberOf(value: Value | undefined): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** Milliseconds of a period such as `1h` or `2d`; a number alone counts seconds. */
function periodOf(value: Value | undefined): number {
  const text = typeof value === 'bigint' ? String(value) : value;
  const [, digits, unit = ''] =
    typeof text === 'string' ? (/^(\d{1,9})([smhd]?)$/i.exec(text) ?? []) : [];
  return digits === undefined ? 0 : Number(digits) * (periodUnits[asciiLower(unit)] ?? 1) * 1000;
}
