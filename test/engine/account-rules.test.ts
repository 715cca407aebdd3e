import { expect } from 'chai';
import {
  accountRules,
  keepAccountRules,
  requireRulesAllowed,
} from '../../src/engine/accounts/account-rules.js';
import type { RuleSet } from '../../src/engine/settings/rule-sets.js';
import { keepSettings, updatedSettings } from '../../src/engine/accounts/account-settings.js';
import { readRules } from '../../src/engine/settings/rules.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, LittleServer } from './little-server.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with();
  await server.accounts('user1');
});

const rulesWith = (...actions: string[]) =>
  readRules(actions.map((action) => ['1', `do ${action}`, [], [[action, 'x']]]));
const keep = (set: RuleSet, ...actions: string[]) =>
  server.change((change) =>
    keepAccountRules(change, accountAt(change.tx, 'user1'), set, rulesWith(...actions)),
  );
const allow = (key: string, value: string) =>
  server.change((change) => {
    const account = accountAt(change.tx, 'user1');
    const given = new Map<string, Value>([[key, value]]);
    keepSettings(change, account, updatedSettings(account.row, given));
  });
const check = (set: RuleSet, ...actions: string[]) =>
  server.change(({ tx }) =>
    requireRulesAllowed(tx, accountAt(tx, 'user1'), set, rulesWith(...actions)),
  );

describe('The actions that a user may put into the own mail rules', () => {
  for (const [setting, action, answer] of [
    ['No', 'Discard', 'no-right'],
    ['Filter Only', 'Store in', undefined],
    ['filter only', 'STORE IN', undefined],
    ['Filter Only', 'Redirect to', 'no-right'],
    ['Filter Only', 'Reply with', 'no-right'],
    ['Filter Only', 'Something New', 'no-right'],
    ['All But Exec', 'Redirect to', undefined],
    ['All But Exec', 'Execute', 'no-right'],
    ['All But Exec', 'externalfilter', 'no-right'],
    ['Any', 'Execute', undefined],
    ['Nonsense', 'Discard', 'no-right'],
  ] as const) {
    it(`are ${answer ? 'without' : 'with'} ${action} for RulesAllowed=${setting}`, async () => {
      await allow('RulesAllowed', setting);
      expect(await check('mailRules', action)).to.equal(answer);
    });
  }

  it('are none unless somebody allows them', async () => {
    expect(await check('mailRules', 'Discard')).to.equal('no-right');
    expect(await check('mailRules')).to.equal('no-right');
  });

  it('may stay where an administrator put them', async () => {
    await allow('RulesAllowed', 'Filter Only');
    await keep('mailRules', 'Execute');
    expect(await check('mailRules', 'Execute', 'Discard')).to.equal(undefined);
    expect(await check('mailRules', 'Execute', 'Forward to')).to.equal('no-right');
  });

  it('have a setting of their own for signals', async () => {
    await allow('RulesAllowed', 'No');
    expect(await check('signalRules', 'Fork to')).to.equal(undefined);
    await allow('SignalRulesAllowed', 'No');
    expect(await check('signalRules', 'Fork to')).to.equal('no-right');
  });
});

describe('Rules of an Account', () => {
  it('are a setting for mail and no setting for signals', async () => {
    await keep('mailRules', 'Discard');
    await keep('signalRules', 'Reject');
    await server.view((tx) => {
      const account = accountAt(tx, 'user1');
      expect(account.row.settings).to.equal('{Rules=((1,"do Discard",(),((Discard,x))));}');
      expect(accountRules(tx, account, 'mailRules')).to.have.length(1);
      expect(accountRules(tx, account, 'signalRules')).to.have.length(1);
    });
  });

  it('leave nothing behind when there are none', async () => {
    await keep('mailRules', 'Discard');
    await keep('mailRules');
    await server.view((tx) => expect(accountAt(tx, 'user1').row.settings).to.equal('{}'));
  });
});
