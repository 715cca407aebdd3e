/**
 * Makes a backup of a base directory, also while a server runs over it: one consistent state of the
 * store, and what that state mentions. The blobs of files never change and are held meanwhile,
 * so they still fit the rows when they are read after them. docs/base-directory.md has the format.
 */
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { domainLocation } from '../../engine/places/locations.js';
import { pinBlobs } from '../../files/pin.js';
import { storageFiles } from '../../tables/storage-file-tables.js';
import type { Reader } from '../../store/store.js';
import { metadata } from '../../store/metadata.js';
import { accounts, domains } from '../../tables/tables.js';
import { textOf } from '../../values/text.js';
import type { BasePlaces } from '../base-places.js';
import { openWholeBaseStore } from '../base-store.js';
import { splitKey } from '../check/finding.js';
import { requireMainDomain } from '../main-domain.js';
import { openState } from '../projection/whereabouts.js';
import { ArchiveWriter } from './archive-writer.js';
import { Filling, type Part } from './filling.js';
import { homeOf, mailPlacesOf } from './mail-files.js';
import { linesIn, writeRows } from './rows-file.js';

/** The archive's format. Raised when older versions must not read it. */
export const archiveFormat = 1;

/** What a backup came to. */
export interface BackupReport {
  readonly rows: number;
  /** How many blobs of files and how many files of Mailboxes. */
  readonly blobs: number;
  readonly mail: number;
  /** What the store mentions and the disk does not have, or cannot be read. */
  readonly missing: readonly string[];
  /** What others put between the server's files and was left out. */
  readonly left: readonly string[];
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

/**
 * Writes the archive `path`, and beside it `path.sha256` with its checksum. It is written under
 * another name and is there when it is whole. Throws `NoMainDomain`, and what the store and the disk
 * throw; then nothing of it is left.
 */
export async function makeBackup(
  base: BasePlaces,
  path: string,
  program: string,
): Promise<BackupReport> {
  const work = mkdtempSync(`${path}.`);
  let release = (): void => undefined;
  try {
    release = pinBlobs(base.files);
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
  /** Lists what else belongs to the archive: a `Part` in each line. */
  readonly parts: string;
}

/** Writes down one state: its rows, and what it mentions. */
async function snapshot(
  base: BasePlaces,
  { rowsFile, parts, program }: Draft & { readonly program: string },
): Promise<ArchiveHead> {
  const store = await openWholeBaseStore(base);
  try {
    return await store.view((tx) => {
      const rows = written(rowsFile, (write) => writeRows(tx, write));
      written(parts, (write) => listParts(tx, write));
      return {
        format: archiveFormat,
        storeFormat: Number(tx.get(metadata, 'format')),
        program,
        mainDomain: textOf(requireMainDomain(tx).name),
        rows,
      };
    });
  } finally {
    await store.close();
  }
}

/** Writes a new file, for its owner only, with what a work gives; returns what the work tells. */
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
  const list = (part: Part): void => write(`${JSON.stringify(part)}\n`);
  let account = 0;
  let known = new Set<string>();
  for (const [key, { extents }] of tx.range(storageFiles, {})) {
    const [id] = splitKey(key);
    if (id !== account) known = new Set();
    account = id;
    for (const { blob } of extents) {
      if (known.has(blob)) continue;
      known.add(blob);
      list({ blob: `${id}/${blob}` });
    }
  }
  for (const [id, row] of tx.range(accounts, {})) {
    for (const mail of mailPlacesOf(tx, id, row)) list({ mail });
    const home = homeOf(tx, id, row);
    if (home !== undefined) list({ account: home });
  }
  for (const [id, row] of tx.range(domains, {})) {
    list({ domain: id, directory: domainLocation(row) });
  }
}

async function fill(
  archive: ArchiveWriter,
  base: BasePlaces,
  { head, rowsFile, parts }: Draft & { readonly head: ArchiveHead },
): Promise<Omit<BackupReport, 'sha256'>> {
  await archive.add('cligate.json', Buffer.from(`${JSON.stringify(head)}\n`));
  await archive.addFile('rows.jsonl', openSync(rowsFile, 'r'));
  const state = await openState(base.root);
  const filling = new Filling(archive, base, state);
  try {
    await filling.addKey();
    for await (const line of linesIn(createReadStream(parts))) {
      await filling.add(JSON.parse(line) as Part);
    }
    await filling.addOthers();
  } finally {
    await state?.close();
  }
  return { rows: head.rows, ...filling.counts, missing: filling.missing, left: filling.left };
}

/** Makes sure that names made in a directory survive a loss of power. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
