/** Stories about the server's settings that no single command's example tells. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands as directory } from '../../src/commands/directory/index.js';
import { commands as serverSettings } from '../../src/commands/server-settings/index.js';
import { LittleServer } from '../engine/little-server.js';
import { playAsPostmaster } from '../server-under-test.js';
import { playInProcess } from './in-process.js';

describe('The settings of the server', () => {
  it('come back as they were given, of whatever type they are', () =>
    playAsPostmaster(`
      C: SetQueueSettings {a=#5;b="5";c=(#NULL#,[AAEC],#T22-11-2026_07:52:17);d={"two words"=x;};}
      S: 200 OK
      C: GetQueueSettings
      S: 201 {a=#5;b=5;c=(#NULL#,[AAEC],#T22-11-2026_07:52:17);d={"two words"=x;};}
      # Clients read everything, change one thing and write everything back.
      C: SetNetwork {RBLDomain=("zen.example.org");UseRBL=YES;Text="a\\eb";}
      S: 200 OK
      C: GetProtection
      S: 201 {RBLDomain=(zen.example.org);Text="a\\eb";UseRBL=YES;}
      C: SetNetwork {RBLDomain=(zen.example.org,"b.example.org");Text="a\\eb";UseRBL=NO;}
      S: 200 OK
      C: GetNetwork
      S: 201 {RBLDomain=(zen.example.org,b.example.org);Text="a\\eb";UseRBL=NO;}
      # Each of them is a dictionary of its own.
      C: GetBanned
      S: 201 {}
      C: GetSignalSettings
      S: 201 {}
    `));

  it('are laid over at the top level only, and "default" removes one', () =>
    playAsPostmaster(`
      C: UpdateServerSettings {ExternalAUTH={Enabled=YES;LogLevel=2;};LogLevel=3;Old=1;}
      S: 200 OK
      C: UPDATESERVERSETTINGS {ExternalAUTH={Enabled=NO;};LogLevel=Default;Old=#NULL#;}
      S: 200 OK
      C: GetServerSettings
      S: 201 {ExternalAUTH={Enabled=NO;};}
      C: SetModule SMTP {LogLevel=default;Channels=5;}
      S: 200 OK
      C: UpdateModule smtp {LogLevel=4;}
      S: 200 OK
      C: GETMODULE Smtp
      S: 201 {Channels=5;LogLevel=4;}
    `));

  it('survive a restart', async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    try {
      await playAsPostmaster(
        `
        C: SetRouterTable "<boss> = postmaster\\e"
        S: 200 OK
        C: SetDeniedIPs 10.0.0.1
        S: 200 OK
        C: SetServerRules ((1,first,(),()))
        S: 200 OK
        C: CreateDirectoryUnit Main "o=Company"
        S: 200 OK
        `,
        { base, store: 'embedded' },
      );
      await playAsPostmaster(
        `
        C: GetRouterTable
        S: 201 "<boss> = postmaster\\e"
        C: Route boss
        S: 201 (LOCAL,postmaster@example.test,"")
        C: GetIPState [10.0.0.1]
        S: 201 Denied
        C: GetServerMailRules
        S: 201 ((1,first,(),()))
        C: ListDirectoryUnits
        S: 201 {"o=Company"=Main;}
        `,
        { base, store: 'embedded' },
      );
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });

  it('of a cluster are refused, once they are understood', () =>
    playAsPostmaster(`
      C: GetClusterProtection
      S: 500 this is not a cluster member
      C: SetClusterRules ((5,first,(),()))
      S: 500 this is not a cluster member
      C: UpdateClusterMailRule (5,first,(),())
      S: 500 this is not a cluster member
      C: SetClusterLANIPs 10.0.0.1
      S: 500 this is not a cluster member
      C: SetClusterLANIPs (10.0.0.1)
      S: 500 failed to read a string
    `));
});

describe('Server administrators', () => {
  const commands = [...serverSettings, ...directory];

  it('with Settings have the settings, with Directory the Directory, with Master both', async () => {
    const server = await LittleServer.with('client.test');
    await server.accounts(
      ['root', 'Master'],
      ['setter', 'Settings'],
      ['keeper', 'UserAccounts'],
      ['librarian', 'Directory'],
      ['user'],
      ['stranger@client.test', 'Domain', 'BasicSettings'],
    );
    await playInProcess(
      server,
      commands,
      {
        1: 'root',
        2: 'setter',
        3: 'keeper',
        4: 'librarian',
        5: 'user',
        6: 'stranger@client.test',
      },
      `
      C: GetServerIntercept
      S: 201 {}
      C: ListDirectoryUnits
      S: 201 {}
      C2: SetModule SMTP {LogLevel=3;}
      S2: 200 OK
      C2: GetServerIntercept
      S2: 510 insufficient access rights
      C2: ListDirectoryUnits
      S2: 510 insufficient access rights
      C2: GetClusterNetwork
      S2: 500 this is not a cluster member
      C2: GetClusterIntercept
      S2: 510 insufficient access rights
      C2: Route user
      S2: 201 (LOCAL,user@main.test,"")
      C3: Route user
      S3: 201 (LOCAL,user@main.test,"")
      C3: GetIPState 10.0.0.1
      S3: 201 Unlisted
      C3: GetModule SMTP
      S3: 510 insufficient access rights
      C3: SetRouterTable ""
      S3: 510 insufficient access rights
      C4: SetDirectoryAccessRights (first)
      S4: 200 OK
      C4: Route user
      S4: 510 insufficient access rights
      C5: GetLANIPs
      S5: 510 insufficient access rights
      C5: Route user
      S5: 510 insufficient access rights
      C6: Route stranger
      S6: 510 insufficient access rights
      `,
    );
  });
});
