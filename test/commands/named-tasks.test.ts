import { commands } from '../../src/commands/named-tasks/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

describe('The commands of Named Tasks', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test', 'other.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['admin@client.test', 'Domain', 'CanCreateNamedTasks'],
      ['reader@client.test', 'Domain'],
      'user1@client.test',
    );
  });

  const clients = {
    1: 'postmaster',
    2: 'admin@client.test',
    3: 'reader@client.test',
    4: 'user1@client.test',
  };
  const play = (text: string) => playInProcess(server, commands, clients, text);

  it('take the forms that clients send', () =>
    play(`
      C: CREATENAMEDTASK task1@client.test FOR user1
      S: 200 OK
      C: RenameNamedTask task1@client.test into task2
      S: 200 OK
      C: UpdateNamedTask task2@client.test {RealName="Conf room";}
      S: 200 OK
      C: ListDomainNamedTasks client.test
      S: 201 {task2={Owner=user1;RealName="Conf room";};}
      C: ListAccountNamedTasks user1@client.test
      S: 201 {task2={Owner=user1;RealName="Conf room";};}
    `));

  it('mean the Domain of the one who gives them when none is named', () =>
    play(`
      C2: CreateNamedTask room FOR user1
      S2: 200 OK
      C2: ListDomainNamedTasks
      S2: 201 {room={Owner=user1;};}
      C: ListDomainNamedTasks
      S: 201 {}
    `));

  it('do not move a Named Task to another Domain', () =>
    play(`
      C2: CreateNamedTask room FOR user1
      S2: 200 OK
      C: RenameNamedTask room@client.test INTO room@other.test
      S: 501 this object cannot move to another domain
      C: CreateNamedTask room@other.test FOR user1@client.test
      S: 501 the owner must be in the domain of the named task
    `));

  it('need CanCreateNamedTasks to change something and Domain to read', () =>
    play(`
      C2: CreateNamedTask room FOR user1
      S2: 200 OK
      C3: GetNamedTask room
      S3: 201 {Owner=user1;}
      C3: ListAccountNamedTasks user1
      S3: 201 {room={Owner=user1;};}
      C3: CreateNamedTask hall FOR user1
      S3: 510 insufficient access rights
      C3: UpdateNamedTask room {Owner=reader;}
      S3: 510 insufficient access rights
      C3: RenameNamedTask room INTO hall
      S3: 510 insufficient access rights
      C3: DeleteNamedTask room
      S3: 510 insufficient access rights
      # Owning one gives no rights.
      C4: GetNamedTask room
      S4: 510 insufficient access rights
      C4: ListDomainNamedTasks
      S4: 510 insufficient access rights
    `));

  it('tell nothing about other Domains, whether they exist or not', () =>
    play(`
      C2: ListDomainNamedTasks other.test
      S2: 510 insufficient access rights
      C2: ListDomainNamedTasks none.test
      S2: 510 insufficient access rights
      C2: CreateNamedTask room FOR user1@other.test
      S2: 510 insufficient access rights
      C2: CreateNamedTask room FOR user1@none.test
      S2: 510 insufficient access rights
      C: ListDomainNamedTasks none.test
      S: 512 unknown secondary domain name
      C: GetNamedTask room@other.test
      S: 501 named task is not found
    `));
});
