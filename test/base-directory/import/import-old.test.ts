import { expect } from 'chai';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportReport } from '../../../src/base-directory/import/import-base.js';
import { playTranscript } from '../../transcript.js';
import { startServer } from '../../server-under-test.js';
import { oldTree } from './old-tree.js';
import { faultsOf, importInto, linesOf, Place, project } from './trees.js';

describe('an imported base directory of the original product', () => {
  const tree = new Place();
  const base = new Place();
  let report: ImportReport;

  before(async () => {
    tree.with(oldTree);
    mkdirSync(join(tree.path, 'elsewhere'));
    symlinkSync('/etc/passwd', join(tree.path, 'Accounts/evil.mbox'));
    symlinkSync(join(tree.path, 'elsewhere'), join(tree.path, 'Accounts/linked.macnt'));
    report = await importInto(base.path, tree.path);
  });

  after(() => {
    tree.remove();
    base.remove();
  });

  /** Plays a transcript with a server over the imported store. */
  async function play(text: string): Promise<void> {
    const server = await startServer({ base: base.path, store: 'embedded' });
    try {
      await playTranscript(text, () => server.loggedIn('postmaster', 'cp@nel'));
    } finally {
      await server.close();
    }
  }

  it('comes in whole and fits together', async () => {
    expect(report.domains).to.deep.equal([
      {
        name: 'company.com',
        failure: undefined,
        counts: { accounts: 4, aliases: 2, telnums: 0, group: 0, forwarder: 0, list: 0, task: 0 },
      },
      {
        name: 'client1.com',
        failure: undefined,
        counts: { accounts: 4, aliases: 0, telnums: 2, group: 2, forwarder: 1, list: 1, task: 1 },
      },
      {
        name: 'client2.com',
        failure: undefined,
        counts: { accounts: 1, aliases: 0, telnums: 0, group: 0, forwarder: 0, list: 0, task: 0 },
      },
    ]);
    expect(report.master, 'the postmaster holds Master and has a password').to.equal(undefined);
    expect(await faultsOf(base.path)).to.deep.equal([]);
  });

  it('has its Domains, aliases and settings', () =>
    play(`
      C: ListDomains
      S: 201 (company.com,client1.com,client2.com)
      C: MainDomainName
      S: 201 company.com
      C: GetDomainAliases company.com
      S: 201 (www.company.com,mail.company.com)
      C: GetDomainSettings client1.com
      S: 201 {Foldering="2 Letters 2 Levels";SecureCertificate="[QUJDREVG]";}
      C: GetAccountDefaults client1.com
      S: 201 {PasswordEncryption=clear;}
      C: GetAccountTemplate client1.com
      S: 201 {MaxAccountSize=5M;}
      C: GetServerAccountDefaults
      S: 201 {MaxAccountSize=10M;}
      C: GetModule SMTP
      S: 201 {LogLevel=3;}
      C: GetRouterTable
      S: 201 "<*@x.example> = null"
      C: GetRouterSettings
      S: 201 {LogLevel=4;}
      C: GetDomainLocation client2.com
      S: 201 "Domains/stor1.mnt/client2.com"
      C: ListDomainStorage
      S: 201 (stor1)
      C: ListServerSkins
      S: 201 (blue)
      C: ListServerPBXFiles french
      S: 201 {hello.txt=*
    `));

  it('has its Accounts where they were', () =>
    play(`
      C: ListAccounts company.com
      S: 201 {helpdesk=macnt;j.smith=macnt;pbx=macnt;postmaster=macnt;}
      C: ListAccounts client1.com
      S: 201 {far=aacnt;flat=mbox;test=macnt;twice=macnt;}
      C: GetAccountLocation j.smith
      S: 201 "J.sub/j.smith.macnt"
      C: GetAccountLocation test@client1.com
      S: 201 "t.sub/e.sub/test.macnt"
      C: GetAccountLocation far@client1.com
      S: 201 "disk2.mnt/far.aacnt"
      C: GetAccountLocation flat@client1.com
      S: 201 flat.mbox
      C: GetAccountLocation only@client2.com
      S: 201 only.mdir
      # Two directories for one account: the one with settings wins.
      C: GetAccountLocation twice@client1.com
      S: 201 "x.sub/twice.macnt"
      C: ListAccountStorage client1.com
      S: 201 (disk2)
    `));

  it('has what belongs to the Accounts', () =>
    play(
      `
      C: GetAccountSettings j.smith
      S: 201 {RealName="John Smith";Rules=((2,"#Vacation",(("Human Generated","---")),(("Stop Processing"))));}
      C: GetAccountAliases j.smith
      S: 201 (jsmith)
      C: GetAccountRPOPs j.smith
      S: 201 {home={authName=john;domain=pop.example;};}
      C: GetAccountRPOPs flat@client1.com
      S: 201 {away={authName=f;domain=pop.example;};}
      C: GetAccountPrefs j.smith
      S: 201 {AccountName=j.smith@company.com;CalendarBox=Calendar;Language=French;}
      C: GetAccountInfo j.smith KEY Created
      S: 201 "01-01-2020_00:00:00"
      C: Dataset j.smith {what=findAddress;subsetName=Contacts;address="joe@example.org";}
      S: 201 *
      C: ReadStorageFile j.smith FILE "docs/a.txt"
      S: 201 ([SGVsbG8h]*
      C: GetMailboxSubscription j.smith
      S: 201 (INBOX,"Sent Items")
      C: GetMailboxAliases j.smith
      S: 201 {Box=INBOX;}
      C: GetMailboxACL j.smith MAILBOX Calendar
      S: 201 {bob=lrs;}
      C: GetMailboxInfo j.smith MAILBOX Calendar
      S: 201 {Class=IPF.Appointment;*
      C: GetMailboxInfo j.smith MAILBOX "INBOX/Bücher"
      S: 201 {Class="";*
      C: GetAccountTelnums test@client1.com
      S: 201 ("+14153837164")
      C: GetAccountRights test@client1.com
      S: 201 (Domain,BasicSettings)
      C: GetAccountRights helpdesk
      S: 201 (UserAccounts,Monitor)
    `,
    ));

  it('has Groups, Forwarders, Mailing Lists and Named Tasks', () =>
    play(`
      C: GetGroup staff@client1.com
      S: 201 {Members=(test,flat,others,far@away.example,zoe);RealName="Our staff";}
      C: RenameAccount flat@client1.com into flatter@client1.com
      S: 200 OK
      C: GetGroup staff@client1.com
      S: 201 {Members=(test,flatter,others,far@away.example,zoe);RealName="Our staff";}
      C: CreateAccount zoe@client1.com
      S: 200 OK
      C: RenameAccount zoe@client1.com into zoey@client1.com
      S: 200 OK
      C: GetGroup staff@client1.com
      S: 201 {Members=(test,flatter,others,far@away.example,zoey);RealName="Our staff";}
      C: GetForwarder fwd@client1.com
      S: 201 test@company.com
      C: GetList news@client1.com
      S: 201 {Owner=test;SaveRequests=ALL;}
      C: GetSubscriberInfo news@client1.com NAME bob@client1.com
      S: 201 {RealName=Bob;confirmationID="";mode=digest;posts=#3;*
      C: GetDomainLists client1.com
      S: 201 {news=2;}
      C: ListDomainNamedTasks client1.com
      S: 201 {room={Owner=test;Program=room;RealName="The Room";};}
      C: DeleteAccount test@client1.com
      S: 501 *
    `));

  it('keeps clear and crypt passwords usable, and unknown ones aside', async () => {
    await play(`
      C: VerifyAccountPassword test@client1.com PASSWORD opensesame
      S: 200 OK
      C: VerifyAccountPassword far@client1.com PASSWORD sesame1
      S: 200 OK
      C: VerifyAccountPassword j.smith PASSWORD "\\\\001\\\\177\\\\200odd"
      S: 515 *
    `);
    expect(linesOf(report)).to.include('password reset needed: Accounts/J.sub/J.Smith.macnt');
  });

  it('copies Mailboxes, and what it does not understand, to where they were', () => {
    expect(base.files.filter((path) => !/^(?:store|files|password)/.test(path))).to.deep.equal([
      'Accounts/J.sub/j.smith.macnt/Calendar.mbox',
      'Accounts/J.sub/j.smith.macnt/INBOX.folder/B&APw-cher.mdir/cur1',
      'Accounts/J.sub/j.smith.macnt/INBOX.mbox',
      'Accounts/J.sub/j.smith.macnt/account.info',
      'Accounts/J.sub/j.smith.macnt/account.rpopids/home',
      'Accounts/J.sub/j.smith.macnt/account.web.foreign/\x01odd',
      'Accounts/J.sub/j.smith.macnt/notes.odt',
      'Accounts/postmaster.macnt/INBOX.mbox',
      'Domains/client1.com/Settings/LISTS.foreign/Old.settings',
      'Domains/client1.com/Settings/LISTS.foreign/Old.subs',
      'Domains/client1.com/Settings/LISTS.foreign/news.subs',
      'Domains/client1.com/flat.mbox',
      'Domains/client1.com/mystery.dat',
      'Domains/empty/readme.txt',
      'Domains/stor1.mnt/client2.com/only.mdir/1.msg',
      'Queue/12.msg',
      'Settings/Queue.settings.foreign',
      'Settings/SignalRules.settings.foreign',
      'Settings/Strange.bin',
      'Startup.sh',
    ]);
    expect(base.read('Domains/client1.com/flat.mbox')).to.equal(
      oldTree['Domains/client1.com/flat.mbox'],
    );
  });

  it('loses none of them when its documented files are written', async () => {
    const copied = base.files.filter((path) => !/^(?:store|files|password)|\.info$/.test(path));
    const texts = copied.map((path) => base.read(path));
    expect(await project(base.path)).to.deep.equal([]);
    expect(copied.map((path) => base.read(path))).to.deep.equal(texts);
    const info = base.read('Accounts/J.sub/j.smith.macnt/account.info');
    expect(info, 'what nobody but the file knows').to.include('#T01-02-2025_10:11:12');
    expect(info).to.match(/Calendar = .*Access=.bob=lrs;.;.*BoxClass=IPF.Appointment;/);
    expect(info).to.match(/INBOX = .*LastUID=1204;.*UIDValidity=1167609600;/);
  });

  it('names everything odd', () => {
    expect(linesOf(report)).to.have.members([
      'broken: Settings/Queue.settings: failed to read a dictionary - expected an equals sign',
      'dropped: Settings/SignalRules.settings: it has not the shape that it needs',
      'not understood: Settings/Strange.bin',
      'not understood: Domains/empty/readme.txt',
      'not understood: Queue/12.msg',
      'not understood: Startup.sh',
      'not understood: elsewhere: an empty directory',
      'left: Accounts/evil.mbox: a link is not followed',
      'left: Accounts/linked.macnt: a link is not followed',
      'dropped: Accounts/Settings/Aliases.data: alias lost: there is no account nobody',
      'dropped: Accounts/Settings/Aliases.data: alias pbx: the name is taken',
      'dropped: Accounts/Settings/Access.settings: rights of gone: there is no account gone',
      'password reset needed: Accounts/J.sub/J.Smith.macnt',
      'not understood: Accounts/J.sub/J.Smith.macnt/notes.odt',
      'not understood: Accounts/J.sub/J.Smith.macnt/account.web/?odd',
      'not understood: Accounts/J.sub/J.Smith.macnt/account.rpopids/home',
      'left: Domains/client1.com/twice.macnt: the account is in x.sub/twice.macnt too',
      'not understood: Domains/client1.com/mystery.dat',
      'dropped: Domains/client1.com/Settings/Access.settings: server rights of test: ' +
        "only the main domain's accounts have any",
      'dropped: Domains/client1.com/Settings: group test: the name is taken',
      'dropped: Domains/client1.com/Settings: forwarder flat: the name is taken',
      'dropped: Domains/client1.com/Settings: task orphan: there is no account none to own it',
      'dropped: Domains/client1.com/Settings: list Old: there is no account left to own it',
      'not understood: Domains/client1.com/Settings/LISTS/Old.settings',
      'not understood: Domains/client1.com/Settings/LISTS/Old.subs',
      'dropped: Domains/client1.com/Settings/LISTS/news.subs: nonsense: no e-mail address',
    ]);
  });
});
