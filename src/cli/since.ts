/** Points in time as people give them on a command line: ISO times, or periods before now. */

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads `2h`, `7d`, `2026-01-31` or `2026-01-31T12:00Z`: milliseconds since 1970, or undefined when
 * it is neither. A time without a zone is GMT, as all times that the program prints.
 */
export function readSince(text: string, now: number): number | undefined {
  const period = /^(\d{1,9})([smhdw])$/.exec(text);
  if (period) return now - Number(period[1]) * (unitMs[period[2] ?? ''] ?? 0);
  const time =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (!time) return undefined;
  const [, date = '', clock = '00:00', zone = 'Z'] = time;
  const ms = Date.parse(`${date}T${clock}${zone}`);
  return Number.isNaN(ms) ? undefined : ms;
}
