/**
 * The lines that make a rich server out of one that was started for the first time: every command
 * that changes something stands here, with something that it really changes. Lines that need one another in an order tell a
 * story here; the others are in the records of their commands.
 */
import { records } from '../catalogue/records.js';

const domains = `
  UpdateDomainDefaults {MailToUnknown=Discarded;}
  SetDomainDefaults {MailToUnknown=Rejected;DomainComment="All of them";}
  UpdateServerAccountDefaults {MaxAccountSize=50M;}
  SetServerAccountDefaults {MaxAccountSize=70M;MaxWebSize=10M;}
  UpdateServerAccountPrefs {Language=French;}
  SetServerAccountPrefs {Language=German;TimeZone=HostOS;}
  SetServerTrustedCerts ([TUlJQw==],[TUlJRA==])
  SetDirectoryIntegration {BaseDN="o=Company";}
  CreateDomainStorage PATH disk2
  CreateDomain client.test {MailToUnknown=Rerouted;}
  CreateDomain old.test PATH disk2
  RenameDomain old.test INTO renamed.test
  CreateDomain doomed.test
  CreateAccount gone@doomed.test
  DeleteDomain doomed.test FORCE
  SetDomainSettings client.test {MailToUnknown=Rejected;Colour="light blue";}
  UpdateDomainSettings client.test {AdminDomainName=renamed.test;Größe="ganz groß";}
  SetDomainAliases client.test (alias.test,other-alias.test)
  SetAccountDefaults client.test {MaxAccountSize=90M;}
  UpdateAccountDefaults client.test {RulesAllowed=Any;}
  SetAccountDefaultPrefs client.test {Language=Italian;}
  UpdateAccountDefaultPrefs client.test {CharSet=utf-8;}
  SetAccountTemplate client.test {ServiceClass=Gold;}
  UpdateAccountTemplate client.test {City=Rome;}
  SetDomainMailRules client.test ((1,first,((From,is,"a@b")),((Discard))))
  UpdateDomainMailRule client.test (2,second,(),((Mark,Read)))
  UpdateDomainMailRule client.test DELETE first
  SetDomainSignalRules client.test ((1,first,(),((Discard))))
  UpdateDomainSignalRule client.test (2,second,(),(("Stop Processing")))
  UpdateDomainSignalRule client.test DELETE first
  CreateAccountStorage client.test PATH disk3
  CreateDomain sleeping.test
  CreateAccount sleeper@sleeping.test {Password=sleeper-password;}
  SuspendDomain sleeping.test
  CreateDomain awake.test
  CreateAccount waker@awake.test {Password=waker-password;}
  SuspendDomain awake.test
  ResumeDomain awake.test
`;

const accounts = `
  CreateAccount user@client.test {RealName="User \\"One\\"";Password=user-password;}
  CreateAccount Old.Name@client.test
  RenameAccount old.name@client.test INTO second@client.test
  CreateAccount old@client.test TextMailbox LEGACY
  CreateAccount doomed@client.test
  DeleteAccount doomed@client.test
  CreateAccount third@renamed.test PATH "" {City=Oslo;}
  SetAccountType second@client.test AGrade
  SetAccountSettings second@client.test {RealName=Second;MaxAccountSize=5M;}
  UpdateAccountSettings second@client.test {City="Αθήνα";}
  SetAccountPassword second@client.test PASSWORD second-password
  SetAccountAliases user@client.test (info,sales.dept)
  SetAccountTelnums user@client.test ("+1555100",1555200)
  ModifyAccountTelnums second@client.test {op=add;telnum=1555300;}
  SetAccountMailRules user@client.test ((5,sort,((From,is,"a@b")),((Mark,Read))))
  UpdateAccountMailRule user@client.test (3,more,(),((Discard)))
  SetAccountSignalRules user@client.test ((5,calls,(),(("Stop Processing"))))
  UpdateAccountSignalRule user@client.test (3,more,(),(("Stop Processing")))
  SetAccountRPOPs user@client.test {first={domain=pop.example.org;authName=j;};}
  SetAccountRPOP second@client.test ({domain=pop.example.org;authName=k;})
  SetAccountRSIPs user@client.test {first={domain=sip.example.org;authName=j;};}
  UpdateScheduledTask user@client.test {id=task1;program=prog1;when=#T22-10-2036_15:24:45;}
  SetAccountPrefs user@client.test {Language=Dutch;}
  UpdateAccountPrefs user@client.test {Signature="Yours\\eUser";}
  SetAccountACL user@client.test {"second@client.test"=lr;}
  SetAccountRights second@client.test (Domain,BasicSettings)
  CreateAccount helper
  SetAccountRights helper (Monitor,DomainsRead)
  CreateGroup old-staff@client.test {RealName=Staff;Members=(user,"far@elsewhere.test");}
  RenameGroup old-staff@client.test INTO staff@client.test
  CreateGroup team@client.test
  SetGroup team@client.test {Members=(second,staff);}
  CreateGroup doomed@client.test
  DeleteGroup doomed@client.test
  CreateForwarder old-post@client.test TO away@elsewhere.test
  RenameForwarder old-post@client.test INTO post@client.test
  CreateForwarder doomed@client.test TO nobody@elsewhere.test
  DeleteForwarder doomed@client.test
  CreateNamedTask old-robot@client.test FOR user@client.test
  RenameNamedTask old-robot@client.test INTO robot@client.test
  UpdateNamedTask robot@client.test {Program=conference;RealName="Meeting room";}
  CreateNamedTask doomed@client.test FOR user@client.test
  DeleteNamedTask doomed@client.test
  SetDomainAlerts client.test {"#T22-10-2036_15:24:45"=noon;"#T23-10-2036_15:24:45"=late;}
  PostDomainAlert client.test ALERT "Please call"
  RemoveDomainAlert client.test ALERT #T23-10-2036_15:24:45
  SetAccountAlerts user@client.test {"#T22-10-2036_15:24:45"=noon;"#T23-10-2036_15:24:45"=late;}
  PostAccountAlert user@client.test ALERT "Please call"
  RemoveAccountAlert user@client.test ALERT #T23-10-2036_15:24:45
  SetServerAlerts {"#T22-10-2036_15:24:45"=noon;"#T23-10-2036_15:24:45"=late;}
  PostServerAlert "Please call"
  RemoveServerAlert #T23-10-2036_15:24:45
`;

