import { expect } from 'chai';
import { Refusal } from '../../src/engine/core/refusal.js';
import type { NewWebSession } from '../../src/engine/core/consequences.js';
import { WebSessions } from '../../src/engine/logins/web-sessions.js';

const minute = 60_000;

function made(id: string, account = 7): NewWebSession {
  return { id, account, protocol: 'WebUser', address: '10.1.2.3', proxied: '', skin: '' };
}

describe('Web sessions', () => {
  const limits = { idleSeconds: 20 * 60, lifeSeconds: 60 * 60, perAccount: 2, total: 3 };
  let sessions: WebSessions;

  beforeEach(() => {
    sessions = new WebSessions(limits);
  });

  const ids = (account: number, time: number): readonly string[] =>
    sessions.of(account, time).map(({ id }) => id);

  function opened(id: string, account: number, time: number): string {
    try {
      sessions.requireRoom(account, time);
      sessions.open(made(id, account), time);
      return 'opened';
    } catch (error) {
      if (error instanceof Refusal) return error.reason;
      throw error;
    }
  }

  it('are found by id and by Account until they end', () => {
    sessions.open(made('a'), 0);
    sessions.open(made('b'), 0);
    sessions.open(made('c', 8), 0);
    expect(ids(7, 1)).to.deep.equal(['a', 'b']);
    expect(sessions.end('a')).to.equal(true);
    expect(sessions.end('a')).to.equal(false);
    expect(ids(7, 1)).to.deep.equal(['b']);
    expect([...sessions.accounts()]).to.deep.equal([7, 8]);
    expect(sessions.endAll(7)).to.equal(1);
    expect(sessions.find('b', 1)).to.equal(undefined);
    expect([...sessions.accounts()]).to.deep.equal([8]);
  });

  it('opened twice with one id are one', () => {
    sessions.open(made('a'), 0);
    sessions.open(made('a'), 5 * minute);
    expect(sessions.find('a', 6 * minute)?.started).to.equal(0);
    expect(ids(7, 6 * minute)).to.deep.equal(['a']);
  });

  it('end when nobody asks for them', () => {
    sessions.open(made('a'), 0);
    expect(sessions.find('a', 20 * minute - 1)?.id).to.equal('a');
    expect(sessions.find('a', 20 * minute)).to.equal(undefined);
    expect([...sessions.accounts()]).to.deep.equal([]);
  });

  it('live longer when somebody does, but not for ever', () => {
    sessions.open(made('a'), 0);
    for (let time = 0; time < 60 * minute; time += 15 * minute) sessions.touch('a', time);
    expect(sessions.find('a', 60 * minute - 1)?.id).to.equal('a');
    sessions.touch('a', 60 * minute - 1);
    expect(sessions.find('a', 60 * minute)).to.equal(undefined);
  });

  it('are limited for each Account and for all', () => {
    expect(['a', 'b', 'c'].map((id) => opened(id, 7, 0))).to.deep.equal([
      'opened',
      'opened',
      'limit-reached',
    ]);
    expect(opened('d', 8, 0)).to.equal('opened');
    expect(opened('e', 9, 0)).to.equal('limit-reached');
  });

  it('make room when they are idle', () => {
    for (const id of ['a', 'b']) sessions.open(made(id), 0);
    sessions.open(made('c', 8), 0);
    sessions.touch('a', 10 * minute);
    expect(opened('d', 9, 20 * minute)).to.equal('opened');
    expect(ids(7, 20 * minute)).to.deep.equal(['a']);
    expect(ids(8, 20 * minute)).to.deep.equal([]);
  });
});
