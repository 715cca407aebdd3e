import { commands } from '../../src/commands/groups/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

describe('The commands of Groups', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test', 'other.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['admin@client.test', 'Domain', 'CanCreateGroups'],
      ['reader@client.test', 'Domain'],
    );
  });

  const clients = { 1: 'postmaster', 2: 'admin@client.test', 3: 'reader@client.test' };
  const play = (text: string) => playInProcess(server, commands, clients, text);

  it('take the forms that clients send', () =>
    play(`
      C: CREATEGROUP staff@client.test {RealName="Staff";Members=(user1,"friend@far.test");}
      S: 200 OK
      C: CREATEGROUP crew@client.test{RealName=Staff;}
      S: 200 OK
      C: GetGroup "staff@client.test"
      S: 201 {Members=(user1,friend@far.test);RealName=Staff;}
      C: RenameGroup staff@client.test into team
      S: 200 OK
      C: renamegroup team@client.test INTO Board@client.test
      S: 200 OK
      C: ListGroups client.test
      S: 201 (board,crew)
      C: SetGroup board@client.test {Members=NO; Expand=YES;}
      S: 200 OK
      C: GetGroup board@client.test
      S: 201 {Expand=YES;Members=();}
    `));

  it('mean the Domain of the one who gives them when none is named', () =>
    play(`
      C2: CreateGroup staff
      S2: 200 OK
      C2: ListGroups
      S2: 201 (staff)
      C: ListGroups
      S: 201 ()
    `));

  it('do not move a Group to another Domain', () =>
    play(`
      C: CreateGroup staff
      S: 200 OK
      C: RenameGroup staff INTO staff@client.test
      S: 501 this object cannot move to another domain
      C: RenameGroup staff INTO staff@none.test
      S: 512 unknown secondary domain name
    `));

  it('need CanCreateGroups to change something and Domain to read', () =>
    play(`
      C2: CreateGroup staff {Members=(admin,reader);}
      S2: 200 OK
      C3: GetGroup staff
      S3: 201 {Members=(admin,reader);}
      C3: SetGroup staff {}
      S3: 510 insufficient access rights
      C3: DeleteGroup staff
      S3: 510 insufficient access rights
      C3: RenameGroup staff INTO crew
      S3: 510 insufficient access rights
    `));

  it('tell nothing about other Domains, whether they exist or not', () =>
    play(`
      C2: ListGroups other.test
      S2: 510 insufficient access rights
      C2: ListGroups none.test
      S2: 510 insufficient access rights
      C2: GetGroup staff@other.test
      S2: 510 insufficient access rights
      C2: CreateGroup staff
      S2: 200 OK
      C2: RenameGroup staff INTO staff@none.test
      S2: 510 insufficient access rights
      # A server administrator hears more.
      C: ListGroups none.test
      S: 512 unknown secondary domain name
      C: GetGroup staff@other.test
      S: 552 group is not found
    `));

  it('refuse what cannot be a Group', () =>
    play(`
      C: CreateGroup .staff
      S: 501 illegal object name
      C: CreateGroup staff nothing
      S: 500 *
      C: CreateGroup staff {Members=(a,{});}
      S: 501 group members must be an array of strings
    `));
});