const lists = `
  CreateList old-news@client.test FOR user@client.test
  RenameList old-news@client.test INTO news@client.test
  CreateList doomed@client.test FOR user@client.test
  DeleteList doomed@client.test
  UpdateList news@client.test {MaxBounces=9;Postings="from subscribers";}
  List news@client.test FEED "Bill Jones" <BJones@elsewhere.test>
  List news@client.test DIGEST joe@elsewhere.test
  List news@client.test BANNED pest@elsewhere.test
  List news@client.test INDEX brief@elsewhere.test
  List news@client.test UNSUBSCRIBE brief@elsewhere.test
  SetPostingMode news@client.test FOR joe@elsewhere.test 3
  ProcessBounce news@client.test FOR joe@elsewhere.test
`;

const mailboxesAndFiles = `
  CreateMailbox user@client.test MAILBOX Drafts/Old CLASS IPF.Contact
  CreateMailbox user@client.test MAILBOX Outgoing
  RenameMailbox user@client.test MAILBOX Outgoing INTO Sent
  CreateMailbox user@client.test MAILBOX Doomed
  DeleteMailbox user@client.test MAILBOX Doomed
  UpdateMailboxInfo user@client.test MAILBOX Sent {Lock=YES;}
  SetMailboxACL user@client.test MAILBOX Sent {anyone=lr;}
  SetMailboxClass user@client.test MAILBOX Sent CLASS IPF.Note
  SetMailboxSubscription user@client.test (INBOX,Sent)
  SetMailboxAliases user@client.test {Gesendet=Sent;}
  WriteStorageFile user@client.test FILE a.txt DATA [YWJj]
  WriteStorageFile user@client.test FILE a.txt OFFSET 3 DATA [ZGVm]
  WriteStorageFile user@client.test FILE dir/old.txt DATA [AAECAw==]
  RenameStorageFile user@client.test FILE dir/old.txt INTO dir/new.txt
  WriteStorageFile user@client.test FILE doomed.txt DATA [YWJj]
  DeleteStorageFile user@client.test FILE doomed.txt
  UpdateStorageFileAttr user@client.test FILE a.txt (<one a="b"/>)
  SetFileSubscription user@client.test (a.txt)
  Dataset user@client.test {subsetName=Contacts;what=setEntry;entryName=joe;data={cn=Joe;};}
  Dataset user@client.test {subsetName=Doomed;what=createSet;}
  RemoveAccountSubset user@client.test SUBSET Doomed
  Roster user@client.test {what=Update;peer="sales@example.org";data={RealName=Sales;};}
  Balance user@client.test {op=credit;balance="";amount=#500;reference="inv-17";}
  Balance user@client.test {op=reserve;balance="";amount=#200;reserve=call;}
`;

const appearance = `
  CreateDomainSkin client.test SKIN ""
  CreateDomainSkin client.test SKIN OldSkin
  RenameDomainSkin client.test SKIN OldSkin INTO MySkin
  StoreDomainSkinFile client.test SKIN MySkin FILE a.txt DATA [YWJj]
  CreateDomainSkin client.test SKIN Doomed
  DeleteDomainSkin client.test SKIN Doomed
  CreateServerSkin OldSkin
  RenameServerSkin OldSkin INTO MySkin
  StoreServerSkinFile MySkin FILE a.txt DATA [YWJj]
  CreateServerSkin Doomed
  DeleteServerSkin Doomed
  PutWebUserInterface client.test FILE login.wssp DATA [YWJj]
  PutWebUserInterface client.test FILE doomed.wssp DATA [YWJj]
  DeleteWebUserInterface client.test FILE doomed.wssp
  CreateDomainPBX client.test
  CreateDomainPBX client.test FILE french
  StoreDomainPBXFile client.test FILE a.txt DATA [YWJj]
  StoreDomainPBXFile client.test FILE doomed.txt DATA [YWJj]
  DeleteDomainPBXFile client.test FILE doomed.txt
  CreateDomainPBX client.test FILE doomed
  DeleteDomainPBX client.test FILE doomed
  CreateServerPBX french
  StoreServerPBXFile a.txt DATA [YWJj]
  StoreServerPBXFile doomed.txt DATA [YWJj]
  DeleteServerPBXFile doomed.txt
  CreateServerPBX doomed
  DeleteServerPBX doomed
`;

/** The lines of a chapter. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

/** All lines, in the order in which a Master gives them. */
export const richLines: readonly string[] = [
  domains,
  accounts,
  lists,
  mailboxesAndFiles,
  appearance,
]
  .flatMap(linesOf)
  .concat([...records.values()].flatMap((record) => record.rich ?? []));
