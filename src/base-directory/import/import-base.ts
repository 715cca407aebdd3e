/**
 * The import of a whole base directory (rulings 6 and 8 to 18): the server's settings, then the
 * Domains, each whole or not at all, and a report that names everything odd.
 */
import { firstStart } from '../../engine/domains/first-start.js';
import { Change } from '../../engine/core/change.js';
import { appendRecord, programOrigin } from '../../engine/core/journal.js';
import { asDomainName, type DomainName } from '../../engine/core/names.js';
import type { Seal } from '../../passwords/sealed-form.js';
import { metadata } from '../../store/metadata.js';
import { domainNames } from '../../tables/tables.js';
import { bytesOf } from '../../values/text.js';
import { TreeRefused } from '../safe-tree.js';
import { Report, type ReportEntry } from '../reading/report.js';
import { readServerFiles } from '../reading/server-files.js';
import { shownPath, UnreadableFile, type SourceTree } from '../reading/source-tree.js';
import { DomainBroken, importDomain, type DomainImporting } from './domain-import.js';
import type { FoundDomain } from './domain-source.js';
import type { FirstMaster, Master } from './first-master.js';
import { findDomains } from './found-domains.js';
import { ImportedPasswords } from './imported-passwords.js';
import { importServer, type ServerTaking } from './server-import.js';
import { Staging } from './staging.js';
import { update, view, type Target } from './target.js';
import { clearStaging, rollBackUnfinished } from './unfinished.js';

/** What an import is asked for. */
export interface ImportOptions {
  /** Objects may come into Domains that are there already. */
  readonly merge: boolean;
  /** Any file of a Domain that cannot be read keeps the Domain out. */
  readonly strict: boolean;
  /** The Main Domain's name where the tree does not say; empty for none. A Unicode string. */
  readonly mainDomain: string;
  /** What opens passwords that were sealed elsewhere: the key that came along. */
  readonly sourceSeal: Seal | undefined;
  /** The password of a postmaster that has to be made. */
  readonly firstMaster: FirstMaster;
  /** Told after every few Accounts: which Domain, how many of how many Domains, how many Accounts. */
  readonly progress: (domain: string, done: number, domains: number, accounts: number) => void;
  /** Told of who administers the server as soon as that is kept, whatever becomes of the rest. */
  readonly mastered: (master: Master) => void;
}

/** What became of a Domain. */
export interface DomainOutcome {
  readonly name: string;
  /** What came in. */
  readonly counts: Readonly<Record<string, number>>;
  /** Why nothing came in; undefined when it did. */
  readonly failure: string | undefined;
}

/** What became of everything. */
export interface ImportReport {
  readonly domains: readonly DomainOutcome[];
  readonly entries: readonly ReportEntry[];
  /** An earlier import that was not finished was rolled back. */
  readonly rolledBack: boolean;
  /** Who administers the server, when nobody did that could log in. */
  readonly master: Master | undefined;
}

/** The import does not begin; the message says why, in one line. */
export class ImportRefused extends Error {
  /** `usage`: something must be said that was not. */
  constructor(
    message: string,
    readonly usage = false,
  ) {
    super(message);
  }
}

/**
 * Imports a tree. Throws `ImportRefused` before anything has changed, and what ends an import on its
 * way: Domains that are in stay, and the one that was under way is rolled back later.
 */
export async function importBase(
  tree: SourceTree,
  target: Target,
  options: ImportOptions,
): Promise<ImportReport> {
  const report = new Report();
  const parts = readServerFiles(tree, report);
  const present = await mainDomainOf(target);
  const named = parts.mainDomain ?? bytesOf(options.mainDomain);
  const mainName = named === '' ? present : asDomainName(named);
  if (mainName === undefined) throw unnamed(named);
  const found = findDomains(tree, mainName, report);
  if (!options.merge) await requireNew(target, found.domains);
  clearStaging(target);
  const rolledBack = await rollBackUnfinished(target);

  const taking: ServerTaking =
    present === undefined ? 'all' : options.merge ? 'missing' : 'nothing';
  try {
    await importServer(tree, target, parts, found.mountPoints, taking, report);
    const staging = new Staging(tree, target.base, 'server', '', '', target.dryRun);
    for (const path of [...parts.unknown, ...found.unknown])
      staging.copyUnknown(path, path, report);
    // Beside: the server writes files of its own under their names.
    for (const path of parts.broken) staging.copy(path, `${path}.foreign`, report);
    const importing = new Importing(tree, target, options, report);
    const outcomes = await importing.run(found.domains, mainName, present);
    staging.moveIntoPlace(report);
    return { domains: outcomes, entries: report.all, rolledBack, master: importing.master };
  } finally {
    clearStaging(target);
  }
}

