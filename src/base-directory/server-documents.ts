/**
 * The files in the server's own `Settings` directory (storage, section 2). Only makes texts from the
 * store; knows no file.
 */
import { domainById, mainDomainId } from '../engine/directory/directory.js';
import {
  documentText,
  readDocument,
  valueOf,
  type DocumentName,
} from '../engine/core/documents.js';
import { moduleNames } from '../engine/server/modules.js';
import { server } from '../engine/directory/subjects.js';
import { statElements } from '../tables/statistics-tables.js';
import type { Reader } from '../store/store.js';
import { printFile } from '../values/print-file.js';
import type { Dictionary, Value } from '../values/value.js';
import type { DocumentFile } from './document-file.js';

/** Server documents with a file of their own, by the file's name. */
export const serverFiles: readonly (readonly [file: string, document: DocumentName])[] = [
  ['Alerts.data', 'alerts'],
  ['Banned.settings', 'banned'],
  ['BlacklistedIPs.settings', 'blacklistedIPs'],
  ['ClientIPs.settings', 'clientIPs'],
  ['Cluster.settings', 'cluster'],
  ['DebugIPs.settings', 'debugIPs'],
  ['DeniedIPs.settings', 'deniedIPs'],
  ['DirectoryAccessRights.settings', 'directoryAccessRights'],
  ['DirectoryIntegration.settings', 'directoryIntegration'],
  ['DirectoryUnits.settings', 'directoryUnits'],
  ['LANIPs.settings', 'lanIPs'],
  ['Log.settings', 'log'],
  ['MediaServer.settings', 'mediaServer'],
  ['NATedIPs.settings', 'natedIPs'],
  ['NATSiteIPs.settings', 'natSiteIPs'],
  ['Network.settings', 'network'],
  ['Queue.settings', 'queue'],
  ['Resolver.settings', 'resolver'],
  ['Rules.settings', 'mailRules'],
  ['Session.settings', 'session'],
  ['Signal.settings', 'signal'],
  ['SignalRules.settings', 'signalRules'],
  ['Traces.settings', 'traces'],
  ['TrustedCerts.settings', 'trustedCerts'],
  ['WebUserPrefs.settings', 'defaultPrefs'],
  ['WhiteHoleIPs.settings', 'whiteHoleIPs'],
];

/** Files that are more or less than one document, and what makes the dictionary of each. */
const composed: readonly (readonly [file: string, make: (tx: Reader) => Dictionary])[] = [
  ['Main.settings', mainSettings],
  ['DomainDefault.settings', domainDefaults],
  ['Router.settings', routerSettings],
  ['StatElements.data', elements],
];

/** The files of documents, those of modules among them. */
const single: typeof serverFiles = [
  ...serverFiles,
  ...moduleNames.map((name) => [`${name}.settings`, `module/${name}`] as const),
];

/** The names of all files in the server's `Settings` directory. */
export const serverFileNames: readonly string[] = [...composed, ...single].map(([name]) => name);

/** The server's files, relative to the base directory. */
export function serverDocuments(tx: Reader): readonly DocumentFile[] {
  return [
    ...composed.map(([name, make]) => {
      const value = make(tx);
      return fileOf(name, value.size === 0 ? undefined : value);
    }),
    ...single.map(([name, document]) => {
      const text = documentText(tx, server, document);
      return fileOf(name, text === undefined ? undefined : valueOf(text));
    }),
  ];
}

function fileOf(name: string, value: Value | undefined): DocumentFile {
  return { path: `Settings/${name}`, text: value === undefined ? undefined : printFile(value) };
}

function mainSettings(tx: Reader): Dictionary {
  const { name } = domainById(tx, mainDomainId(tx));
  return new Map([...readDocument(tx, server, 'serverSettings'), ['DomainName', name]]);
}

function domainDefaults(tx: Reader): Dictionary {
  const defaults = new Map(readDocument(tx, server, 'domainDefaults'));
  const ofAccounts = readDocument(tx, server, 'accountDefaults');
  if (ofAccounts.size > 0) defaults.set('AccountDefaults', ofAccounts);
  return defaults;
}

function routerSettings(tx: Reader): Dictionary {
  const table = documentText(tx, server, 'routerTable');
  const settings = readDocument(tx, server, 'routerSettings');
  // A setting may be called as what else is in the file.
  const apart = settings.has('Table') || settings.has('Settings');
  const router = new Map<string, Value>(apart ? [['Settings', settings]] : settings);
  if (table !== undefined) router.set('Table', valueOf(table));
  return router;
}

function elements(tx: Reader): Dictionary {
  return new Map(
    Array.from(tx.range(statElements, {}), ([, { name, value }]) => [name, value] as const),
  );
}
