/**
 * The import of one Domain, whole or not at all (rulings 11 and 16). A new Domain is filled under an
 * id that no name points to, some Accounts at a time, so that memory does not grow with it; the last
 * transaction gives it its name. What comes into a Domain that is there already is one transaction.
 */
import { existsSync } from 'node:fs';
import { Change } from '../../engine/core/change.js';
import { addToCounter, countOf, domainById, findName } from '../../engine/directory/directory.js';
import { documentText, writeDocument } from '../../engine/core/documents.js';
import { adminDomainOf, domainSettingsOf } from '../../engine/settings/domain-settings.js';
import { appendRecord, programOrigin } from '../../engine/core/journal.js';
import { domainLocation } from '../../engine/places/locations.js';
import type { DomainName, ObjectName } from '../../engine/core/names.js';
import { replaced } from '../../engine/core/documents.js';
import { masters } from '../../engine/accounts/rights.js';
import { telnumKey } from '../../engine/accounts/telnums.js';
import type { Writer } from '../../store/store.js';
import { metadata } from '../../store/metadata.js';
import {
  domainNames,
  domains,
  domainTelnums,
  inDomain,
  telnums,
  type Id,
} from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Value } from '../../values/value.js';
import { scanDomain, type FoundAccount } from '../reading/account-scan.js';
import { listSettingsFile, readDomainFiles, subscribersFile } from '../reading/domain-files.js';
import type { Report } from '../reading/report.js';
import { joined, type SourceTree } from '../reading/source-tree.js';
import { planAccounts } from './account-plan.js';
import { putAccount, type PreparedAccount } from './account-rows.js';
import { DomainObjects } from './domain-objects.js';
import type { DomainReading, DomainTarget, FoundDomain } from './domain-source.js';
import { writeFileSets } from './file-set-rows.js';
import { freeAliases } from './free-aliases.js';
import type { ImportedPasswords } from './imported-passwords.js';
import { writeSubscribers } from './list-subscribers.js';
import { prepareAccounts } from './prepared-accounts.js';
import { ensureMaster, type FirstMaster, type Master } from './first-master.js';
import { at, Staging } from './staging.js';
import { oneByOne, reserveIds, together, view, type Steps, type Target } from './target.js';
import { noteFinished, noteUnderWay } from './unfinished.js';
import { effectOn } from '../../engine/core/effects.js';

/** How many Accounts are in memory at a time. */
const accountsAtOnce = 1000;

/** What importing a Domain needs. */
export interface DomainImporting {
  readonly tree: SourceTree;
  readonly target: Target;
  readonly passwords: ImportedPasswords;
  readonly report: Report;
  /** Any file that cannot be read keeps the Domain out. */
  readonly strict: boolean;
  /** Told after every few Accounts: how many are done. */
  readonly progress: (accounts: number) => void;
}

/** What came in with a Domain. */
export interface ImportedDomain {
  readonly name: DomainName;
  readonly counts: Readonly<Record<string, number>>;
  /** Nobody held Master and could log in, so `firstMaster` was used for this Account. */
  readonly master: Master | undefined;
}

/** The Domain cannot come in whole, so nothing of it did. */
export class DomainBroken extends Error {}

/** Imports a Domain. `main` says that it becomes the server's Main Domain, or is it already. */
export async function importDomain(
  importing: DomainImporting,
  source: FoundDomain,
  main: boolean,
  firstMaster?: FirstMaster,
): Promise<ImportedDomain> {
  const present = await view(importing.target, (tx) => tx.get(domainNames, source.name)?.domain);
  const id = present ?? (await reserveIds(importing.target, 1));
  const name = present === undefined ? source.name : await nameOf(importing.target, present);
  const domain = { id, name, main };
  return new DomainImport(importing, source, domain, present === undefined, firstMaster).run();
}

async function nameOf(target: Target, id: Id): Promise<DomainName> {
  return view(target, (tx) => domainById(tx, id).name as DomainName);
}

class DomainImport {
  readonly #steps: Steps;
  readonly #staging: Staging;
  readonly #location: string;
  readonly #ids = new Map<ObjectName, Id>();
  readonly #telnums = new Map<string, Id>();
  readonly #counts = { accounts: 0, aliases: 0, telnums: 0 };
  #masters = 0;
  #hasMaster = false;
  #master: Master | undefined;

