import { commands } from '../../src/commands/account-services/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

describe('The commands of Account services', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['basic@client.test', 'Domain', 'BasicSettings'],
      ['cashier@client.test', 'Domain', 'CanCreditAccounts'],
      'user1@client.test',
      'user2@client.test',
    );
  });

  const clients = {
    1: 'postmaster',
    2: 'basic@client.test',
    3: 'cashier@client.test',
    4: 'user1@client.test',
  };
  const play = (text: string) => playInProcess(server, commands, clients, text);

  it('let users act on their own Account, and holders of BasicSettings on their Domain', () =>
    play(`
      C4: Dataset * {what=createSet;subsetName=Contacts;}
      S4: 201 {}
      C2: Dataset user1 {what=listSubsets;subsetName="";}
      S2: 201 {Contacts="";}
      C2: RemoveAccountSubset user1 SUBSET Contacts
      S2: 200 OK
      C4: Roster user1 {what=List;}
      S4: 201 {}
      C4: Dataset user2 {what=listSubsets;subsetName="";}
      S4: 510 insufficient access rights
      C4: RemoveAccountSubset user2 SUBSET Contacts
      S4: 510 insufficient access rights
      C4: Roster user2 {what=List;}
      S4: 510 insufficient access rights
      C3: Roster user1 {what=List;}
      S3: 510 insufficient access rights
    `));

  it('let nobody credit itself without CanCreditAccounts', () =>
    play(`
      C4: Balance * {op=credit;amount=#5;}
      S4: 510 insufficient access rights
      C2: Balance user1 {op=credit;amount=#5;}
      S2: 510 insufficient access rights
      C3: Balance user1 {op=credit;amount=#5;}
      S3: 201 {amount=#5;}
      C4: Balance * {op=remove;}
      S4: 510 insufficient access rights
      C4: Balance * {op=reserve;amount=#2;reserve=a;}
      S4: 201 {amount=#2;reserve=a;}
      C4: Balance * {op=charge;amount=#1;reserve=a;}
      S4: 201 {amount=#4;}
      C: Balance user1@client.test {op=read;}
      S: 201 {amount=#4;reserved=#1;}
      C4: Balance user2 {op=read;}
      S4: 510 insufficient access rights
    `));

  it('keep contacts by lower-case address and forget what says no', () =>
    play(`
      C4: Roster * {what=update;peer="A@X.test";data={Inp=pending;Out=yes;Odd=(1);GroupName=Work;};}
      S4: 201 {}
      C4: ROSTER * {what=LIST;}
      S4: 201 {a@x.test={GroupName=(Work);Inp=Pending;Odd=(1);Out=YES;};}
      C4: Roster * {what=Update;peer="a@x.test";data={Inp=NO;Out=default;GroupName="";};}
      S4: 201 {}
      C4: Roster * {what=List;}
      S4: 201 {a@x.test={Odd=(1);};}
      C4: Roster * {what=probe;peer="B@X.test";}
      S4: 201 {b@x.test=offline;}
      C4: Roster * {what=Update;peer="a@x.test";data={Out=Blocked;};}
      S4: 501 failed to read a permission
      C4: Roster * {what=Update;peer="a@x.test";}
      S4: 501 parameter data is missing or malformed
      C4: Roster * {what=remove;}
      S4: 501 parameter peer is missing or malformed
      C4: Roster * {what=paint;}
      S4: 501 unknown operation
    `));
});
