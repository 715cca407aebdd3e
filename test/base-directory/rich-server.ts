/**
 * A base directory in which there is something of everything, made over the protocol, for tests of
 * what deals with whole stores; and the rows of a store as values that can be compared.
 */
import { allTables } from '../../src/tables/all-tables.js';
import type { Key, Reader, Store, Table } from '../../src/store/store.js';
import { startServer } from '../server-under-test.js';

const lines = [
  'CreateDomainStorage PATH stor1',
  'CreateDomain client1.example',
  'CreateDomain client2.example PATH stor1',
  'SetDomainAliases client1.example (www.client1.example,mail.client1.example)',
  'UpdateDomainSettings client1.example {AdminDomainName=example.test;Foldering="2 Letters 1 Level";}',
  'SuspendDomain client2.example',
  'CreateAccount ann@client1.example {RealName="Ann Example";Password=secret1;}',
  'CreateAccount bob@client1.example AGrade',
  'CreateAccount carl@client1.example TextMailbox',
  'CreateAccount ed@client2.example',
  'CreateAccount helper {Password=secret2;}',
  'SetAccountRights helper (DomainsRead)',
  'SetAccountRights bob@client1.example (Domain,BasicSettings)',
  'SetAccountAliases ann@client1.example (a.example,info)',
  'SetAccountTelnums ann@client1.example ("+14153837164",200)',
  'SetAccountTelnums helper (201)',
  'UpdateAccountPrefs ann@client1.example {Language=English;}',
  'SetAccountMailRules ann@client1.example ((1,"#Redirect",(),(("Redirect to","a@b.example"))))',
  'SetDomainMailRules client1.example ((5,first,(),((Discard,"---"))))',
  'UpdateAccountTemplate client1.example {MaxAccountSize=10M;}',
  'CreateGroup staff@client1.example {Members=(ann,bob@client1.example,zoe,far@away.example);}',
  'CreateGroup all@client1.example {Members=(staff,ed,news);RealName=All;}',
  'CreateForwarder fwd@client1.example to ann',
  'CreateList news@client1.example for ann',
  'UpdateList news@client1.example {SaveRequests=ALL;}',
  'List news@client1.example subscribe bob@client1.example',
  'List news@client1.example digest Zoe@far.example',
  'CreateNamedTask room@client1.example FOR bob',
  'Dataset ann@client1.example {subsetName=Contacts;what=setEntry;entryName=joe;' +
    'data={"addressbook.Email"="joe@example.org";cn=Joe;};}',
  'Dataset ann@client1.example {subsetName="Book/Friends";what=setEntry;entryName=moe;data={cn=Moe;};}',
  'Balance ann@client1.example {op=credit;balance="";amount=#500;reference="inv-17";}',
  'Roster ann@client1.example {what=Update;peer="sales@example.com";data={Inp=YES;};}',
  'WriteStorageFile ann@client1.example FILE "docs/a.txt" DATA [SGVsbG8=]',
  'WriteStorageFile ann@client1.example FILE "docs/a.txt" OFFSET END DATA [IQ==]',
  'WriteStorageFile ann@client1.example FILE "b.bin" DATA [AAEC/w==]',
  'CreateDomainSkin client1.example SKIN ""',
  'CreateDomainSkin client1.example SKIN blue',
  'StoreDomainSkinFile client1.example SKIN blue FILE login.wssp DATA [PGh0bWw+]',
  'CreateDomainPBX client1.example',
  'CreateDomainPBX client1.example FILE french',
  'StoreDomainPBXFile client1.example FILE main.sppr DATA [ZW50cnk=]',
  'PostServerAlert "Maintenance at noon"',
  'SetStatElement CustomOrders SET 17',
  'SetServerMailRules ((6,Sign,(),((Discard,"---"))))',
  'UpdateServerAccountPrefs {Language=Spanish;}',
  'CreateMailbox ann@client1.example MAILBOX Work/Plans',
  'CreateMailbox ann@client1.example MAILBOX Contacts',
  'SetMailboxACL ann@client1.example MAILBOX Contacts {bob=lr;}',
] as const;

/** Fills a base directory through a server that is closed afterwards, and gives it more lines. */
export async function makeRichBase(base: string, more: readonly string[] = []): Promise<void> {
  const server = await startServer({ base, store: 'embedded' });
  try {
    const client = await server.postmaster();
    for (const line of [...lines, ...more]) {
      const answer = await client.ask(line);
      if (!answer?.startsWith('20')) throw new Error(`${line} was answered ${answer ?? ''}`);
    }
  } finally {
    await server.close();
  }
}

/** The rows of a store as texts: for each table, by key. */
export type Rows = ReadonlyMap<string, ReadonlyMap<Key, string>>;

/** All rows, without those of the tables that are left out. */
export function rowsOf(tx: Reader, without: readonly string[] = []): Rows {
  const tables = allTables.filter(({ name }) => !without.includes(name));
  return new Map(tables.map((table) => [table.name, tableRows(tx, table)]));
}

function tableRows(tx: Reader, table: Table<Key, unknown>): ReadonlyMap<Key, string> {
  return new Map(Array.from(tx.range(table, {}), ([key, row]) => [key, table.encode(row)]));
}

/** Puts rows into an empty store. */
export async function putRows(store: Store, rows: Rows): Promise<void> {
  await store.update((tx) => {
    for (const table of allTables) {
      for (const [key, text] of rows.get(table.name) ?? []) tx.put(table, key, table.decode(text));
    }
  });
}
