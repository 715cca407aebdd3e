import { expect } from 'chai';
import { settled } from '../../src/protocol/outcome.js';
import type { LongViewLimits } from '../../src/store/long-views.js';
import { DispatchedServer } from './dispatched-server.js';

/** More than two steps of rows. */
const count = 250;

/** Each listing that is made in slices, with a range of its arguments. */
const listings: readonly string[] = [
  'ListAccounts',
  'ListAccounts large.test',
  'ListDomainObjects large.test 10000 ACCOUNTS ALIASES FORWARDERS',
  'ListDomainObjects large.test 10000 ALIASES',
  'ListDomainObjects large.test FILTER 7 10000 ACCOUNTS FORWARDERS',
  'ListDomainObjects large.test 130 ACCOUNTS COOKIE ""',
  'ListDomainObjects large.test 130 ACCOUNTS FORWARDERS COOKIE m0110',
  'ListForwarders large.test',
  'FindForwarders large.test TO "To3@elsewhere.test"',
  'ListDomainTelnums large.test 1000',
  'ListDomainTelnums large.test FILTER 7 10',
  'ListServerTelnums 220',
  'ListGroups large.test',
  'ListDomains',
  'ListAdminDomains large.test',
  'ListDomainNamedTasks large.test',
  'ListAccountNamedTasks m0000@large.test',
  'GetDomainLists large.test',
  'GetAccountLists m0000@large.test',
  'ListMailboxes m0000@large.test',
  'ListMailboxes m0000@large.test FILTER "b1%"',
  'ListStorageFiles m0000@large.test PATH f/',
  'GetStorageFileInfo m0000@large.test PATH f/',
  'Dataset m0000@large.test {subsetName=Contacts;what=listEntries;}',
  'Dataset m0000@large.test {subsetName=Contacts;what=listEntries;attribute=cn;data=c7;}',
  'Balance m0000@large.test {op=history;}',
  'Balance m0000@large.test {op=history;balance=b1;limit=30;}',
  'GetGroup all@large.test',
];

async function filled(limits: Partial<LongViewLimits>): Promise<DispatchedServer> {
  const server = await DispatchedServer.start({ sliceMs: 0, snapshotMs: 60_000, ...limits });
  await server.ask('CreateDomain large.test');
  await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const name = `m${String(at).padStart(4, '0')}`;
      await server.ask(`CreateAccount ${name}@large.test`);
      await server.ask(`SetAccountAliases ${name}@large.test (alias${at})`);
      await server.ask(`SetAccountTelnums ${name}@large.test (${String(100_000 + at)})`);
      await server.ask(`CreateForwarder f${at}@large.test TO "to${at % 10}@elsewhere.test"`);
      await server.ask(`CreateDomain d${at}.test {AdminDomainName=large.test;}`);
      await server.ask(`CreateNamedTask t${at}@large.test FOR m0000`);
      await server.ask(`CreateList l${at}@large.test FOR m0000`);
      await server.ask(`CreateMailbox m0000@large.test MAILBOX b${at}`);
      await server.ask(`WriteStorageFile m0000@large.test FILE f/${at} DATA [YWJj]`);
      const entry = `subsetName=Contacts;what=setEntry;entryName=e${at};data={cn=c${at % 10};};`;
      await server.ask(`Dataset m0000@large.test {${entry}}`);
      await server.ask(`Balance m0000@large.test {op=credit;balance=b${at % 2};amount=#${at};}`);
    }),
  );
  const members = Array.from({ length: count }, (_, at) => `alias${at}`).join(',');
  await server.ask(`CreateGroup all@large.test {RealName=All;Members=(${members});}`);
  return server;
}

describe('A long listing', () => {
  let slow: DispatchedServer;
  let whole: DispatchedServer;

  before(async function () {
    this.timeout(20_000);
    // The one goes on at each step, the other never.
    [slow, whole] = await Promise.all([filled({}), filled({ sliceMs: Infinity })]);
  });

  after(() => Promise.all([slow.stop(), whole.stop()]));

  for (const line of listings) {
    it(`is in slices what it is at once: ${line}`, async () => {
      const answer = await slow.ask(line);
      expect(answer).to.match(/^201 .*\w/);
      expect(answer).to.equal(await whole.ask(line));
    });
  }

  it('is refused in slices as it is at once', async () => {
    for (const line of ['ListAccounts none.test', 'ListDomainObjects none.test 1 ACCOUNTS']) {
      expect(await slow.ask(line)).to.equal('512 unknown secondary domain name');
    }
    expect(await slow.ask('ListAccounts large.test', 'm0001@large.test')).to.match(/^510 /);
  });

  it('shows one state while an Account moves from its end to its beginning and back', async () => {
    await slow.ask('CreateAccount a-first@large.test');
    const other = { 'a-first': 'z-last', 'z-last': 'a-first' };
    let name: keyof typeof other = 'a-first';
    const mover = { isDone: false };
    const moving = (async () => {
      while (!mover.isDone) {
        const to: string = other[name];
        await slow.ask(`RenameAccount ${name}@large.test INTO ${to}@large.test`);
        name = to as keyof typeof other;
      }
    })();
    for (let round = 0; round < 30; round += 1) {
      const answer = await slow.ask('ListAccounts large.test');
      expect(answer.match(/a-first|z-last/g)).to.have.length(1);
    }
    mover.isDone = true;
    await moving;
  });

  it('is refused when a state of the store is held for too long, and nothing else is', async () => {
    const hurried = await filled({ sliceMs: 0, snapshotMs: 0 });
    expect(await hurried.ask('ListAccounts large.test')).to.equal(
      '501 server is busy - try again later',
    );
    expect(await hurried.ask('ListAccounts')).to.equal('201 {postmaster=macnt;}');
    expect(hurried.failures).to.deep.equal([]);
    await hurried.stop();
  });

  it('holds back the lines that follow, and no others', async () => {
    const long = await slow.begin('ListAccounts large.test');
    expect(long).to.have.property('holds', true);
    const short = await slow.begin('ListAccounts');
    expect(short).to.have.property('kind', 'data');
    expect(await settled(long)).to.have.property('kind', 'data');
  });
});
