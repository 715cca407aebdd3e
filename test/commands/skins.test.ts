import { commands as pbx } from '../../src/commands/pbx/index.js';
import { commands as pbxControl } from '../../src/commands/pbx-control/index.js';
import { commands as skins } from '../../src/commands/skins/index.js';
import { commands as webInterface } from '../../src/commands/web-interface/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playInProcess } from './in-process.js';

describe('The commands of Skins and application environments', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test', 'other.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['skinner@client.test', 'Domain', 'CanModifySkins'],
      ['caller@client.test', 'Domain', 'CanModifyPBXApps'],
      ['monitor', 'Monitor', 'DomainsRead'],
    );
  });

  const clients = {
    1: 'postmaster',
    2: 'skinner@client.test',
    3: 'caller@client.test',
    4: 'monitor',
  };
  const commands = [...skins, ...webInterface, ...pbx, ...pbxControl];
  const play = (text: string) => playInProcess(server, commands, clients, text);

  it('let a Domain administrator with CanModifySkins change the Skins of its Domain only', () =>
    play(`
      C2: CreateDomainSkin ""
      S2: 200 OK
      C2: StoreDomainSkinFile "" FILE a.wssp DATA [AAEC]
      S2: 200 OK
      C2: GetWebUserInterface client.test FILE a.wssp
      S2: 201 [AAEC]
      C2: CreateDomainSkin other.test SKIN ""
      S2: 510 insufficient access rights
      C2: ListDomainSkins other.test
      S2: 510 insufficient access rights
      C2: CreateDomainPBX client.test
      S2: 510 insufficient access rights
      C2: CreateServerSkin ""
      S2: 510 insufficient access rights
      C3: ListDomainSkins
      S3: 510 insufficient access rights
      C: ListDomainSkins client.test
      S: 201 ("")
      C: ListDomainSkins
      S: 201 ()
    `));

  it('let one with CanModifyPBXApps change the environment of its Domain only', () =>
    play(`
      C3: CreateDomainPBX client.test
      S3: 200 OK
      C3: StoreDomainPBXFile client.test FILE "a.sppr" DATA [AAEC]
      S3: 200 OK
      C3: ReadDomainPBXFile client.test FILE "a.sppr"
      S3: 201 [AAEC]
      C3: CreateDomainPBX other.test
      S3: 510 insufficient access rights
      C3: StoreServerPBXFile "a.sppr" DATA [AAEC]
      S3: 510 insufficient access rights
      C3: KillNode 123
      S3: 510 insufficient access rights
    `));

  it('let any server administrator read those of the server, and Settings change them', () =>
    play(`
      C4: ListServerSkins
      S4: 201 ()
      C4: ListServerPBXFiles
      S4: 201 {}
      C4: CreateServerSkin MySkin
      S4: 510 insufficient access rights
      C4: CreateServerPBX russian
      S4: 510 insufficient access rights
      C4: ListDomainSkins client.test
      S4: 510 insufficient access rights
    `));

  it('take data blocks in brackets and in quotes, and nothing else', () =>
    play(`
      C: CreateServerSkin MySkin
      S: 200 OK
      C: StoreServerSkinFile MySkin FILE a DATA "AAEC"
      S: 200 OK
      C: ReadServerSkinFile MySkin FILE a
      S: 201 ([AAEC],#T01-01-1970_00:00:00)
      C: StoreServerSkinFile MySkin FILE a DATA []
      S: 200 OK
      C: ReadServerSkinFile MySkin FILE a
      S: 201 ([],#T01-01-1970_00:00:00)
      C: StoreServerSkinFile MySkin FILE a DATA "A-B"
      S: 500 failed to read a data block
      C: StoreServerSkinFile MySkin FILE a DATA (AAEC)
      S: 500 failed to read a data block
    `));
});
