import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { exportBase } from '../../../src/base-directory/export/export.js';
import { storeFindings } from '../../../src/base-directory/check/store-invariants.js';
import { basePlaces } from '../../../src/base-directory/base-places.js';
import { Seal } from '../../../src/passwords/sealed-form.js';
import { openEmbeddedStore } from '../../../src/tables/open-store.js';
import { readFileText } from '../../../src/values/read.js';
import { isDictionary } from '../../../src/values/value.js';
import { lineOf } from '../../model/naive.js';
import { arbitraryStep } from '../../model/steps.js';
import { startServer } from '../../server-under-test.js';
import { oldTree } from '../import/old-tree.js';
import { importInto, Place } from '../import/trees.js';
import { logicalDump } from '../logical-dump.js';
import { makeRichBase } from '../rich-server.js';

/** A directory with a base directory, its export and what an import makes of that. */
class Trip {
  readonly #directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
  readonly base = join(this.#directory, 'base');
  readonly exported = join(this.#directory, 'exported');
  readonly back = join(this.#directory, 'back');

  /** Exports and imports; returns what the import found odd. */
  async go(): Promise<readonly unknown[]> {
    const { troubles } = await exportBase(basePlaces(this.base), this.exported);
    expect(troubles).to.deep.equal([]);
    const key = readFileSync(join(this.exported, 'password.key'), 'latin1').trim();
    const sourceSeal = new Seal(Buffer.from(key, 'hex'));
    const report = await importInto(this.back, this.exported, { sourceSeal });
    return report.entries;
  }

  async faults(): Promise<readonly unknown[]> {
    const store = await openEmbeddedStore(join(this.back, 'store'), { readOnly: true });
    try {
      return await store.view((tx) => [...storeFindings(tx)]);
    } finally {
      await store.close();
    }
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** What is more in the base directory that makes the trip. */
const more = [
  'CreateMailbox ann@client1.example MAILBOX Sent.mdir',
  'CreateMailbox ann@client1.example MAILBOX INBOX/Lists CLASS IPF.Task',
  'CreateMailbox bob@client1.example MAILBOX "Bücher & Co"',
  'SetAccountPassword ann@client1.example PASSWORD app-secret TAG phone',
  'SetAccountRPOPs bob@client1.example {home={domain=pop.example;authName=j;};}',
  'SetAccountSignalRules bob@client1.example ((1,x,(),()))',
  'SetMailboxAliases ann@client1.example {Box="~bob/INBOX";}',
  'SetFileSubscription ann@client1.example (a,b)',
  'SetMailboxSubscription ann@client1.example (INBOX,Work)',
  'SetAccountACL ann@client1.example {bob=l;}',
  'PostAccountAlert ann@client1.example ALERT "Your mailbox is nearly full"',
  'UpdateDomainDefaults {Foldering=flat;}',
  'UpdateServerAccountDefaults {MaxAccountSize=1G;}',
  'UpdateAccountDefaults client1.example {MaxAccountSize=2G;}',
  'SetModule SMTP {LogLevel=3;}',
  'SetRouterTable "<*@x.example> = null\\e"',
  'SetBlacklistedIPs "192.0.2.1\\e192.0.2.8-192.0.2.9"',
  'SetStatElement CustomDebt SET -3',
  'List news@client1.example banned pest@far.example',
  'SetPostingMode news@client1.example FOR zoe@far.example MODERATEALL',
  'UpdateStorageFileAttr ann@client1.example FILE b.bin (<note>hi</note>)',
  'CreateDomainSkin client2.example SKIN ""',
  'CreateServerSkin ""',
  'CreateDomainPBX client2.example',
  'CreateAccountStorage client1.example PATH stor2',
  'CreateAccount gil@client1.example CGrade PATH stor2',
  'SetAccountAliases gil@client1.example (zed,abe,mel)',
  'CreateAccount hal@client1.example TextMailbox LEGACY',
];

/** Keys of the old tree that name nothing, or name what another object has; the import tells them. */
const leadsNowhere = [
  // Put aside as a whole, as what cannot be read at all.
  'Settings/SignalRules.settings: NoRules',
  'Accounts/Settings/Access.settings: gone',
  'Accounts/Settings/Aliases.data: lost',
  'Accounts/Settings/Aliases.data: pbx',
  // In a form that nobody knows: it is put aside, and a new one is needed.
  'Accounts/J.sub/J.Smith.macnt/account.settings: Password',
  // It says what holds anyway.
  'Domains/client1.com/Settings/Domain.settings: Suspended',
  'Domains/client1.com/Settings/Groups.data: test',
  'Domains/client1.com/Settings/Forwarders.data: flat',
  'Domains/client1.com/Settings/NamedTasks.data: orphan',
  'Domains/client1.com/Settings/LISTS/news.subs: nonsense',
  'Domains/client1.com/Settings/LISTS/Old.settings: Owner',
  'Domains/client1.com/Settings/LISTS/Old.subs: zoe@far.example',
  // What 5.x kept for the Domain is in the settings of its Accounts.
  'Domains/client1.com/Settings/RPOP.data: flat',
];

/** What a store says but for the addresses of known clients, which are a server's own. */
async function exportedOf(base: string): Promise<readonly string[]> {
  return (await logicalDump(base)).filter((line) => !line.includes(' knownAddresses '));
}

describe('An import of an export', () => {
  let trip: Trip;
  beforeEach(() => {
    trip = new Trip();
  });
  afterEach(() => trip.remove());

  it('says what the store said, with something of everything in it', async () => {
    await makeRichBase(trip.base, more);
    expect(await trip.go()).to.deep.equal([]);
    expect(await exportedOf(trip.back)).to.deep.equal(await exportedOf(trip.base));
    expect(await trip.faults()).to.deep.equal([]);
  });

  it('says what the store said after any history', async () => {
    const domains = ['one.example', 'two.example'];
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep(domains), { maxLength: 60 }), async (steps) => {
        const each = new Trip();
        try {
          const server = await startServer({ base: each.base, store: 'embedded' });
          const client = await server.postmaster();
          for (const domain of domains) await client.ask(`CreateDomain ${domain}`);
          for (const step of steps) await client.ask(lineOf(step));
          await server.close();
          expect(await each.go()).to.deep.equal([]);
          expect(await exportedOf(each.back)).to.deep.equal(await exportedOf(each.base));
          expect(await each.faults()).to.deep.equal([]);
        } finally {
          each.remove();
        }
      }),
      { numRuns: 12 },
    );
  });

  it('keeps every key of a tree that the original left, but for what leads nowhere', async () => {
    const tree = new Place().with(oldTree);
    try {
      await importInto(trip.base, tree.path, { mainDomain: 'company.com' });
      const { troubles } = await exportBase(basePlaces(trip.base), trip.exported);
      expect(troubles).to.deep.equal([]);
      const missing = Object.entries(oldTree).flatMap(([path, text]) => lost(path, text));
      expect(missing).to.deep.equal(leadsNowhere);
    } finally {
      tree.remove();
    }
  });

  /** The keys of a dictionary file that the exported file of the same path does not have. */
  function lost(path: string, text: string): readonly string[] {
    if (!/\.(?:settings|prefs|dst|data|info|subs)$/.test(path)) return [];
    if (path === 'Settings/Queue.settings') return [];
    const there = readdirSync(trip.exported, { recursive: true, encoding: 'utf8' }).find(
      (name) => name.toLowerCase() === path.toLowerCase(),
    );
    const now = there && readFileText(readFileSync(join(trip.exported, there), 'latin1'));
    const known = isDictionary(now)
      ? new Set([...now.keys()].map((k) => k.toLowerCase()))
      : new Set();
    const before = readFileText(text);
    if (!isDictionary(before)) return [];
    return [...before.keys()]
      .filter((key) => !known.has(key.toLowerCase()))
      .map((key) => `${path}: ${key}`);
  }
});
