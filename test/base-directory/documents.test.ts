import { expect } from 'chai';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentFile } from '../../src/base-directory/document-file.js';
import { accountDocuments, hiddenInAccount } from '../../src/base-directory/account-documents.js';
import { domainSettings, hiddenInDomain } from '../../src/base-directory/domain-documents.js';
import type { FoundAccount } from '../../src/base-directory/reading/account-scan.js';
import { readAccountFiles } from '../../src/base-directory/reading/account-files.js';
import { readDomainFiles } from '../../src/base-directory/reading/domain-files.js';
import { Report } from '../../src/base-directory/reading/report.js';
import { readServerFiles } from '../../src/base-directory/reading/server-files.js';
import { SourceTree } from '../../src/base-directory/reading/source-tree.js';
import { SafeTree } from '../../src/base-directory/safe-tree.js';
import { serverDocuments, serverFiles } from '../../src/base-directory/server-documents.js';
import { writeDocument, type DocumentName } from '../../src/engine/core/documents.js';
import { moduleNames } from '../../src/engine/server/modules.js';
import { objectName } from '../../src/engine/core/names.js';
import type { Reader } from '../../src/store/store.js';
import type { Id } from '../../src/tables/tables.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, addAccount, at, LittleServer, rows } from '../engine/little-server.js';
import { anyString, anyValue } from '../values/any-value.js';
import { treeOptions } from './import/trees.js';
import { server } from '../../src/engine/directory/subjects.js';

const arrays: readonly string[] = [
  'directoryAccessRights',
  'fileSubscription',
  'mailRules',
  'signalRules',
  'subscription',
  'trustedCerts',
];

/** Every document but those of modules, and where it is when that is in no table. */
const places: Readonly<Record<Exclude<DocumentName, `module/${string}`>, string>> = {
  accountDefaults: 'table',
  accountStorage: 'the names of directories',
  acl: 'table',
  alerts: 'table',
  balances: 'balances.data',
  banned: 'table',
  blacklistedIPs: 'table',
  clientIPs: 'table',
  cluster: 'table',
  debugIPs: 'table',
  defaultPrefs: 'table',
  deniedIPs: 'table',
  directoryAccessRights: 'table',
  directoryIntegration: 'table',
  directoryUnits: 'table',
  domainDefaults: 'DomainDefault.settings',
  domainStorage: 'the names of directories',
  fileSubscription: 'table',
  lanIPs: 'table',
  log: 'table',
  mailboxAliases: 'table',
  knownAddresses: 'the store only',
  mailRules: 'table',
  mediaServer: 'table',
  natedIPs: 'table',
  natSiteIPs: 'table',
  network: 'table',
  passwords: 'table',
  prefs: 'account.prefs',
  queue: 'table',
  resolver: 'table',
  roster: 'table',
  routerSettings: 'Router.settings',
  routerTable: 'Router.settings',
  rpops: 'table',
  rsips: 'table',
  scheduledTasks: 'table',
  serverSettings: 'Main.settings',
  session: 'table',
  signal: 'table',
  signalRules: 'table',
  statistics: 'table',
  subscription: 'table',
  template: 'Template.settings',
  traces: 'table',
  trustedCerts: 'table',
  whiteHoleIPs: 'table',
};

/** A value of the shape that a document has, with something in it. */
function valueFor(document: DocumentName): fc.Arbitrary<Value> {
  if (/IPs$|^routerTable$/.test(document)) return anyString.filter((text) => text !== '');
  const pairs = fc.array(fc.tuple(anyString, anyValue), { minLength: 1, maxLength: 4 });
  if (!arrays.includes(document)) return pairs.map((all) => new Map(all));
  const element = document === 'fileSubscription' || document === 'subscription';
  return fc.array(element ? anyString : anyValue, { minLength: 1, maxLength: 4 });
}

