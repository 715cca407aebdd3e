/**
 * A base directory as the original product may have left it: all kinds of objects, Accounts in every
 * layout, files written by hand, relics of old versions, and things that nobody understands.
 */

/** Of `sesame1`. */
const crypt = '\\002$1$abcdefgh$HL7iYYKaxhpiWWtMF5hTH.';

/** Files by their paths. */
export const oldTree: Readonly<Record<string, string>> = {
  ProcessID: '4711\n',
  'Startup.sh': 'echo starting\n',
  'Queue/12.msg': 'a message',
  'Settings/Main.settings': '{\n AccountCacheSize = 100;\n DomainName = company.com;\n}',
  'Settings/DomainDefault.settings':
    '{ AccountDefaults = {MaxAccountSize=10M;}; Foldering = flat; }\n',
  'Settings/SMTP.settings': '{ LogLevel = 3; }',
  'Settings/Strange.bin': '\0\0',
  'Settings/Queue.settings': '{ a hand slipped',
  'Settings/SignalRules.settings': '{ NoRules = YES; }',
  // With the mark that some editors put first.
  'Settings/Router.settings': '\xef\xbb\xbf{ Table = "<*@x.example> = null"; LogLevel = 4; }',
  'WebSkins/blue/login.wssp': '<html>',
  'PBXApps/main.sppr': 'entry Main',
  'PBXApps/french/hello.txt': 'bonjour',

  'Accounts/Settings/Domain.settings':
    '{\n DomainAliases = (www.company.com, mail.company.com);\n}',
  'Accounts/Settings/Access.settings':
    '{\n Postmaster = (Master);\n helpdesk = (Users,Monitor);\n gone = (Master);\n}',
  'Accounts/Settings/Aliases.data':
    '{\n 200 = pbx;\n jsmith = j.smith;\n lost = nobody;\n pbx = j.smith;\n}',
  'Accounts/postmaster.macnt/account.settings': '{ Password = "cp@nel"; RealName = "The Boss"; }',
  'Accounts/postmaster.macnt/INBOX.mbox': 'From x Thu Jan  2 10:00:00 2025\n\nhi\n',
  'Accounts/helpdesk.macnt/account.settings': '{}',
  'Accounts/pbx.macnt/account.settings': '{}',
  // A hand-edited file with comments, joined strings and line breaks.
  'Accounts/J.sub/J.Smith.macnt/account.settings':
    '{\n  // who it is\n  RealName   =\n "John "\n "Smith" ;\n' +
    '  Password="\\001\\177\\200odd"; /* nobody knows */\n' +
    '  Rules = (\n   ( 2 , "#Vacation",\n (("Human Generated","---")), (("Stop Processing")) )\n  );\n' +
    '  RPOP = {home={domain=pop.example;authName=john;};};\n  MailboxAliases={Box=INBOX;};\n' +
    '  Subscription=(INBOX,"Sent Items");\n}',
  'Accounts/J.sub/J.Smith.macnt/account.info':
    '{\n #LastLogin = #T01-02-2025_10:11:12;\n #Created = #T01-01-2020_00:00:00;\n' +
    ' #Viewer = {CalendarBox=Calendar;Language=English;};\n' +
    ' Calendar = {Access={bob=lrs;};BoxClass=IPF.Appointment;LastUID=12;ReportEntry=mine;};\n' +
    ' INBOX = {LastUID=1204;Messages=17;Size=34567;UIDValidity=1167609600;};\n}',
  'Accounts/J.sub/J.Smith.macnt/account.prefs': '{ Language = French; }',
  'Accounts/J.sub/J.Smith.macnt/account.dst':
    '{ Contacts = {joe={"addressbook.Email"="joe@example.org";cn=Joe;};}; }',
  'Accounts/J.sub/J.Smith.macnt/account.rpopids/home': '1 2 3',
  'Accounts/J.sub/J.Smith.macnt/account.web/docs/a.txt': 'Hello!',
  'Accounts/J.sub/J.Smith.macnt/account.web/\x01odd': 'a name that cannot be',
  'Accounts/J.sub/J.Smith.macnt/INBOX.mbox': 'From y Thu Jan  2 10:00:00 2025\n\nho\n',
  'Accounts/J.sub/J.Smith.macnt/INBOX.folder/B&APw-cher.mdir/cur1': 'a message',
  'Accounts/J.sub/J.Smith.macnt/Calendar.mbox': '',
  'Accounts/J.sub/J.Smith.macnt/notes.odt': 'what is this',

  'Domains/client1.com/Settings/Domain.settings':
    '{ Foldering="2 Letters 2 Levels"; AccountDefaults={PasswordEncryption=clear;}; Suspended=NO;\n' +
    '  SecureCertificate=[QUJD\n REVG]; }',
  'Domains/client1.com/Settings/Access.settings': '{ test = (Domain,Master,BasicSettings); }',
  'Domains/client1.com/Settings/Groups.data':
    '{ staff = {RealName="Our staff";Members=(test,flat,others,far@away.example,zoe);};\n' +
    '  others = {Members=(staff@client1.com,news);};\n  test = {Members=();}; }',
  'Domains/client1.com/Settings/Forwarders.data': '{ fwd = "test@company.com"; flat = x; }',
  'Domains/client1.com/Settings/Telnums.data': '{ 14153837164 = test; 200 = flat; }',
  'Domains/client1.com/Settings/NamedTasks.data':
    '{ room = {Owner=test;Program=room;RealName="The Room";}; orphan = {Owner=none;}; }',
  'Domains/client1.com/Settings/LISTS/news.settings': '{ Owner = test; SaveRequests = ALL; }',
  'Domains/client1.com/Settings/LISTS/news.subs':
    '{\n bob@client1.com = {Mode=digest;RealName=Bob;Posts=#3;};\n "Zoe@far.example" = {};\n nonsense = {};\n}',
  'Domains/client1.com/Settings/LISTS/Old.settings': '{ Owner = left; }',
  'Domains/client1.com/Settings/LISTS/Old.subs': '{ zoe@far.example = {}; }',
  'Domains/client1.com/Settings/Template.settings': '{ MaxAccountSize = 5M; }',
  'Domains/client1.com/Settings/RPOP.data': '{ flat = {away={domain=pop.example;authName=f;};}; }',
  'Domains/client1.com/t.sub/e.sub/test.macnt/account.settings':
    '{ Password = opensesame; Telnums = ("+14153837164"); }',
  'Domains/client1.com/disk2.mnt/far.aacnt/account.settings': `{ Password = "${crypt}"; }`,
  'Domains/client1.com/flat.settings': '{ RealName = "Single One"; }',
  'Domains/client1.com/flat.mbox': 'From z Thu Jan  2 10:00:00 2025\n\nhey\n',
  'Domains/client1.com/twice.macnt/account.info': '{}',
  'Domains/client1.com/x.sub/twice.macnt/account.settings': '{ RealName = Second; }',
  'Domains/client1.com/mystery.dat': '?',

  'Domains/stor1.mnt/client2.com/only.mdir/1.msg': 'a message',
  'Domains/empty/readme.txt': 'no domain',
};
