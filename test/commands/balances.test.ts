import { expect } from 'chai';
import fc from 'fast-check';
import { balance } from '../../src/commands/account-services/balance.js';
import { deleteAccount } from '../../src/engine/accounts/accounts.js';
import { transactions } from '../../src/tables/balance-tables.js';
import { accountAt, LittleServer } from '../engine/little-server.js';
import { asked } from './asked-of-command.js';

const day = 24 * 60 * 60 * 1000;

describe('Balances', () => {
  let server: LittleServer;
  let now: number;

  beforeEach(async () => {
    now = 0;
    server = await LittleServer.with();
    await server.accounts(['user1', 'Domain', 'CanCreditAccounts']);
  });

  /** The answer to parameters as a client writes them, or the reason of a refusal. */
  const ask = (parameters: string) =>
    server.change((change) =>
      asked(change, { command: balance, account: 'user1', now }, `{${parameters}}`),
    );

  it('are made by a credit and listed by name', async () => {
    expect(await ask('op=list;')).to.equal('{balance=();}');
    expect(await ask('op=credit;amount=#5;')).to.equal('{amount=#5;}');
    expect(await ask('op=credit;amount=7;balance=phone;')).to.equal('{amount=#7;}');
    expect(await ask('op=CREDIT;amount=#1;balance="";')).to.equal('{amount=#6;}');
    expect(await ask('op=list;')).to.equal('{balance=("",phone);}');
    expect(await ask('op=readAll;')).to.equal('{""=#6;phone=#7;}');
  });

  it('give no more than is free', async () => {
    await ask('op=credit;amount=#10;');
    await ask('op=reserve;amount=#4;reserve=a;');
    expect(await ask('op=read;')).to.equal('{amount=#10;reserved=#4;}');
    expect(await ask('op=charge;amount=#7;')).to.equal('funds-too-small');
    expect(await ask('op=reserve;amount=#7;')).to.equal('funds-too-small');
    expect(await ask('op=charge;amount=#6;')).to.equal('{amount=#4;}');
    expect(await ask('op=charge;amount=#1;')).to.equal('funds-too-small');
    expect(await ask('op=charge;amount=#5;reserve=a;')).to.equal('funds-too-small');
    expect(await ask('op=charge;amount=#4;reserve=a;')).to.equal('{amount=#0;}');
    expect(await ask('op=release;reserve=a;')).to.equal('unknown-reserve');
  });

  it('hold back more when a reservation is extended, and nothing once it has expired', async () => {
    await ask('op=credit;amount=#10;');
    await ask('op=reserve;amount=#4;reserve=a;');
    expect(await ask('op=reserve;amount=#2;reserve=a;')).to.equal('{amount=#6;reserve=a;}');
    now = day - 1000;
    expect(await ask('op=read;')).to.equal('{amount=#10;reserved=#6;}');
    now = day;
    expect(await ask('op=read;')).to.equal('{amount=#10;reserved=#0;}');
    expect(await ask('op=charge;amount=#1;reserve=a;')).to.equal('unknown-reserve');
    await ask('op=reserve;amount=#3;reserve=b;expires=#T02-01-1970_00:00:10;');
    expect(await ask('op=read;')).to.equal('{amount=#10;reserved=#3;}');
    now = day + 10_000;
    expect(await ask('op=charge;amount=#10;')).to.equal('{amount=#0;}');
  });

  it('make names for reservations that have none', async () => {
    await ask('op=credit;amount=#10;');
    const names = new Set([await ask('op=reserve;amount=#1;'), await ask('op=reserve;amount=#1;')]);
    expect(names.size).to.equal(2);
    expect(await ask('op=read;')).to.equal('{amount=#10;reserved=#2;}');
  });

  it('are never below zero nor below what is reserved, whatever is asked', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom('credit', 'charge', 'reserve', 'release', 'charge a', 'reserve a'),
            fc.integer({ min: 0, max: 20 }),
          ),
          { maxLength: 20 },
        ),
        async (steps) => {
          await ask('op=remove;');
          await ask('op=credit;amount=#0;');
          let value = 0;
          for (const [step, amount] of steps) {
            const [op = '', reserve] = step.split(' ');
            const of = reserve === undefined && op !== 'release' ? '' : 'reserve=a;';
            const answer = await ask(`op=${op};amount=#${amount};${of}`);
            if (op === 'credit') value += amount;
            if (op === 'charge' && answer.startsWith('{')) value -= amount;
            const [, kept, reserved] =
              /^\{amount=#(\d+);reserved=#(\d+);\}$/.exec(await ask('op=read;')) ?? [];
            expect(Number(kept)).to.equal(value);
            expect(Number(reserved)).to.be.at.most(value);
          }
        },
      ),
      { numRuns: 40 },
    ));

  it('leave a history that outlives them', async () => {
    await ask('op=credit;amount=#10;reference="inv-1";description={by=hand;};');
    await ask('op=charge;amount=#3;');
    await ask('op=credit;amount=#1;balance=phone;');
    await ask('op=reserve;amount=#1;');
    await ask('op=remove;');
    const time = 'time=#T01-01-1970_00:00:00;';
    const removed = `{amount=#7;balance="";op=remove;${time}value=#0;}`;
    const charged = `{amount=#3;balance="";op=charge;${time}value=#7;}`;
    expect(await ask('op=history;balance="";')).to.equal(
      `{history=({amount=#10;balance="";description={by=hand;};op=credit;reference=inv-1;${time}` +
        `value=#10;},${charged},${removed});}`,
    );
    expect(await ask('op=history;balance="";limit=#2;')).to.equal(
      `{history=(${charged},${removed});}`,
    );
    expect(await ask('op=history;limit=0;')).to.equal('{history=();}');
  });

  it('leave no trace of a removal when they are empty', async () => {
    await ask('op=credit;amount=#0;');
    expect(await ask('op=remove;')).to.equal('{amount=#0;}');
    expect(await ask('op=history;')).not.to.include('op=remove');
    expect(await ask('op=remove;')).to.equal('unknown-balance');
  });

  for (const parameters of [
    '',
    'op=paint;',
    'op=credit;',
    'op=credit;amount=#-1;',
    'op=credit;amount="-1";',
    'op=credit;amount=many;',
    'op=credit;amount=#1;balance=(x);',
    'op=credit;amount=#1;reference=(x);',
  ]) {
    it(`refuse {${parameters}}`, async () => {
      expect(await ask(parameters)).to.equal('illegal-value');
      expect(await ask('op=list;')).to.equal('{balance=();}');
    });
  }

  it('do not overflow', async () => {
    await ask('op=credit;amount=#9223372036854775807;');
    expect(await ask('op=credit;amount=#1;')).to.equal('illegal-value');
    expect(await ask('op=read;')).to.equal('{amount=#9223372036854775807;reserved=#0;}');
  });

  it('go with their Account, history and all', async () => {
    await ask('op=credit;amount=#1;');
    await server.change((change) => deleteAccount(change, accountAt(change.tx, 'user1')));
    expect(await server.view((tx) => [...tx.range(transactions, {})])).to.be.empty;
  });
});
