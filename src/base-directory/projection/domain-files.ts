/**
 * The files of one Domain, and of the server, on the disk (storage, sections 2 and 3). As with
 * Accounts, each step may be done twice.
 */
import { listSets, type FileArea } from '../../engine/skins/file-sets.js';
import { domainLocation } from '../../engine/places/locations.js';
import { listMountPoints } from '../../engine/places/mount-points.js';
import { fileContents, files, fileSets, type FileRow } from '../../tables/file-tables.js';
import { lists } from '../../tables/list-tables.js';
import { keysUnder, type Reader } from '../../store/store.js';
import { domains, type Id } from '../../tables/tables.js';
import type { DocumentFile } from '../document-file.js';
import { domainIndexes, domainSettings, listFiles, listNamesOf } from '../domain-documents.js';
import { keepOnly } from '../keep-only.js';
import type { SafeTree } from '../safe-tree.js';
import { serverDocuments } from '../server-documents.js';
import { stagedDomain } from './staged.js';

/** Where the sets of files of each kind are. */
const areas: readonly (readonly [FileArea, string])[] = [
  ['skins', 'WebSkins'],
  ['pbx', 'PBXApps'],
];

/** Takes the directory of a Domain from where it is. */
export function stageDomain(tree: SafeTree, id: Id, location: string): void {
  if (tree.stat(stagedDomain(id)) === undefined) tree.move(location, stagedDomain(id));
}

/** Brings the directory of a Domain to where it belongs, or makes one. */
export function placeDomain(tree: SafeTree, id: Id, location: string): void {
  if (!tree.move(stagedDomain(id), location)) tree.makeDirectory(location);
}

/** Moves the directory of a Domain aside; `location` is where it was, empty when nobody knows. */
export function dropDomain(tree: SafeTree, id: Id, location: string, forEver = false): void {
  if (location !== '') tree.setAside(location, { forEver });
  tree.setAside(stagedDomain(id), { as: location || `Domains/${id}`, forEver });
}

/** Writes the small files of a Domain and makes its storage mount points. */
export function writeDomain(tree: SafeTree, tx: Reader, domain: Id, directory: string): void {
  for (const name of listMountPoints(tx, domain, 'accountStorage')) {
    makeMountPoint(tree, `${directory}/${name}.mnt`);
  }
  write(tree, directory, domainSettings(tx, domain));
}

/** A mount point may be a link that the administrator made. */
function makeMountPoint(tree: SafeTree, path: string): void {
  if (tree.stat(path) === undefined) tree.makeDirectory(path);
}

/** Writes the files that tell of all objects of a Domain. */
export function writeIndexes(tree: SafeTree, tx: Reader, domain: Id, directory: string): void {
  write(tree, directory, domainIndexes(tx, domain));
}

/** Moves the files of Mailing Lists aside that a Domain has no more. */
export function removeOldLists(tree: SafeTree, tx: Reader, domain: Id, directory: string): void {
  const known = listNamesOf(tx, domain);
  const path = `${directory}/Settings/LISTS`;
  for (const name of tree.list(path)) {
    const list = /^(.+)\.(?:settings|subs)$/.exec(name)?.[1];
    if (list !== undefined && !known.has(list)) tree.setAside(`${path}/${name}`);
  }
  tree.removeEmpty(path);
}

/** Writes the settings and the subscribers of a Mailing List. */
export function writeList(tree: SafeTree, tx: Reader, list: Id, directory: string): void {
  const row = tx.get(lists, list);
  if (row !== undefined) write(tree, directory, listFiles(tx, list, row));
}

/** Writes the files of the server's own settings, and makes its storage mount points. */
export function writeServer(tree: SafeTree, tx: Reader): void {
  for (const name of listMountPoints(tx, 0, 'domainStorage')) {
    makeMountPoint(tree, `Domains/${name}.mnt`);
  }
  write(tree, '', serverDocuments(tx));
}

/** Makes Skins and application environments of an owner be as the store has them. */
export function writeFileSets(tree: SafeTree, tx: Reader, owner: Id, directory: string): void {
  for (const [area, name] of areas) {
    const root = below(directory, owner === 0 ? name : `Settings/${name}`);
    const wanted = new Map<string, readonly [key: string, row: FileRow] | undefined>();
    for (const set of listSets(tx, owner, area)) {
      const row = tx.get(fileSets, `${owner}/${area}/${set}`);
      if (row === undefined) continue;
      const place = set === '' ? `${root}/` : `${root}/${set}/`;
      wanted.set(place, undefined);
      const prefix = `${row.id}/`;
      for (const [key, file] of tx.range(files, keysUnder(prefix))) {
        wanted.set(place + key.slice(prefix.length), [key, file]);
      }
    }
    keepOnly(tree, root, new Set(wanted.keys()));
    // An empty directory would say that there is an unnamed set.
    if (wanted.size === 0) tree.removeEmpty(root);
    for (const [path, found] of wanted) {
      if (found === undefined) tree.makeDirectory(path.slice(0, -1));
      else writeSetFile(tree, path, tx.get(fileContents, found[0]) ?? '', found[1]);
    }
  }
}

function writeSetFile(tree: SafeTree, path: string, content: string, { modified }: FileRow): void {
  tree.writeFile(path, content);
  if (tree.stat(path)?.mtimeMs !== modified * 1000) tree.setModified(path, modified * 1000);
}

/** Where a Domain belongs; undefined when there is none. */
export function wantedDomain(tx: Reader, id: Id): string | undefined {
  const row = tx.get(domains, id);
  return row && domainLocation(row);
}

function write(tree: SafeTree, directory: string, documents: Iterable<DocumentFile>): void {
  for (const { path, text } of documents) {
    if (text === undefined) tree.remove(below(directory, path));
    else tree.writeFile(below(directory, path), text);
  }
}

function below(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}
