/**
 * The files of the server's own `Settings` directory, Skins and applications as documents (storage,
 * section 2). Knows no store.
 */
import type { DocumentName, ServerDocument } from '../../engine/core/documents.js';
import { moduleNames } from '../../engine/server/modules.js';
import { asciiUpper } from '../../values/letters.js';
import { isArray, isDictionary, type Dictionary, type Value } from '../../values/value.js';
import { serverFiles } from '../server-documents.js';
import { fileAreas } from './domain-files.js';
import { scanFileSets, type FoundFileSet } from './file-sets.js';
import type { Report } from './report.js';
import { joined, type SourceTree } from './source-tree.js';

/** What the files of the server say. */
export interface ServerParts {
  /** The Main Domain's name as it is written; undefined when the tree does not say. */
  readonly mainDomain: string | undefined;
  readonly documents: ReadonlyMap<DocumentName, Value>;
  /** Custom statistics elements. */
  readonly statElements: Dictionary;
  readonly fileSets: readonly FoundFileSet[];
  /** Paths of what is not understood, below the tree's root. */
  readonly unknown: readonly string[];
  /** Paths of files whose names are understood, and what is in them is not. */
  readonly broken: readonly string[];
}

const ownFiles: ReadonlyMap<string, DocumentName> = new Map(serverFiles);

/** Documents that are arrays or texts; the others are dictionaries. */
const arrays: ReadonlySet<DocumentName> = new Set([
  'directoryAccessRights',
  'mailRules',
  'signalRules',
  'trustedCerts',
]);
const texts = /IPs$/;

/** Reads the server's files. `report` gets what is odd or broken. */
export function readServerFiles(tree: SourceTree, report: Report): ServerParts {
  const reading = new Reading(tree, report);
  for (const { name, kind } of tree.list('Settings')) {
    const path = joined('Settings', name);
    if (kind !== 'file') reading.unknown.push(path);
    else if (report.tolerate(() => reading.read(name, path)) === undefined)
      reading.broken.push(path);
  }
  for (const [directory, area] of fileAreas) {
    reading.fileSets.push(...scanFileSets(tree, directory, area, reading.unknown));
  }
  return reading;
}

class Reading implements ServerParts {
  mainDomain: string | undefined;
  readonly documents = new Map<DocumentName, Value>();
  statElements: Dictionary = new Map();
  readonly fileSets: FoundFileSet[] = [];
  readonly unknown: string[] = [];
  readonly broken: string[] = [];

  constructor(
    private readonly tree: SourceTree,
    private readonly report: Report,
  ) {}

  /** Reads a file and tells that it is settled; undefined when nothing could be made of it. */
  read(name: string, path: string): true | undefined {
    const document = ownFiles.get(name) ?? moduleFile(name);
    if (document !== undefined) {
      const value = this.tree.value(path);
      if (value === undefined || !isShaped(value, document)) {
        this.report.add('dropped', path, 'it has not the shape that it needs');
        return undefined;
      }
      this.tree.requireStorable(path, value);
      this.documents.set(document, value);
      return true;
    }
    const read = readings.get(name);
    const dictionary = read && this.tree.dictionary(path);
    if (dictionary === undefined) this.unknown.push(path);
    else read?.(this, dictionary, path);
    return true;
  }

  /** Takes a document that is a part of a file. */
  keep(path: string, document: DocumentName, value: Value): void {
    if (this.isKept(path, document, value)) this.documents.set(document, value);
  }

  /** Whether a part of a file may be kept; reports when it is too large. */
  isKept(path: string, what: string, value: Value): boolean {
    const excess = this.tree.excessOf(value);
    if (excess !== undefined) this.report.add('dropped', path, `${what}: ${excess}`);
    return excess === undefined;
  }
}

/** Files that are more or less than one document. */
const readings: ReadonlyMap<string, (into: Reading, given: Dictionary, path: string) => void> =
  new Map([
    ['Main.settings', readMain],
    ['DomainDefault.settings', readDefaults],
    ['Router.settings', readRouter],
    ['StatElements.data', readStatElements],
  ]);

function readStatElements(into: Reading, given: Dictionary, path: string): void {
  if (into.isKept(path, 'statistics', given)) into.statElements = given;
}

function readMain(into: Reading, given: Dictionary, path: string): void {
  const settings = new Map(given);
  const named = settings.get('DomainName');
  settings.delete('DomainName');
  if (typeof named === 'string') into.mainDomain = named;
  into.keep(path, 'serverSettings', settings);
}

function readDefaults(into: Reading, given: Dictionary, path: string): void {
  const defaults = new Map(given);
  const ofAccounts = defaults.get('AccountDefaults');
  defaults.delete('AccountDefaults');
  into.keep(path, 'domainDefaults', defaults);
  if (isDictionary(ofAccounts)) into.keep(path, 'accountDefaults', ofAccounts);
}

function readRouter(into: Reading, given: Dictionary, path: string): void {
  const table = given.get('Table');
  const inner = given.get('Settings');
  const settings = new Map(isDictionary(inner) ? inner : []);
  for (const [key, value] of given) {
    if (key !== 'Table' && key !== 'Settings') settings.set(key, value);
  }
  if (typeof table === 'string') into.keep(path, 'routerTable', table);
  if (settings.size > 0) into.keep(path, 'routerSettings', settings);
}

/** `SMTP.settings`: the settings of a module. */
function moduleFile(name: string): ServerDocument | undefined {
  const module = asciiUpper(/^([A-Za-z0-9]+)\.settings$/.exec(name)?.[1] ?? '');
  return moduleNames.includes(module) ? `module/${module}` : undefined;
}

function isShaped(value: Value, document: DocumentName): boolean {
  if (document === 'traces') return isDictionary(value) || isArray(value);
  if (texts.test(document)) return typeof value === 'string';
  return arrays.has(document) ? isArray(value) : isDictionary(value);
}
