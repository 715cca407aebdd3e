/**
 * The files in a Domain's `Settings` directory as the parts of its rows (storage, sections 3 and
 * 5.1; ruling 9). Knows no store; what refers to Accounts is told as it is written.
 */
import type { FileArea } from '../../engine/skins/file-sets.js';
import type { DocumentName } from '../../engine/core/documents.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../../values/value.js';
import { hiddenInDomain } from '../domain-documents.js';
import { textsOf } from './account-files.js';
import { scanFileSets, type FoundFileSet } from './file-sets.js';
import type { Report } from './report.js';
import { joined, type SourceTree } from './source-tree.js';

/** What the `Settings` directory of a Domain says. */
export interface DomainParts {
  /** Explicit Domain settings. */
  readonly settings: Dictionary;
  readonly aliases: readonly string[];
  readonly suspended: boolean;
  readonly documents: ReadonlyMap<DocumentName, Value>;
  /** Rights by the names of Accounts. */
  readonly access: ReadonlyMap<string, readonly string[]>;
  /** Names of Accounts by their aliases. */
  readonly accountAliases: ReadonlyMap<string, string>;
  /** Names of Accounts by telephone numbers. */
  readonly telnums: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, Dictionary>;
  readonly forwarders: ReadonlyMap<string, string>;
  readonly tasks: ReadonlyMap<string, Dictionary>;
  /** Settings of Mailing Lists; their subscribers are read one List at a time. */
  readonly lists: ReadonlyMap<string, Dictionary>;
  /** Records of polled accounts by the names of Accounts, as versions up to 5 kept them. */
  readonly rpops: ReadonlyMap<string, Dictionary>;
  readonly fileSets: readonly FoundFileSet[];
  /** Paths of what is not understood, below the tree's root. */
  readonly unknown: readonly string[];
  /** Paths of files that cannot be read, and that the Domain can do without (ruling 26). */
  readonly aside: readonly string[];
}

/** Documents that lie hidden in `Domain.settings`, by their keys there (ruling 9). */
const hidden: ReadonlyMap<string, DocumentName> = new Map(hiddenInDomain);

/** Documents that are arrays; the others are dictionaries. */
const arrays: ReadonlySet<DocumentName> = new Set(['mailRules', 'signalRules', 'trustedCerts']);

/** Documents with a file of their own. */
const ownFiles: ReadonlyMap<string, DocumentName> = new Map([
  ['Template.settings', 'template'],
  ['Alerts.data', 'alerts'],
  ['Rules.settings', 'mailRules'],
  ['SignalRules.settings', 'signalRules'],
]);

/** Directories of files of a Domain. */
export const fileAreas: ReadonlyMap<string, FileArea> = new Map([
  ['WebSkins', 'skins'],
  ['PBXApps', 'pbx'],
]);

const listSettings = '.settings';
const listSubscribers = '.subs';

/** Files without which there is no knowing what the Domain is and who may do what in it. */
const needed: ReadonlySet<string> = new Set(['Access.settings', 'Aliases.data', 'Domain.settings']);

/** Reads the `Settings` directory of a Domain. `report` gets what is odd or broken. */
export function readDomainFiles(tree: SourceTree, directory: string, report: Report): DomainParts {
  const reading = new Reading(tree, joined(directory, 'Settings'), report);
  for (const { name, kind } of tree.list(reading.path)) {
    report.tolerate(
      () => reading.read(name, kind === 'directory'),
      needed.has(name) ? undefined : reading.aside,
    );
  }
  return reading;
}

/** The path of the file with the settings of a Mailing List. */
export function listSettingsFile(directory: string, list: string): string {
  return joined(directory, `Settings/LISTS/${list}${listSettings}`);
}

/** The path of the file with the subscribers of a Mailing List. */
export function subscribersFile(directory: string, list: string): string {
  return joined(directory, `Settings/LISTS/${list}${listSubscribers}`);
}

class Reading implements DomainParts {
  readonly settings = new Map<string, Value>();
  aliases: readonly string[] = [];
  suspended = false;
  readonly documents = new Map<DocumentName, Value>();
  readonly access = new Map<string, readonly string[]>();
  readonly accountAliases = new Map<string, string>();
  readonly telnums = new Map<string, string>();
  readonly groups = new Map<string, Dictionary>();
  readonly forwarders = new Map<string, string>();
  readonly tasks = new Map<string, Dictionary>();
  readonly lists = new Map<string, Dictionary>();
  readonly rpops = new Map<string, Dictionary>();
  readonly fileSets: FoundFileSet[] = [];
  readonly unknown: string[] = [];
  readonly aside: string[] = [];

  constructor(
    private readonly tree: SourceTree,
    readonly path: string,
    private readonly report: Report,
  ) {}

