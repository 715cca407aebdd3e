import { expect } from 'chai';
import { humanLines, jsonLine } from '../../src/cli/record-lines.js';
import type { JournalRecord } from '../../src/engine/core/journal.js';
import { bytesOf } from '../../src/values/text.js';

const about = { kind: 'account', id: 7, domain: 3, name: 'ann@m\xc3\xbcller.example' } as const;

const record: JournalRecord = {
  position: 12,
  time: Date.UTC(2026, 0, 31, 12),
  actor: 'postmaster@company.com',
  actorId: 4,
  channel: 'PWD',
  address: '203.0.113.7',
  command: 'UpdateAccountSettings',
  effects: [
    { ...about, field: 'settings', before: '{}', after: '{RealName="a\x1b[2J";}' },
    { ...about, field: 'deleted', before: '{}', after: undefined },
    { ...about, field: 'mailbox', part: bytesOf('Entwürfe'), before: undefined, after: undefined },
  ],
};

describe('A record of the journal is printed', () => {
  const head =
    '2026-01-31T12:00:00.000Z 12 postmaster@company.com PWD[203.0.113.7] UpdateAccountSettings';

  it('for people with a line for each effect, without signs that move a cursor', () => {
    expect(humanLines(record)).to.deep.equal([
      `${head}: account ann@müller.example settings {} -> {RealName="a?[2J";}`,
      `${head}: account ann@müller.example deleted {} -> nothing`,
      `${head}: account ann@müller.example mailbox Entwürfe`,
    ]);
  });

  it('for programs as one object on one line', () => {
    const text = jsonLine(record);
    expect(text).not.to.include('\n');
    expect(JSON.parse(text)).to.deep.equal({
      position: 12,
      time: '2026-01-31T12:00:00.000Z',
      actor: 'postmaster@company.com',
      actorId: 4,
      channel: 'PWD',
      address: '203.0.113.7',
      command: 'UpdateAccountSettings',
      effects: [
        {
          kind: 'account',
          id: 7,
          name: 'ann@müller.example',
          field: 'settings',
          before: '{}',
          after: '{RealName="a\x1b[2J";}',
        },
        {
          kind: 'account',
          id: 7,
          name: 'ann@müller.example',
          field: 'deleted',
          before: '{}',
          after: null,
        },
        {
          kind: 'account',
          id: 7,
          name: 'ann@müller.example',
          field: 'mailbox Entwürfe',
          before: null,
          after: null,
        },
      ],
    });
  });
});
