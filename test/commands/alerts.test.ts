import { commands } from '../../src/commands/alerts/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

describe('The commands of alerts', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test', 'other.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['admin@client.test', 'Domain', 'CanPostAlerts'],
      ['reader@client.test', 'Domain', 'BasicSettings'],
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

  it('take a time stamp bare and in quotes', () =>
    play(`
      C: SetDomainAlerts client.test {"#T22-10-2026_15:24:45"=a;"#T22-10-2026_15:24:46"=b;}
      S: 200 OK
      C: RemoveDomainAlert client.test ALERT #T22-10-2026_15:24:45
      S: 200 OK
      C: REMOVEDOMAINALERT client.test ALERT "#T22-10-2026_15:24:46"
      S: 200 OK
      C: GetDomainAlerts client.test
      S: 201 {}
    `));

  const isGone = ['200 OK', '{}'] as const;
  const isUnknown = ['501 alert is not found', '{"#T22-10-2026_12:00:00"=Hello;}'] as const;
  const isNone = ['501 failed to read a time stamp', '{"#T22-10-2026_12:00:00"=Hello;}'] as const;
  for (const [written, [answer, left]] of [
    ['#T22-10-2026_12:00:00', isGone],
    ['"#T22-10-2026_12:00:00"', isGone],
    ['T22-10-2026_12:00:00', isGone],
    ['22-10-2026_12:00:00', isGone],
    ['"#T22-10-2026_12:00:01"', isUnknown],
    ['"#T22-10-2026"', isUnknown],
    ['"#T32-10-2026_12:00:00"', isNone],
    ['noon', isNone],
    ['""', isNone],
    ['#7', isNone],
    ['#NULL#', isNone],
  ] as const) {
    it(`find an alert by ${written}: ${answer}`, () =>
      play(`
        C: SetServerAlerts {"#T22-10-2026_12:00:00"=Hello;}
        S: 200 OK
        C: RemoveServerAlert ${written}
        S: ${answer}
        C: GetServerAlerts
        S: 201 ${left}
      `));
  }

  it('replace all alerts, and write their time stamps in one form', () =>
    play(`
      C: SetServerAlerts {"#T22-10-2026_12:00:01"=#NULL#;"1-2-2026_3:04:05"=default;"#T03-02-2026"="";}
      S: 200 OK
      C: GetServerAlerts
      S: 201 {"#T01-02-2026_03:04:05"=default;"#T03-02-2026"="";}
      C: SetServerAlerts {noon=x;}
      S: 501 failed to read a time stamp
      C: SetServerAlerts {"#T22-10-2026_12:00:01"=#7;}
      S: 501 alert texts must be strings
      C: SetServerAlerts {"#T22-10-2026_12:00:01"=(x);}
      S: 501 alert texts must be strings
      C: SetServerAlerts {"#T22-10-2026_12:00:01"={};}
      S: 501 alert texts must be strings
      C: GetServerAlerts
      S: 201 {"#T01-02-2026_03:04:05"=default;"#T03-02-2026"="";}
    `));

  it('keep the alerts of each owner apart', () =>
    play(`
      C: PostServerAlert server
      S: 200 OK
      C: PostDomainAlert client.test ALERT domain
      S: 200 OK
      C: PostAccountAlert user1@client.test ALERT account
      S: 200 OK
      C: GetServerAlerts
      S: 201 {"#T01-01-1970_00:00:00"=server;}
      C2: GetDomainAlerts
      S2: 201 {"#T01-01-1970_00:00:00"=domain;}
      C4: GetAccountAlerts *
      S4: 201 {"#T01-01-1970_00:00:00"=account;}
      C: GetAccountAlerts *
      S: 201 {}
    `));

  it('let users act on their own Account, and holders of CanPostAlerts on their Domain', () =>
    play(`
      C4: PostAccountAlert * ALERT hello
      S4: 200 OK
      C2: GetAccountAlerts user1
      S2: 201 {"#T01-01-1970_00:00:00"=hello;}
      C2: PostDomainAlert client.test ALERT hello
      S2: 200 OK
      C4: RemoveAccountAlert user1 ALERT #T01-01-1970_00:00:00
      S4: 200 OK
      C4: PostAccountAlert reader ALERT hello
      S4: 510 insufficient access rights
      C4: GetDomainAlerts
      S4: 510 insufficient access rights
      C3: GetAccountAlerts user1
      S3: 510 insufficient access rights
      C3: PostDomainAlert client.test ALERT hello
      S3: 510 insufficient access rights
      C2: SetDomainAlerts other.test {}
      S2: 510 insufficient access rights
    `));

  it('keep Domain administrators from the alerts of the server', () =>
    play(`
      C2: GetServerAlerts
      S2: 510 insufficient access rights
      C2: SetServerAlerts {}
      S2: 510 insufficient access rights
      C2: PostServerAlert hello
      S2: 510 insufficient access rights
      C2: RemoveServerAlert #T01-01-1970_00:00:00
      S2: 510 insufficient access rights
      C2: GetClusterAlerts
      S2: 510 insufficient access rights
    `));
});