  read(name: string, isDirectory: boolean): void {
    const path = joined(this.path, name);
    const area = fileAreas.get(name);
    if (isDirectory && area !== undefined) {
      this.fileSets.push(...scanFileSets(this.tree, path, area, this.unknown));
    } else if (isDirectory && name === 'LISTS') {
      this.#readLists(path);
    } else if (isDirectory && name === 'Groups') {
      for (const inner of this.tree.list(path)) {
        const file = joined(path, inner.name);
        if (!inner.name.endsWith(listSettings)) this.unknown.push(file);
        else this.#take(this.groups, inner.name.slice(0, -listSettings.length), file);
      }
    } else if (isDirectory || !this.#readFile(name, path)) {
      this.unknown.push(path);
    }
  }

  #readFile(name: string, path: string): boolean {
    const place = ownFiles.get(name);
    if (place !== undefined) {
      this.#keepDocument(path, name, place, this.tree.value(path));
      return true;
    }
    switch (name) {
      case 'Domain.settings':
        for (const [key, value] of this.tree.dictionary(path) ?? []) {
          this.#readSetting(path, key, value);
        }
        this.tree.requireStorable(path, this.settings);
        return true;
      case 'Access.settings':
        this.#each(path, (account, rights) => this.access.set(account, textsOf(rights)));
        return true;
      case 'Aliases.data':
        this.#eachText(path, this.accountAliases);
        return true;
      case 'Telnums.data':
        this.#eachText(path, this.telnums);
        return true;
      case 'Forwarders.data':
        this.#eachText(path, this.forwarders);
        return true;
      case 'Groups.data':
        this.#eachDictionary(path, this.groups);
        return true;
      case 'NamedTasks.data':
        this.#eachDictionary(path, this.tasks);
        return true;
      case 'RPOP.data':
        return this.#readRpops(path);
      default:
        return false;
    }
  }

  #readSetting(path: string, key: string, value: Value): void {
    const place = hidden.get(key);
    if (key === 'DomainAliases') this.aliases = textsOf(value);
    else if (key === 'Suspended') this.suspended = value === 'YES';
    else if (place === undefined) this.settings.set(key, value);
    else this.#keepDocument(path, key, place, value);
  }

  #keepDocument(
    path: string,
    what: string,
    document: DocumentName,
    value: Value | undefined,
  ): void {
    const legal = arrays.has(document) ? isArray(value) : isDictionary(value);
    if (!legal || value === undefined) {
      this.report.add('dropped', path, `${what} has not the shape that it needs`);
    } else if (this.#isKept(path, what, value)) this.documents.set(document, value);
  }

  #readLists(directory: string): void {
    const entries = this.tree.list(directory);
    for (const { name } of entries) {
      if (!name.endsWith(listSettings)) continue;
      const list = name.slice(0, -listSettings.length);
      this.#take(this.lists, list, joined(directory, name));
    }
    for (const { name } of entries) {
      if (name.endsWith(listSettings)) continue;
      const list = name.endsWith(listSubscribers) && name.slice(0, -listSubscribers.length);
      if (list === false || !this.lists.has(list)) this.unknown.push(joined(directory, name));
    }
  }

  #take(into: Map<string, Dictionary>, name: string, path: string): void {
    const settings = this.report.tolerate(() => this.tree.dictionary(path), this.aside);
    if (settings !== undefined && this.#isKept(path, name, settings)) into.set(name, settings);
  }

  /** Only records by Account are understood: no other shape of the file is known. */
  #readRpops(path: string): boolean {
    const records = this.tree.value(path);
    if (!isDictionary(records) || ![...records.values()].every(isDictionary)) return false;
    for (const [account, record] of records) {
      if (isDictionary(record) && this.#isKept(path, account, record)) {
        this.rpops.set(account, record);
      }
    }
    return true;
  }

  /** Whether a value may be kept. The members of Groups, which are rows of their own, do not count. */
  #isKept(path: string, what: string, value: Value): boolean {
    const kept = isDictionary(value) ? new Map(value) : value;
    if (kept instanceof Map) kept.delete('Members');
    const excess = this.tree.excessOf(kept);
    if (excess !== undefined) this.report.add('dropped', path, `${what}: ${excess}`);
    return excess === undefined;
  }

  #each(path: string, take: (key: string, value: Value) => void): void {
    for (const [key, value] of this.tree.dictionary(path) ?? []) take(key, value);
  }

  #eachText(path: string, into: Map<string, string>): void {
    this.#each(path, (key, value) => {
      const text = typeof value === 'bigint' ? String(value) : value;
      if (typeof text === 'string') {
        const isKept = text.length <= this.tree.storedMax.word;
        if (isKept) into.set(key, text);
        else this.report.add('dropped', path, `${key}: it is longer than stored.wordMax`);
      } else this.report.add('dropped', path, `${key}: its value is no string`);
    });
  }

  #eachDictionary(path: string, into: Map<string, Dictionary>): void {
    this.#each(path, (key, value) => {
      if (isDictionary(value)) {
        if (this.#isKept(path, key, value)) into.set(key, value);
      } else this.report.add('dropped', path, `${key}: its value is no dictionary`);
    });
  }
}
