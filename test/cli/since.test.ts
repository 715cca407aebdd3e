import { expect } from 'chai';
import { readSince } from '../../src/cli/since.js';

const now = Date.UTC(2026, 0, 31, 12);

describe('A point in time on the command line', () => {
  const cases: readonly [string, string | undefined][] = [
    ['30s', '2026-01-31T11:59:30.000Z'],
    ['90m', '2026-01-31T10:30:00.000Z'],
    ['2h', '2026-01-31T10:00:00.000Z'],
    ['7d', '2026-01-24T12:00:00.000Z'],
    ['1w', '2026-01-24T12:00:00.000Z'],
    ['2026-01-30', '2026-01-30T00:00:00.000Z'],
    ['2026-01-30T10:20', '2026-01-30T10:20:00.000Z'],
    ['2026-01-30 10:20:30', '2026-01-30T10:20:30.000Z'],
    ['2026-01-30T10:20:30.5Z', '2026-01-30T10:20:30.500Z'],
    ['2026-01-30T10:20+02:00', '2026-01-30T08:20:00.000Z'],
    ['yesterday', undefined],
    ['2', undefined],
    ['-2h', undefined],
    ['2026-13-01', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`${text} is ${expected ?? 'none'}`, () => {
      const time = readSince(text, now);
      expect(time === undefined ? undefined : new Date(time).toISOString()).to.equal(expected);
    });
  }
});
