import { expect } from 'chai';
import { roster } from '../../src/commands/account-services/roster.js';
import { createAccount } from '../../src/engine/accounts/accounts.js';
import { at, LittleServer } from '../engine/little-server.js';
import { asked } from './asked-of-command.js';

describe('Rosters', () => {
  it('hold as many contacts as MaxRosterItems says; those that are there can still be changed', async () => {
    const server = await LittleServer.with();
    await server.change((change) => {
      const { domain, name } = at(change.tx, 'user1');
      createAccount(change, domain.id, name, {
        type: 'MultiMailbox',
        storage: '',
        legacy: false,
        settings: new Map([['MaxRosterItems', '2']]),
      });
    });
    const ask = (parameters: string) =>
      server.change((change) => asked(change, { command: roster, account: 'user1' }, parameters));
    expect(await ask('{what=Update;peer=a;data={};}')).to.equal('{}');
    expect(await ask('{what=Update;peer=b;data={};}')).to.equal('{}');
    expect(await ask('{what=Update;peer=c;data={};}')).to.equal('limit-reached');
    expect(await ask('{what=Update;peer=A;data={Inp=YES;};}')).to.equal('{}');
    expect(server.effects.map(({ field, name }) => [field, name])).to.deep.equal([
      ['roster', 'user1@main.test'],
    ]);
    expect(await ask('{what=remove;peer=b;}')).to.equal('{}');
    expect(await ask('{what=Update;peer=c;data={};}')).to.equal('{}');
    expect(await ask('{what=List;}')).to.equal('{a={Inp=YES;};c={};}');
    for (const peer of ['""', '"a b"', '(a)']) {
      expect(await ask(`{what=Update;peer=${peer};data={};}`), peer).to.equal('illegal-value');
    }
  });
});
