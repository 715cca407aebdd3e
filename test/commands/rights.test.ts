import { commands as groupCommands } from '../../src/commands/groups/index.js';
import { commands as rightCommands } from '../../src/commands/rights/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

describe('The commands of access rights', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['users', 'UserAccounts'],
      ['admin@client.test', 'Domain', 'BasicSettings'],
      'user1@client.test',
      'helper',
    );
  });

  const clients = {
    1: 'postmaster',
    2: 'users',
    3: 'admin@client.test',
    4: 'user1@client.test',
    5: 'helper',
  };
  const play = (text: string) =>
    playInProcess(server, [...rightCommands, ...groupCommands], clients, text);

  it('print rights in one order and have short forms', () =>
    play(`
      C: SetAccountRights user1@client.test (CanCreateAliases,Own,CanCreateAccounts,Domain)
      S: 200 OK
      C: GTACNTRGHT user1@client.test
      S: 201 (Domain,CanCreateAccounts,CanCreateAliases,Own)
      C: STACNTRGHT user1@client.test ()
      S: 200 OK
      C: GetAccountRights user1@client.test
      S: 201 ()
    `));

  it('need Master for Accounts of the Main Domain, All Domains for others', () =>
    play(`
      C2: SetAccountRights user1@client.test (Domain)
      S2: 200 OK
      C2: SetAccountRights helper (Monitor)
      S2: 510 insufficient access rights
      C2: SetAccountRights users (Master)
      S2: 510 insufficient access rights
      # Nor does it tell which Accounts the Main Domain has.
      C2: SetAccountRights nobody ()
      S2: 510 insufficient access rights
      C2: SetAccountRights postmaster ()
      S2: 510 insufficient access rights
      C2: SetAccountRights nobody@client.test ()
      S2: 513 unknown user account
    `));

  it('let no Domain administrator give rights', () =>
    play(`
      C3: SetAccountRights user1@client.test (Domain)
      S3: 510 insufficient access rights
      C3: SetAccountRights admin@client.test (Domain,CanCreateAccounts)
      S3: 510 insufficient access rights
    `));

  it('show rights to the administrators of the Domain, not to users', () =>
    play(`
      C3: GetAccountRights admin
      S3: 201 (Domain,BasicSettings)
      C3: GetAccountRights postmaster@main.test
      S3: 510 insufficient access rights
      C4: GetAccountRights user1
      S4: 510 insufficient access rights
    `));

  it('refuse server rights outside the Main Domain', () =>
    play(`
      C: SetAccountRights user1@client.test (Domain,Monitor)
      S: 501 server rights are for accounts of the main domain only
    `));

  it('change what open sessions may do at once', () =>
    play(`
      C5: ListGroups client.test
      S5: 510 insufficient access rights
      C: SetAccountRights helper (DomainsRead)
      S: 200 OK
      C5: ListGroups client.test
      S5: 201 ()
      C5: CreateGroup staff@client.test
      S5: 510 insufficient access rights
      C: SetAccountRights helper (CanAccessAll)
      S: 200 OK
      C5: CreateGroup staff@client.test
      S5: 200 OK
      C: SetAccountRights helper ()
      S: 200 OK
      C5: ListGroups client.test
      S5: 510 insufficient access rights
    `));

  it('keep the last holder of Master', () =>
    play(`
      C: SetAccountRights postmaster (UserAccounts)
      S: 501 the last account with the Master right is needed
      C: SetAccountRights helper (Master)
      S: 200 OK
      C: SetAccountRights postmaster (UserAccounts)
      S: 200 OK
      C: SetAccountRights postmaster (Master)
      S: 510 insufficient access rights
    `));
});
