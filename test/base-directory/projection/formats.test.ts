import { expect } from 'chai';
import { happen } from './history.js';
import { LittleBase } from './little-base.js';

describe('The format of a new Mailbox', () => {
  let little: LittleBase;

  beforeEach(async () => {
    little = await LittleBase.with('one.test');
  });
  afterEach(() => little.remove());

  /** What happened before is on the disk; what comes then is written at once. */
  const after = async (before: readonly string[], then: readonly string[]): Promise<void> => {
    await happen(little, before);
    await little.settle();
    await happen(little, then);
    await little.settle();
    expect(little.troubles).to.deep.equal([]);
    expect(little.tree()).to.deep.equal(await little.fresh());
  };

  it('is not that of a file of the Account that had the name before', async () => {
    await after(
      ['create a MultiMailbox', 'box a P MailDirMailbox'],
      ['create b MultiMailbox', 'box b P', 'rename a c', 'rename b a'],
    );
    expect(little.tree()).to.have.property('Accounts/a.macnt/P.mbox');
  });

  it('is not that of a file in the Domain that had the name before', async () => {
    await after(
      ['create a@one.test MultiMailbox', 'box a@one.test P MailDirMailbox'],
      [
        'redomain one.test two.test',
        'domain one.test',
        'create a@one.test MultiMailbox',
        'box a@one.test P',
      ],
    );
    expect(little.tree()).to.have.property('Domains/one.test/a.macnt/P.mbox');
  });
});