/** The Domains of an import, one after the other. */
class Importing {
  master: Master | undefined;
  readonly #outcomes: DomainOutcome[] = [];

  constructor(
    private readonly tree: SourceTree,
    private readonly target: Target,
    private readonly options: ImportOptions,
    private readonly report: Report,
  ) {}

  /** The Main Domain comes first: without one there is no server that others could be in. */
  async run(
    found: readonly FoundDomain[],
    mainName: DomainName,
    present: DomainName | undefined,
  ): Promise<readonly DomainOutcome[]> {
    let ready = present !== undefined;
    if (!ready && !found.some(({ main }) => main)) {
      await this.#makeMainDomain(mainName);
      ready = true;
    }
    for (const source of found) {
      const becomesMain = present === undefined ? source.main : source.name === present;
      if (!ready && !becomesMain) {
        const failure = 'there is no main domain yet';
        this.#outcomes.push({ name: shownPath(source.name), counts: {}, failure });
        continue;
      }
      const isFirst = becomesMain && present === undefined;
      if ((await this.#one(source, found.length, becomesMain, isFirst)) && isFirst) ready = true;
    }
    return this.#outcomes;
  }

  async #one(
    source: FoundDomain,
    domains: number,
    main: boolean,
    isFirst: boolean,
  ): Promise<boolean> {
    const name = shownPath(source.name);
    const done = this.#outcomes.length;
    const report = new Report();
    const importing: DomainImporting = {
      tree: this.tree,
      target: this.target,
      passwords: new ImportedPasswords(this.target.passwords, this.options.sourceSeal),
      report,
      strict: this.options.strict,
      progress: (accounts) => this.options.progress(name, done, domains, accounts),
    };
    try {
      const first = isFirst ? this.options.firstMaster : undefined;
      const { counts, master } = await importDomain(importing, source, main, first);
      if (master !== undefined) this.#hold({ ...master, name: `${master.name}@${name}` });
      this.#outcomes.push({ name, counts, failure: undefined });
      return true;
    } catch (error) {
      if (!isOfFiles(error)) throw error;
      this.#outcomes.push({ name, counts: {}, failure: error.message });
      await rollBackUnfinished(this.target);
      return false;
    } finally {
      this.report.all.push(...report.all);
    }
  }

  /** A tree without `Accounts` gets a Main Domain with nothing but its postmaster. */
  async #makeMainDomain(name: DomainName): Promise<void> {
    await update(this.target, (tx) => {
      const change = new Change(tx, this.target.now());
      const { stored } = this.options.firstMaster;
      firstStart(change, { mainDomain: name, postmasterPassword: stored });
      tx.put(metadata, 'passwordKey', this.target.passwords.keyCheck);
      appendRecord(change, programOrigin('import'));
    });
    this.#hold({ name: `postmaster@${shownPath(name)}`, gotPassword: true });
  }

  #hold(master: Master): void {
    this.master = master;
    this.options.mastered(master);
  }
}

/** Whether a tree or a disk is to blame; any other fault ends the import. */
function isOfFiles(error: unknown): error is Error {
  if (error instanceof DomainBroken || error instanceof TreeRefused) return true;
  return error instanceof UnreadableFile || (error instanceof Error && 'syscall' in error);
}

async function mainDomainOf(target: Target): Promise<DomainName | undefined> {
  return view(target, (tx) => {
    const id = tx.get(metadata, 'mainDomain');
    if (id === undefined) return undefined;
    for (const [name, row] of tx.range(domainNames, {})) {
      if (row.domain === Number(id) && !row.alias) return name as DomainName;
    }
    return undefined;
  });
}

async function requireNew(target: Target, found: readonly FoundDomain[]): Promise<void> {
  const known = await view(target, (tx) =>
    found.filter(({ name }) => tx.get(domainNames, name) !== undefined),
  );
  const [first] = known;
  if (first === undefined) return;
  throw new ImportRefused(
    `the domain ${shownPath(first.name)} is there already: use --merge to import into it`,
  );
}

function unnamed(given: string): ImportRefused {
  return given === ''
    ? new ImportRefused('the tree does not name its main domain: use --main-domain', true)
    : new ImportRefused(`${shownPath(given)} cannot be the name of a domain`);
}
