/**
 * Makes a backup of a base directory, also while a server runs over it: one consistent state of the
 * store, and what that state mentions. The contents of files never change and are held meanwhile,
 * so they still fit the rows when they are read after them. docs/base-directory.md has the format.
 */
import { closeSync, createReadStream, existsSync, openSync, readdirSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fsyncSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { domainById, mainDomainId } from '../../engine/directory.js';
import { ContentRefused, openContent } from '../../files/content-file.js';
import { holdContents } from '../../files/hold.js';
import { openEmbeddedStore } from '../../store/embedded.js';
import { storageFiles } from '../../store/storage-file-tables.js';
import type { Reader, Store } from '../../store/store.js';
import { facts } from '../../store/tables.js';
import { textOf } from '../../values/text.js';
import { SafeTree, TreeRefused } from '../safe-tree.js';
import { splitKey } from '../check/finding.js';
import { openState, Whereabouts } from '../projection/whereabouts.js';
import { ArchiveWriter } from './archive-writer.js';
import { mailPlaces, type MailPlace } from './mail-files.js';
import { linesIn, writeRows } from './rows-file.js';

/** The archive's format. Raised when older versions must not read it. */
export const archiveFormat = 1;

/** Where the parts of a base directory are. */
export interface BasePlaces {
  readonly root: string;
  readonly store: string;
  readonly files: string;
  readonly key: string;
}

/** What a backup came to. */
export interface BackupReport {
  readonly rows: number;
  /** How many contents of files and how many files of Mailboxes. */
  readonly contents: number;
  readonly mail: number;
  /** What the store mentions and the disk does not have, or cannot be read. */
  readonly missing: readonly string[];
  /** The checksum of the whole archive, SHA-256 in hexadecimal digits. */
  readonly sha256: string;
}

/** What the first entry of an archive says of it. */
export interface ArchiveHead {
  readonly format: number;
  readonly storeFormat: number;
  readonly program: string;
  readonly mainDomain: string;
  readonly rows: number;
}

/** Names in the base directory that make no part of a backup, beside all directories. */
const passing = /^(?:ProcessID|.*\.log.*|.*\.tmp|.*\.new)$/;

/**
 * Writes the archive `path`, and beside it `path.sha256` with its checksum. It is written under
 * another name and is there when it is whole. Throws what the store and the disk throw.
 */
export async function makeBackup(
  base: BasePlaces,
  path: string,
  program: string,
): Promise<BackupReport> {
  const work = mkdtempSync(`${path}.`);
  const release = holdContents(base.files);
  try {
    const parts = join(work, 'parts');
    const rowsFile = join(work, 'rows');
    const head = await snapshot(base, { rowsFile, parts, program });
    const draft = join(work, 'archive');
    const archive = new ArchiveWriter(draft, join(work, 'sums'));
    let report: Omit<BackupReport, 'sha256'>;
    let sha256: string;
    try {
      report = await fill(archive, base, { head, rowsFile, parts });
      sha256 = await archive.finish();
    } catch (error) {
      throw await archive.abandon(error);
    }
    const sum = join(work, 'sum');
    writeFileSync(sum, `${sha256}  ${basename(path)}\n`, { mode: 0o600 });
    renameSync(draft, path);
    renameSync(sum, `${path}.sha256`);
    syncDirectory(dirname(path));
    return { ...report, sha256 };
  } finally {
    release();
    rmSync(work, { recursive: true, force: true });
  }
}

/** What a backup is made of on its way. */
interface Draft {
  readonly rowsFile: string;
  /** Lists what else belongs to the archive: a JSON array of entry and path in each line. */
  readonly parts: string;
}

/** Writes down one state: its rows, and what it mentions. */
async function snapshot(
  base: BasePlaces,
  { rowsFile, parts, program }: Draft & { readonly program: string },
): Promise<ArchiveHead> {
  const store = await openEmbeddedStore(base.store, { readOnly: true });
  try {
    return await store.view((tx) => {
      const rows = written(rowsFile, (write) => writeRows(tx, write));
      written(parts, (write) => listParts(tx, write));
      return {
        format: archiveFormat,
        storeFormat: Number(tx.get(facts, 'format')),
        program,
        mainDomain: textOf(domainById(tx, mainDomainId(tx)).name),
        rows,
      };
    });
  } finally {
    await store.close();
  }
}

/** Writes a new file, for its owner only, with what a work gives; tells what the work tells. */
export function written<T>(path: string, work: (write: (text: string) => void) => T): T {
  const file = openSync(path, 'wx', 0o600);
  try {
    return work((text) => {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    });
  } finally {
    closeSync(file);
  }
}

function listParts(tx: Reader, write: (text: string) => void): void {
  let account = 0;
  let known = new Set<string>();
  for (const [key, { pieces }] of tx.range(storageFiles, {})) {
    const [id] = splitKey(key);
    if (id !== account) known = new Set();
    account = id;
    for (const { content } of pieces) {
      if (known.has(content)) continue;
      known.add(content);
      write(`${JSON.stringify([`files/${id}/${content}`, `${id}/${content}`])}\n`);
    }
  }
  for (const place of mailPlaces(tx)) {
    write(`${JSON.stringify([place.entry, place.path, place])}\n`);
  }
}

async function fill(
  archive: ArchiveWriter,
  base: BasePlaces,
  { head, rowsFile, parts }: Draft & { readonly head: ArchiveHead },
): Promise<Omit<BackupReport, 'sha256'>> {
  const missing: string[] = [];
  let contents = 0;
  let mail = 0;
  await archive.add('cligate.json', Buffer.from(`${JSON.stringify(head)}\n`));
  await archive.addFile('rows.jsonl', openSync(rowsFile, 'r'));
  if (existsSync(base.key)) await archive.addFile('password.key', openSync(base.key, 'r'));
  else missing.push('password.key');
  for (const name of otherFiles(base)) {
    await archive.addFile(`base/${name}`, openSync(join(base.root, name), 'r'));
  }
  const tree = new SafeTree(base.root);
  const state = await openState(base.root);
  const lines = linesIn(createReadStream(parts));
  try {
    for await (const line of lines) {
      const [entry, path, place] = JSON.parse(line) as [string, string, MailPlace?];
      try {
        if (place === undefined) {
          const file = contentAt(base, path);
          if (file === undefined) missing.push(entry);
          else {
            await archive.addFile(entry, file);
            contents += 1;
          }
          continue;
        }
        // Looked up only now: the projector goes on while the archive is written.
        const now = await placeNow(tree, state, place);
        if (now !== undefined) mail += await addMail(archive, tree, entry, now);
      } catch (error) {
        if (!(error instanceof TreeRefused || error instanceof ContentRefused)) throw error;
        missing.push(error.message);
      }
    }
  } finally {
    await state?.close();
  }
  return { rows: head.rows, contents, mail, missing };
}

async function placeNow(
  tree: SafeTree,
  state: Store | undefined,
  place: MailPlace,
): Promise<string | undefined> {
  const find = (placed?: Reader) => new Whereabouts(tree, placed).boxNow(place.home, place);
  return state === undefined ? find() : state.view(find);
}

/** A Mailbox may be a file or a directory of files, or not be there in this format. */
async function addMail(
  archive: ArchiveWriter,
  tree: SafeTree,
  entry: string,
  path: string,
): Promise<number> {
  const found = tree.stat(path);
  if (found?.isDirectory() === true) {
    let files = 0;
    for (const name of tree.list(path)) {
      files += await addMail(archive, tree, `${entry}/${name}`, `${path}/${name}`);
    }
    return files;
  }
  const file = found === undefined ? undefined : tree.open(path);
  if (file === undefined) return 0;
  await archive.addFile(entry, file);
  return 1;
}

/** Plain files directly in the base directory, which an administrator put there. */
function otherFiles(base: BasePlaces): readonly string[] {
  return readdirSync(base.root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !passing.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => join(base.root, name) !== base.key);
}

/** Opens a content by its path `account/content`. */
function contentAt({ files }: BasePlaces, path: string): number | undefined {
  const [account, content] = splitKey(path);
  return openContent(files, account, content);
}

/** Makes sure that names made in a directory survive a loss of power. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
