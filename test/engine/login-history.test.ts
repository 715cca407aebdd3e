import { expect } from 'chai';
import { FailedLogins, readFlow } from '../../src/engine/logins/failed-logins.js';
import { LoginHistory } from '../../src/engine/logins/login-history.js';
import { print } from '../../src/values/print.js';
import { TimeStamp, type Value } from '../../src/values/value.js';

describe('the login history', () => {
  const at = (seconds: number): TimeStamp => new TimeStamp('time', seconds);
  const from = (address: string): string => `[${address}]`;

  it('knows the last login, the one before, and the last that failed', () => {
    const history = new LoginHistory();
    history.succeeded(7, 1000, '192.0.2.1');
    history.failed(7, 1500, '192.0.2.66');
    history.succeeded(7, 2999, '192.0.2.2');
    expect([...history.of(7)]).to.deep.equal([
      ['LastLogin', at(2)],
      ['LastAddress', from('192.0.2.2')],
      ['PrevLogin', at(1)],
      ['PrevLoginAddress', from('192.0.2.1')],
      ['LastFailedLogin', at(1)],
      ['LastFailedLoginAddress', from('192.0.2.66')],
    ] satisfies [string, Value][]);
    expect(history.lastAddress(7)).to.equal('192.0.2.2');
  });

  it('tells nothing of what never happened', () => {
    const history = new LoginHistory();
    expect(history.of(7).size).to.equal(0);
    history.failed(7, 0, '');
    expect([...history.of(7).keys()]).to.deep.equal(['LastFailedLogin']);
    expect(history.lastAddress(7)).to.be.undefined;
  });

  it('is bounded: who was heard of longest ago goes first', () => {
    const history = new LoginHistory(2);
    history.succeeded(1, 1000, '192.0.2.1');
    history.succeeded(2, 2000, '192.0.2.2');
    history.failed(1, 3000, '192.0.2.3');
    history.succeeded(3, 4000, '192.0.2.4');
    expect([1, 2, 3].map((account) => history.of(account).size > 0)).to.deep.equal([
      true,
      false,
      true,
    ]);
  });
});

describe('failed logins', () => {
  const flow = { count: 2, period: 1000 };

  it('lock an Account when its flow is used up, until its period is over', () => {
    const failures = new FailedLogins();
    failures.failed(1, flow, 0);
    expect(failures.isLocked(1, flow, 1)).to.be.false;
    failures.failed(1, flow, 500);
    expect(failures.isLocked(1, flow, 999)).to.be.true;
    expect(failures.isLocked(2, flow, 999)).to.be.false;
    expect(failures.isLocked(1, flow, 1000)).to.be.false;
  });

  it('are forgotten after a login, and do not count where nothing is limited', () => {
    const failures = new FailedLogins();
    failures.failed(1, flow, 0);
    failures.failed(1, flow, 0);
    expect(failures.isLocked(1, undefined, 1)).to.be.false;
    failures.succeeded(1);
    expect(failures.isLocked(1, flow, 1)).to.be.false;
    failures.failed(2, undefined, 0);
    failures.failed(2, undefined, 0);
    expect(failures.isLocked(2, flow, 1)).to.be.false;
  });

  it('do not lock for longer when the clock goes back', () => {
    const failures = new FailedLogins();
    failures.failed(1, flow, 10_000);
    failures.failed(1, flow, 10_000);
    expect(failures.isLocked(1, flow, 5000)).to.be.false;
  });

  it('are counted for so many Accounts at most', () => {
    const failures = new FailedLogins(1);
    for (const account of [1, 1, 2]) failures.failed(account, flow, 0);
    expect(failures.isLocked(1, flow, 1)).to.be.false;
  });

  const flows: readonly (readonly [
    value: Value | undefined,
    count: number | undefined,
    ms: number,
  ])[] = [
    [['10', '1m'], 10, 60_000],
    [[10n, 30n], 10, 30_000],
    [['3', '2h'], 3, 7_200_000],
    [['1', '7d'], 1, 604_800_000],
    [['0', '15s'], 0, 15_000],
    [['-1', '3600'], undefined, 0],
    [['10', 'never'], undefined, 0],
    [['10'], undefined, 0],
    ['10', undefined, 0],
    [undefined, undefined, 0],
  ];
  for (const [value, count, period] of flows) {
    it(`${value === undefined ? 'nothing' : print(value)} allows ${count ?? 'any number'}`, () => {
      expect(readFlow(value)).to.deep.equal(count === undefined ? undefined : { count, period });
    });
  }
});