  constructor(
    private readonly importing: DomainImporting,
    private readonly source: FoundDomain,
    private readonly domain: DomainTarget,
    private readonly isNew: boolean,
    private readonly firstMaster: FirstMaster | undefined,
  ) {
    const { tree, target } = importing;
    this.#steps = isNew ? oneByOne(target) : together(target);
    const { name, main } = domain;
    this.#location = domainLocation({
      name,
      main,
      storage: source.storage,
      aliases: [],
      adminDomain: '',
      settings: '{}',
      suspended: false,
    });
    this.#staging = new Staging(
      tree,
      target.base,
      String(domain.id),
      source.directory,
      this.#location,
      target.dryRun,
    );
  }

  async run(): Promise<ImportedDomain> {
    const { report, target, tree } = this.importing;
    try {
      const reading = await this.#read();
      await this.#begin(reading);
      const plan = await view(target, (tx) => planAccounts(tx, reading, report, tree.storedMax));
      await this.#writeAccounts(reading, plan);
      this.#requireWhole();
      const objects = new DomainObjects(
        target,
        reading,
        this.#steps,
        this.#ids,
        plan.taken,
        report,
      );
      await objects.write();
      for (const list of objects.leftLists) this.#keepAside(list);
      await this.#writeFiles(reading, objects);
      this.#requireWhole();
      this.#staging.moveIntoPlace(report);
      const counts = (): Record<string, number> => ({ ...this.#counts, ...objects.counts });
      await this.#steps.finish((tx) => this.#finish(tx, reading, counts()));
      return { name: this.domain.name, counts: counts(), master: this.#master };
    } catch (error) {
      this.#staging.drop();
      throw error;
    }
  }

  /** Everything but the Accounts' own files; Accounts that the store has already are told. */
  async #read(): Promise<DomainReading> {
    const { tree, target, report } = this.importing;
    const { directory } = this.source;
    const scan = scanDomain(tree, directory, report);
    const parts = readDomainFiles(tree, directory, report);
    const kept = await view(target, (tx) =>
      [...scan.accounts.keys()].filter((name) => findName(tx, this.domain.id, name) !== undefined),
    );
    const accounts = new Map(scan.accounts);
    for (const name of kept) {
      accounts.delete(name);
      report.add('kept', directory, `account ${name}`);
    }
    const within = (path: string): string => path.slice(directory.length + 1);
    for (const path of [...scan.unknown, ...parts.unknown]) {
      this.#staging.copyUnknown(path, within(path), report);
    }
    for (const path of parts.aside) this.#staging.copyAside(path, within(path), report);
    const documents = new Map(parts.documents);
    if (scan.mountPoints.length > 0) documents.set('accountStorage', scan.mountPoints);
    return { source: this.source, target: this.domain, accounts, parts: { ...parts, documents } };
  }

  async #begin({ parts }: DomainReading): Promise<void> {
    const { id } = this.domain;
    const { base, dryRun } = this.importing.target;
    const ownsLocation = !dryRun && !existsSync(at(Buffer.from(base), this.#location));
    await this.#steps.do((tx) => {
      if (this.isNew) noteUnderWay(tx, { domain: id, location: this.#location, ownsLocation });
      for (const [name, value] of parts.documents) {
        if (documentText(tx, id, name) === undefined) writeDocument(tx, id, name, value);
        else this.importing.report.add('kept', this.source.directory, `the domain's ${name}`);
      }
    });
  }

  async #writeAccounts(
    reading: DomainReading,
    plan: ReturnType<typeof planAccounts>,
  ): Promise<void> {
    const { tree, target, passwords, report, progress } = this.importing;
    const preparing = { tree, target, passwords, reading, plan, staging: this.#staging, report };
    const names = [...reading.accounts.keys()].sort();
    for (let first = 0; first < names.length; first += accountsAtOnce) {
      const found: FoundAccount[] = names
        .slice(first, first + accountsAtOnce)
        .flatMap((name) => reading.accounts.get(name) ?? []);
      const prepared = await prepareAccounts(preparing, found);
      for (const account of prepared) this.#remember(account);
      await this.#steps.do((tx) => {
        for (const account of prepared) putAccount(tx, account, report);
      });
      progress(this.#counts.accounts);
    }
  }

  #remember({ id, row }: PreparedAccount): void {
    this.#ids.set(row.name as ObjectName, id);
    for (const number of row.telnums) this.#telnums.set(telnumKey(number), id);
    this.#counts.accounts += 1;
    this.#counts.aliases += row.aliases.length;
    this.#counts.telnums += row.telnums.length;
    if (!row.rights.includes('Master')) return;
    this.#masters += 1;
    this.#hasMaster ||= /[{;]Password=/.test(row.settings);
  }

  async #writeFiles(reading: DomainReading, objects: DomainObjects): Promise<void> {
    const { tree, target, report } = this.importing;
    const { id, name } = this.domain;
    const owner = { kind: 'domain', id, domain: id, name } as const;
    await writeFileSets(tree, owner, reading.parts.fileSets, this.#steps, report);
    for (const list of objects.lists) {
      const understood = await writeSubscribers(
        tree,
        reading,
        list,
        this.#steps,
        report,
        target.now(),
      );
      if (understood) continue;
      const path = subscribersFile(this.source.directory, list.file);
      this.#staging.copyAside(path, path.slice(this.source.directory.length + 1), report);
    }
  }

  #requireWhole(): void {
    const { report, strict } = this.importing;
    if (report.has('broken') || (strict && report.has('set aside'))) {
      throw new DomainBroken('a file cannot be read');
    }
  }

  /** Settings and subscribers of a Mailing List that did not come in are kept as they are. */
  #keepAside(list: string): void {
    const { tree, report } = this.importing;
    const settings = listSettingsFile(this.source.directory, list);
    for (const path of [settings, subscribersFile(this.source.directory, list)]) {
      const as = path.slice(this.source.directory.length + 1);
      if (tree.stat(path) !== undefined) this.#staging.copyUnknown(path, as, report);
    }
  }

  /** What makes the Domain visible, or what touches the whole server. */
  #finish(tx: Writer, reading: DomainReading, counts: Readonly<Record<string, number>>): void {
    const { id, name } = this.domain;
    for (const [key, account] of this.#telnums) {
      tx.put(telnums, key, account);
      tx.put(domainTelnums, inDomain(id, key), account);
    }
    if (this.#telnums.size > 0) addToCounter(tx, countOf('telnum', id), this.#telnums.size);
    if (this.#masters > 0) addToCounter(tx, masters, this.#masters);
    if (this.isNew) this.#addDomain(tx, reading);
    const change = new Change(tx, this.importing.target.now());
    if (this.firstMaster !== undefined && !this.#hasMaster) {
      this.#master = ensureMaster(change, id, this.firstMaster);
    }
    const told = Object.entries(counts).filter(([, count]) => count > 0);
    const after = new Map(told.map(([what, count]): [string, Value] => [what, BigInt(count)]));
    const subject = { kind: 'domain', id, domain: id, name } as const;
    change.tell(effectOn(subject, 'imported', { before: undefined, after: print(after) }));
    appendRecord(change, programOrigin('import'));
  }

  #addDomain(tx: Writer, { parts }: DomainReading): void {
    const { id, name, main } = this.domain;
    const settings = replaced(domainSettingsOf(parts.settings));
    const aliases = this.#freeAliases(tx, parts.aliases);
    tx.put(domains, id, {
      name,
      main,
      suspended: parts.suspended && !main,
      storage: this.source.storage,
      aliases,
      adminDomain: adminDomainOf(settings),
      settings: print(settings),
    });
    tx.put(domainNames, name, { domain: id, alias: false });
    for (const alias of aliases) tx.put(domainNames, alias, { domain: id, alias: true });
    if (main) {
      tx.put(metadata, 'mainDomain', String(id));
      tx.put(metadata, 'passwordKey', this.importing.target.passwords.keyCheck);
    }
    noteFinished(tx);
  }

  #freeAliases(tx: Writer, given: readonly string[]): readonly DomainName[] {
    const { tree, report } = this.importing;
    const path = joined(this.source.directory, 'Settings/Domain.settings');
    return freeAliases(tx, this.domain.name, given, tree.storedMax.names, (text) =>
      report.add('dropped', path, text),
    );
  }
}
