import { commands } from '../../src/commands/forwarders/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

describe('The commands of Forwarders', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['admin@client.test', 'Domain', 'CanCreateForwarders'],
      ['reader@client.test', 'Domain'],
      ['auditor', 'DomainsRead'],
    );
  });

  const clients = {
    1: 'postmaster',
    2: 'admin@client.test',
    3: 'reader@client.test',
    4: 'auditor',
  };
  const play = (text: string) => playInProcess(server, commands, clients, text);

  it('take the forms that clients send', () =>
    play(`
      C: CreateForwarder sales@client.test TO "john@example.com"
      S: 200 OK
      C: CreateForwarder tn-101@client.test TO null
      S: 200 OK
      C: CreateForwarder activequeue_x TO "activequeue{grp}#pbx@client.test"
      S: 200 OK
      C: GETFORWARDER activequeue_x
      S: 201 "activequeue{grp}#pbx@client.test"
      C: RenameForwarder sales@client.test into info@client.test
      S: 200 OK
      C: FindForwarders client.test TO JOHN@example.com
      S: 201 (info)
      C: ListForwarders client.test
      S: 201 (info,tn-101)
      C: DeleteForwarder info@client.test
      S: 200 OK
      C: GetForwarder info@client.test
      S: 553 forwarder is not found
    `));

  it('tell an empty target as an empty string', () =>
    play(`
      C: CreateForwarder empty TO ""
      S: 200 OK
      C: GetForwarder empty
      S: 201 ""
    `));

  it('do not move a Forwarder to another Domain', () =>
    play(`
      C: CreateForwarder sales TO null
      S: 200 OK
      C: RenameForwarder sales INTO sales@client.test
      S: 501 this object cannot move to another domain
    `));

  it('need CanCreateForwarders to change something and Domain to read', () =>
    play(`
      C2: CreateForwarder sales TO null
      S2: 200 OK
      C3: ListForwarders
      S3: 201 (sales)
      C3: FindForwarders client.test TO null
      S3: 201 (sales)
      C3: RenameForwarder sales INTO info
      S3: 510 insufficient access rights
      C3: DeleteForwarder sales
      S3: 510 insufficient access rights
      C3: CreateForwarder info TO null
      S3: 510 insufficient access rights
    `));

  it('let a holder of Domains Read look everywhere and change nothing', () =>
    play(`
      C: CreateForwarder sales@client.test TO null
      S: 200 OK
      C4: GetForwarder sales@client.test
      S4: 201 null
      C4: ListForwarders none.test
      S4: 512 unknown secondary domain name
      C4: DeleteForwarder sales@client.test
      S4: 510 insufficient access rights
    `));
});
