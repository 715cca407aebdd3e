import { commands as accounts } from '../../src/commands/accounts/index.js';
import { commands as domains } from '../../src/commands/domains/index.js';
import { commands as groups } from '../../src/commands/groups/index.js';
import { commands as lists } from '../../src/commands/lists/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

const commands = [...accounts, ...domains, ...groups, ...lists];

describe('The commands of Mailing Lists', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test', 'other.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['creator@client.test', 'Domain', 'CanCreateLists'],
      ['keeper@client.test', 'Domain', 'CanAccessLists'],
      'owner@client.test',
      'user@client.test',
    );
  });

  const clients = {
    1: 'postmaster',
    2: 'creator@client.test',
    3: 'keeper@client.test',
    4: 'owner@client.test',
    5: 'user@client.test',
  };
  const play = (text: string) => playInProcess(server, commands, clients, text);

  it('take subscribers in all the shapes that clients send', () =>
    play(`
      C: CREATELIST news@client.test for owner
      S: 200 OK
      C: LIST news@client.test FEED confirm "Bill Jones" <BJones@company.test>
      S: 200 OK
      C: LIST news@client.test feed silently <ann@company.test>
      S: 200 OK
      C: LIST news@client.test unsubscribe  ann@company.test
      S: 200 OK
      C: LIST news@client.test subscribe CONFIRM SILENTLY Pat <pat@company.test>
      S: 200 OK
      C: LIST news@client.test subscribe "Sam Doe <sam@company.test>"
      S: 200 OK
      C: LIST news@client.test subscribe "kim@company.test (Kim Doe)"
      S: 200 OK
      C: LIST news@client.test subscribe o'brien+x=y@company.test
      S: 200 OK
      C: LIST news@client.test null "null" null@company.test
      S: 200 OK
      C: ListSubscribers news@client.test
      S: 201 (BJones@company.test,kim@company.test,null@company.test,"o'brien+x=y@company.test",pat@company.test,sam@company.test)
      C: ReadSubscribers news@client.test FILTER SAM
      S: 201 (#6,({RealName="Sam Doe";Sub=sam@company.test;mode=feed;posts=#0;subscribeTime=#T01-01-1970_00:00:00;}))
      C: ReadSubscribers news@client.test FILTER kim
      S: 201 (#6,({RealName="Kim Doe";Sub=kim@company.test;mode=feed;posts=#0;subscribeTime=#T01-01-1970_00:00:00;}))
      C: ReadSubscribers news@client.test FILTER null@
      S: 201 (#6,({RealName=null;Sub=null@company.test;mode=null;posts=#0;subscribeTime=#T01-01-1970_00:00:00;}))
      C: ReadSubscribers news@client.test FILTER bjones
      S: 201 (#6,({RealName="Bill Jones";Sub=BJones@company.test;mode=subscribe;posts=#0;subscribeTime=#T01-01-1970_00:00:00;}))
    `));

  it('refuse what is no address, and an operation that does not exist', () =>
    play(`
      C: CreateList news for postmaster
      S: 200 OK
      C: LIST news subscribe a b@c.test d@e.test
      S: 500 *
      C: LIST news subscribe "@company.test"
      S: 501 illegal e-mail address
      C: LIST news subscribe "a@b@company.test"
      S: 501 illegal e-mail address
      C: LIST news subscribe "a b@company.test"
      S: 501 illegal e-mail address
      C: LIST news subscribe "a/b@"
      S: 501 illegal e-mail address
      C: LIST news drop joe@company.test
      S: 500 *
      C: LIST news joe@company.test
      S: 500 *
      C: ListSubscribers news
      S: 201 ()
      C: GetSubscriberInfo news NAME "no address"
      S: 201 {}
    `));

  it('tell the record of a subscriber', () =>
    play(`
      C: CreateList news for postmaster
      S: 200 OK
      C: UpdateList news {Distribution=digest; FirstModerated=5;}
      S: 200 OK
      C: LIST news subscribe "Joe Doe" <joe@far.test>
      S: 200 OK
      C: ReadSubscribers news
      S: 201 (#1,({RealName="Joe Doe";Sub=joe@far.test;mode=digest;posts=(5);subscribeTime=#T01-01-1970_00:00:00;}))
      C: SetPostingMode news FOR <JOE@far.test> moderateall
      S: 200 OK
      C: ReadSubscribers news
      S: 201 (#1,({RealName="Joe Doe";Sub=joe@far.test;mode=digest;posts=moderateAll;subscribeTime=#T01-01-1970_00:00:00;}))
      C: SetPostingMode news FOR joe@far.test SPECIAL
      S: 200 OK
      C: ReadSubscribers news
      S: 201 (#1,({RealName="Joe Doe";Sub=joe@far.test;mode=digest;posts=special;subscribeTime=#T01-01-1970_00:00:00;}))
      C: SetPostingMode news FOR joe@far.test UNMODERATED
      S: 200 OK
      C: ReadSubscribers news
      S: 201 (#1,({RealName="Joe Doe";Sub=joe@far.test;mode=digest;posts=#0;subscribeTime=#T01-01-1970_00:00:00;}))
      C: SetPostingMode news FOR joe@far.test "-1"
      S: 501 illegal value
    `));

  it('are for the owner, for CanAccessLists and for server administrators of all Domains', () =>
    play(`
      C2: CreateList news for owner
      S2: 200 OK
      # To create lists is not to read them.
      C2: GetList news
      S2: 510 insufficient access rights
      C2: LIST news subscribe joe@far.test
      S2: 510 insufficient access rights
      C3: GetList news
      S3: 201 {Owner=owner;}
      C3: LIST news subscribe joe@far.test
      S3: 200 OK
      C3: DeleteList news
      S3: 510 insufficient access rights
      C3: CreateList crew for owner
      S3: 510 insufficient access rights
      # The owner needs no right.
      C4: UpdateList news {Store=YES;}
      S4: 200 OK
      C4: ListSubscribers news@client.test
      S4: 201 (joe@far.test)
      C4: ProcessBounce news FOR joe@far.test
      S4: 200 OK
      C4: SetPostingMode news FOR joe@far.test 1
      S4: 200 OK
      C4: LIST news unsubscribe joe@far.test
      S4: 200 OK
      C4: GetSubscriberInfo news NAME joe@far.test
      S4: 201 {}
      C4: ReadSubscribers news
      S4: 201 (#0,())
      C4: GetAccountLists *
      S4: 201 {news=0;}
      C4: DeleteList news
      S4: 510 insufficient access rights
      C4: RenameList news into crew
      S4: 510 insufficient access rights
      C4: GetList none
      S4: 510 insufficient access rights
      # Others hear nothing.
      C5: GetList news
      S5: 510 insufficient access rights
      C5: ListLists
      S5: 510 insufficient access rights
      C5: GetAccountLists owner
      S5: 510 insufficient access rights
      C5: GetAccountLists *
      S5: 201 {}
      C5: GetList user
      S5: 510 insufficient access rights
      C5: GetList news@none.test
      S5: 510 insufficient access rights
      C2: ListLists
      S2: 201 (news)
      C2: GetDomainLists other.test
      S2: 510 insufficient access rights
    `));

  it('keep a list in its Domain, and its owner with it', () =>
    play(`
      C: CreateList news@client.test for postmaster
      S: 513 unknown user account
      C: CreateList news@client.test for owner@client.test
      S: 200 OK
      C: CreateList crew@client.test for postmaster@main.test
      S: 501 the owner must be in the domain of the mailing list
      C: RenameList news@client.test into news@other.test
      S: 501 this object cannot move to another domain
      C: RenameAccount owner@client.test into owner@other.test
      S: 501 account owns a mailing list or a named task
      C: DeleteAccount owner@client.test
      S: 501 account owns a mailing list or a named task
      C: UpdateList news@client.test {Owner="postmaster@main.test";}
      S: 501 the owner must be in the domain of the mailing list
      C: UpdateList news@client.test {Owner=(a);}
      S: 501 the owner must be a string
      C: UpdateList news@client.test {Owner="user@client.test";}
      S: 200 OK
      C: DeleteAccount owner@client.test
      S: 200 OK
      C: GetAccountLists user@client.test
      S: 201 {news=0;}
      C: RenameAccount user@client.test into boss@client.test
      S: 200 OK
      C: GetList news@client.test
      S: 201 {Owner=boss;}
      C: DeleteList news@client.test
      S: 200 OK
      C: DeleteAccount boss@client.test
      S: 200 OK
    `));

  it('stop at the ListsLimit of the Domain', () =>
    play(`
      C: UpdateDomainSettings client.test {ListsLimit=1;}
      S: 200 OK
      C: CreateList news@client.test for owner
      S: 200 OK
      C: CreateList crew@client.test for owner
      S: 501 limit is reached
      C: DeleteList news@client.test
      S: 200 OK
      C: CreateList crew@client.test for owner
      S: 200 OK
    `));

  it('take no name of another object and give none of their own away', () =>
    play(`
      C: CreateList news for postmaster
      S: 200 OK
      C: CreateAccount news
      S: 501 mailing list with this name already exists
      C: SetAccountAliases postmaster (news-off)
      S: 501 mailing list with this service address already exists
      C: CreateGroup news-digest
      S: 501 mailing list with this service address already exists
      C: CreateGroup crew-digest
      S: 200 OK
      C: CreateGroup news-paper
      S: 200 OK
      C: RenameList news into crew
      S: 200 OK
      C: CreateGroup news-digest
      S: 200 OK
      C: RenameList crew into crew
      S: 501 mailing list with this name already exists
    `));
});
