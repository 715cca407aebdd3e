import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { objectName } from '../../src/engine/core/names.js';
import { commands as accountCommands } from '../../src/commands/accounts/index.js';
import { commands as mailboxCommands } from '../../src/commands/mailboxes/index.js';
import { accountAt, at, LittleServer, members } from '../engine/little-server.js';
import { playAsPostmaster } from '../server-under-test.js';
import { playInProcess } from './in-process.js';

describe('The commands of Mailboxes', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test', 'other.test');
    await server.accounts(
      ['postmaster', 'Master'],
      ['reader', 'DomainsRead'],
      ['admin@client.test', 'Domain', 'CanAccessMailboxes'],
      ['clerk@client.test', 'Domain', 'CanImpersonate', 'BasicSettings'],
      'user1@client.test',
      'user2@client.test',
      'user3@other.test',
    );
  });

  const clients = {
    1: 'postmaster',
    2: 'admin@client.test',
    3: 'clerk@client.test',
    4: 'user1@client.test',
    5: 'user2@client.test',
    6: 'reader',
  };
  const commands = [...accountCommands, ...mailboxCommands];
  const play = (text: string) => playInProcess(server, commands, clients, text);

  it('are for the Account itself, All Domains, and administrators with CanAccessMailboxes', () =>
    play(`
      C4: CreateMailbox * MAILBOX Work
      S4: 200 OK
      C4: CreateMailbox user1@client.test MAILBOX Play
      S4: 200 OK
      C2: RenameMailbox user1 MAILBOX Play INTO Games
      S2: 200 OK
      C: DeleteMailbox user1@client.test MAILBOX Games
      S: 200 OK
      C3: ListMailboxes user1
      S3: 510 insufficient access rights
      C5: ListMailboxes user1
      S5: 510 insufficient access rights
      C6: ListMailboxes user1@client.test
      S6: 510 insufficient access rights
      C2: ListMailboxes user3@other.test
      S2: 510 insufficient access rights
      C2: ListMailboxes nobody@none.test
      S2: 510 insufficient access rights
      C: ListMailboxes nobody@client.test
      S: 513 unknown user account
      C: ListMailboxes user1@none.test
      S: 512 unknown secondary domain name
    `));

  it('are not opened by rights on a Mailbox: those count for the Account after AUTH', () =>
    play(`
      C4: SetMailboxACL * MAILBOX INBOX {user2=lrswipcda;}
      S4: 200 OK
      C5: GetMailboxInfo user1 MAILBOX INBOX
      S5: 510 insufficient access rights
      C5: GetMailboxInfo user1 MAILBOX INBOX AUTH user2
      S5: 510 insufficient access rights
      C2: GetMailboxInfo user1 MAILBOX INBOX AUTH user2
      S2: 201 {Class="";*
    `));

  it('leave the information record to server administrators', () =>
    play(`
      C4: UpdateMailboxInfo user1@client.test MAILBOX INBOX {Lock=YES;}
      S4: 510 insufficient access rights
      C2: UpdateMailboxInfo user1@client.test MAILBOX INBOX {Lock=YES;}
      S2: 510 insufficient access rights
      C: UpdateMailboxInfo user1@client.test MAILBOX INBOX {Lock=YES;Class=IPF.Note;}
      S: 200 OK
      C4: GetMailboxInfo * MAILBOX INBOX
      S4: 201 {Class=IPF.Note;LastUID=#0;Lock=YES;Messages=#0;Size=#0;UIDValidity=#0;}
      C: UpdateMailboxInfo user1@client.test MAILBOX INBOX {Class=(a);}
      S: 501 illegal mailbox class
    `));

  it('act on behalf of others only for who may name them, and tell nobody else of them', () =>
    play(`
      C4: ListMailboxes * AUTH user1
      S4: 201 {INBOX=*
      C4: ListMailboxes * AUTH user2
      S4: 510 insufficient access rights
      C4: GetMailboxRights * MAILBOX INBOX AUTH nobody
      S4: 510 insufficient access rights
      C4: GetMailboxACL * MAILBOX INBOX AUTH user3@other.test
      S4: 510 insufficient access rights
      C2: GetMailboxInfo user1 MAILBOX INBOX AUTH user3@other.test
      S2: 510 insufficient access rights
      C2: GetMailboxInfo user1 MAILBOX INBOX AUTH nobody@none.test
      S2: 510 insufficient access rights
      C2: GetMailboxInfo user1 MAILBOX INBOX AUTH nobody
      S2: 513 unknown user account
    `));

  it('show on behalf of an Account what it may look up, and select', () =>
    play(`
      C4: CreateMailbox * MAILBOX Team/Plans CLASS IPF.Task
      S4: 200 OK
      C4: CreateMailbox * MAILBOX Team
      S4: 200 OK
      C4: CreateMailbox * MAILBOX Private
      S4: 200 OK
      C4: SetMailboxACL * MAILBOX Team {anyone=l;}
      S4: 200 OK
      C4: SetMailboxACL * MAILBOX Team/Plans {user2=lr;}
      S4: 200 OK
      C2: ListMailboxes user1 AUTH user2
      S2: 201 {Team=(());"Team/Plans"={Class=IPF.Task;Messages=#0;Size=#0;};}
      C: ListMailboxes user1@client.test FILTER "Team/%" AUTH user3@other.test
      S: 201 {}
      C2: GetMailboxInfo user1 MAILBOX Team AUTH user2
      S2: 510 insufficient access rights
      C2: GetMailboxInfo user1 MAILBOX Team/Plans AUTH user2
      S2: 201 {Class=IPF.Task;*
      C2: SetMailboxClass user1 MAILBOX Team/Plans AUTH user2 CLASS x
      S2: 510 insufficient access rights
      C2: ListMailboxes user1 AUTH nobody
      S2: 513 unknown user account
    `));

  it('create on behalf of an Account where it may create, on top where it may on the Account', () =>
    play(`
      C4: CreateMailbox * MAILBOX Team
      S4: 200 OK
      C2: CreateMailbox user1 MAILBOX Team/a/b AUTH user2
      S2: 510 insufficient access rights
      C4: SetMailboxACL * MAILBOX Team {user2=c;}
      S4: 200 OK
      C2: CreateMailbox user1 MAILBOX Team/a/b AUTH user2 CLASS IPF.Note
      S2: 200 OK
      C2: CreateMailbox user1 MAILBOX Top AUTH user2
      S2: 510 insufficient access rights
      C: SetAccountACL user1@client.test {user2=c;}
      S: 200 OK
      C2: CreateMailbox user1 MAILBOX Top AUTH user2
      S2: 200 OK
    `));

  it('delete and rename on behalf of an Account that may delete the one and create the other', () =>
    play(`
      C4: CreateMailbox * MAILBOX Team/a
      S4: 200 OK
      C4: CreateMailbox * MAILBOX Team/a/b
      S4: 200 OK
      C4: SetMailboxACL * MAILBOX Team/a {user2=d;}
      S4: 200 OK
      C2: DeleteMailbox user1 MAILBOX Team/a AUTH user2
      S2: 510 insufficient access rights
      C4: SetMailboxACL * MAILBOX Team {user2=c;}
      S4: 200 OK
      C2: DeleteMailbox user1 MAILBOX Team AUTH user2
      S2: 510 insufficient access rights
      C2: RenameMailbox user1 MAILBOX Team/a INTO Top AUTH user2
      S2: 510 insufficient access rights
      # What is nested has rights of its own.
      C2: RenameMailbox user1 MAILBOXES Team/a INTO Team/c AUTH user2
      S2: 510 insufficient access rights
      C2: RenameMailbox user1 MAILBOX Team/a INTO Team/c AUTH user2
      S2: 200 OK
      C2: DeleteMailbox user1 MAILBOXES Team/a AUTH user2
      S2: 510 insufficient access rights
      C2: DeleteMailbox user1 MAILBOX Team/c AUTH user2
      S2: 200 OK
      C4: ListMailboxes * FILTER "Team*"
      S4: 201 {Team=();"Team/a"=();"Team/a/b"={*
    `));

  it('mean by an identifier whoever has the name, the alias or the Group now', async () => {
    await server.change((change) => {
      setAliases(change, accountAt(change.tx, 'user2@client.test'), ['second']);
      const { domain } = at(change.tx, 'x@client.test');
      createGroup(change, domain.id, objectName('crew'), members('user2'));
    });
    await play(`
      C4: SetMailboxACL * MAILBOX INBOX {second=l;crew=r;"anyone@client.test"=s;"-user2"=r;}
      S4: 200 OK
      C2: GetMailboxRights user1 MAILBOX INBOX AUTH user2
      S2: 201 ls
      C2: GetMailboxRights user1 MAILBOX INBOX AUTH clerk
      S2: 201 s
      C: GetMailboxRights user1@client.test MAILBOX INBOX AUTH user3@other.test
      S: 201 ""
      C4: GetMailboxRights * MAILBOX INBOX
      S4: 500 *
    `);
  });

  it('take away every right that was granted', () =>
    play(`
      C4: SetMailboxACL * MAILBOX INBOX {user2=lrs;anyone=l;}
      S4: 200 OK
      C4: SetMailboxACL * MAILBOX INBOX {user2="-lrs";anyone="-l";}
      S4: 200 OK
      C4: GetMailboxACL * MAILBOX INBOX
      S4: 201 {}
    `));

  it('refuse what a folder has not', () =>
    play(`
      C4: CreateMailbox * MAILBOX Team/
      S4: 200 OK
      C4: GetMailboxInfo * MAILBOX Team
      S4: 531 mailbox is a folder only
      C4: SetMailboxClass * MAILBOX Team CLASS IPF.Note
      S4: 531 mailbox is a folder only
      C4: CreateMailbox * MAILBOX More/ CLASS IPF.Note
      S4: 501 a folder has no mailbox class
      C4: GetMailboxACL * MAILBOX Team
      S4: 201 {}
      C4: GetMailboxInfo * MAILBOX Team/
      S4: 501 illegal mailbox name
      C4: GetMailboxInfo * MAILBOX nothing
      S4: 531 mailbox is not found
    `));

  it('leave Accounts of one Mailbox with INBOX, which can have rights and a class', () =>
    play(`
      C: CreateAccount single@client.test MailDirMailbox
      S: 200 OK
      C2: RenameMailbox single MAILBOX INBOX INTO Old
      S2: 501 not applicable to this account
      C2: SetMailboxClass single MAILBOX inbox CLASS IPF.Note
      S2: 200 OK
      C2: SetMailboxACL single MAILBOX INBOX {anyone=l;}
      S2: 200 OK
      C2: ListMailboxes single
      S2: 201 {INBOX={Class=IPF.Note;Messages=#0;Size=#0;};}
    `));
});