/** Some of these documents with values. */
function someOf(documents: readonly DocumentName[]): fc.Arbitrary<Map<DocumentName, Value>> {
  return fc
    .subarray([...documents])
    .chain((chosen) =>
      fc.tuple(...chosen.map((name) => fc.tuple(fc.constant(name), valueFor(name)))),
    )
    .map((pairs) => new Map(pairs));
}

describe('Documents', () => {
  let root: string;
  let little: LittleServer;
  let main: Id;
  let john: Id;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'cligate-documents-'));
    little = await LittleServer.with();
    await little.change((change) => {
      addAccount(change, 'john');
      main = at(change.tx, 'x').domain.id;
      john = accountAt(change.tx, 'john').id;
    });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** What `read` finds in the files of an owner that has these documents and no others. */
  async function there(
    owner: Id,
    all: readonly DocumentName[],
    given: ReadonlyMap<DocumentName, Value>,
    files: (tx: Reader) => readonly DocumentFile[],
    read: (tree: SourceTree, report: Report) => ReadonlyMap<DocumentName, Value>,
  ): Promise<ReadonlyMap<DocumentName, Value>> {
    await little.change(({ tx }) => {
      for (const name of all) writeDocument(rows(tx), owner, name, given.get(name) ?? '');
    });
    const tree = new SafeTree(root);
    await little.view((tx) => {
      for (const { path, text } of files(tx)) {
        if (text === undefined) tree.remove(path);
        else tree.writeFile(path, text);
      }
    });
    const notes = new Report();
    const found = read(new SourceTree(root, treeOptions), notes);
    expect(notes.all).to.deep.equal([]);
    return new Map([...found].filter(([, value]) => !(value instanceof Map && value.size === 0)));
  }

  it('have a place each', () => {
    const inTables = new Set<string>(
      [...serverFiles, ...hiddenInDomain, ...hiddenInAccount].map(([, document]) => document),
    );
    const told = Object.keys(places).filter((name) => places[name as 'acl'] === 'table');
    expect([...inTables].sort()).to.deep.equal(told.sort());
  });

  it('of the server are read from its files as they were', async () => {
    const all: readonly DocumentName[] = [
      ...serverFiles.map(([, document]) => document),
      ...moduleNames.map((name) => `module/${name}` as const),
      'routerTable',
      'routerSettings',
    ];
    await fc.assert(
      fc.asyncProperty(someOf(all), async (given) => {
        const found = await there(server, all, given, serverDocuments, (tree, notes) => {
          return readServerFiles(tree, notes).documents;
        });
        expect(found).to.deep.equal(given);
      }),
      { numRuns: 30 },
    );
  });

  it('of a Domain are read from its files as they were', async () => {
    const all: readonly DocumentName[] = [
      ...hiddenInDomain.map(([, document]) => document),
      'template',
      'alerts',
    ];
    await fc.assert(
      fc.asyncProperty(someOf(all), async (given) => {
        const found = await there(
          main,
          all,
          given,
          (tx) => domainSettings(tx, main),
          (tree, notes) => readDomainFiles(tree, '', notes).documents,
        );
        expect(found).to.deep.equal(given);
      }),
      { numRuns: 30 },
    );
  });

  it('of an Account are read from its files as they were', async () => {
    const all: readonly DocumentName[] = [
      ...hiddenInAccount.map(([, document]) => document),
      'prefs',
    ];
    const found: FoundAccount = {
      name: objectName('john'),
      type: 'MultiMailbox',
      place: '',
      written: 'john',
    };
    await fc.assert(
      fc.asyncProperty(someOf(all), async (given) => {
        const read = await there(
          john,
          all,
          given,
          (tx) => accountDocuments(tx, accountAt(tx, 'john')),
          (tree, notes) => readAccountFiles(tree, '', found, notes, 0).documents,
        );
        expect(read).to.deep.equal(given);
      }),
      { numRuns: 30 },
    );
  });
});