describe('What is known of Mailboxes', () => {
  it('survives a restart', async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    const options = { base, store: 'embedded' } as const;
    try {
      await playAsPostmaster(
        `
          C: CreateMailbox * MAILBOX "Entwürfe/März.mdir" CLASS IPF.Task
          S: 200 OK
          C: SetMailboxACL * MAILBOX "Entwürfe/März" {anyone=lr;}
          S: 200 OK
          C: UpdateMailboxInfo * MAILBOX INBOX {Lock=YES;}
          S: 200 OK
          C: SetMailboxSubscription * (INBOX,"Entwürfe/März")
          S: 200 OK
          C: SetMailboxAliases * {Shared="~user2/Shared";}
          S: 200 OK
        `,
        options,
      );
      await playAsPostmaster(
        `
          C: ListMailboxes *
          S: 201 {Entwürfe=();"Entwürfe/März"={Class=IPF.Task;Messages=#0;Size=#0;};INBOX={*
          C: GetMailboxACL * MAILBOX "Entwürfe/März"
          S: 201 {anyone=lr;}
          C: GetMailboxInfo * MAILBOX "Entwürfe/März"
          S: 201 {Class=IPF.Task;LastUID=#0;MailboxType=MailDirMailbox;*
          C: GetMailboxInfo * MAILBOX INBOX
          S: 201 {Class="";LastUID=#0;Lock=YES;*
          C: GetMailboxSubscription *
          S: 201 (INBOX,"Entwürfe/März")
          C: GetMailboxAliases *
          S: 201 {Shared="~user2/Shared";}
        `,
        options,
      );
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
});
