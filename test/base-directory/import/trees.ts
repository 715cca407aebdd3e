/** Trees of files for imports, and imports into base directories of their own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  importBase,
  type ImportOptions,
  type ImportReport,
} from '../../../src/base-directory/import/import-base.js';
import { Projection } from '../../../src/base-directory/projection/projection.js';
import { storeFindings } from '../../../src/base-directory/check/store-invariants.js';
import { entryLine } from '../../../src/base-directory/reading/report.js';
import { SourceTree, type TreeOptions } from '../../../src/base-directory/reading/source-tree.js';
import { openDiskBlobs } from '../../../src/files/disk-blobs.js';
import { openPasswords } from '../../../src/passwords/open-passwords.js';
import { openEmbeddedStore } from '../../../src/tables/open-store.js';
import { openMemoryStore } from '../../../src/store/memory.js';
import type { Reader } from '../../../src/store/store.js';

/** How a tree is read unless something else is tried. */
export const treeOptions: TreeOptions = {
  mountPoints: 'inside the tree',
  settingsBytesMax: 64 * 1024 * 1024,
  settingsElementsMax: 100_000,
  storedMax: { bytes: 1024 * 1024, elements: 5000, names: 2000, text: 256 * 1024, word: 4096 },
  fileBytesMax: 1024 * 1024 * 1024,
};

/** The password of a postmaster that an import makes. */
export const madePassword = 'made-by-the-import';

/** A directory that is removed afterwards. */
export class Place {
  readonly path = mkdtempSync(join(tmpdir(), 'cligate-test-'));

  /** Writes files: paths to texts of byte strings. */
  with(files: Readonly<Record<string, string>>): this {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), text, 'latin1');
    }
    return this;
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'latin1');
  }

  /** The paths of all files, sorted. */
  get files(): readonly string[] {
    return readdirSync(this.path, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.path.length + 1))
      .sort();
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** How an import is done, and when it shall break. */
export interface Importing extends Partial<Omit<ImportOptions, 'firstMaster'>> {
  readonly dryRun?: boolean;
  /** Called before each flush of the store; a rejection is a full disk. */
  readonly flush?: () => Promise<void>;
}

/** Imports a tree into a base directory. */
export async function importInto(
  base: string,
  tree: string,
  { dryRun = false, flush, ...options }: Importing = {},
): Promise<ImportReport> {
  const store = await openEmbeddedStore(join(base, 'store'), flush === undefined ? {} : { flush });
  const passwords = await openPasswords({ keyFile: join(base, 'password.key') });
  try {
    const blobs = openDiskBlobs(join(base, 'files'));
    return await importBase(
      new SourceTree(tree, treeOptions),
      { store, passwords, blobs, base, dryRun, now: Date.now },
      {
        merge: false,
        strict: false,
        mainDomain: '',
        sourceSeal: undefined,
        progress: () => undefined,
        mastered: () => undefined,
        ...options,
        firstMaster: { stored: await passwords.protect(madePassword, 'A-crpt') },
      },
    );
  } finally {
    await passwords.close();
    await store.close();
  }
}

/** The entries of a report as lines. */
export function linesOf({ entries }: ImportReport): readonly string[] {
  return entries.map(entryLine);
}

/** What a work sees in the store of a base directory. */
export async function inStore<T>(base: string, work: (tx: Reader) => T): Promise<T> {
  const store = await openEmbeddedStore(join(base, 'store'), { readOnly: true });
  try {
    return await store.view(work);
  } finally {
    await store.close();
  }
}

/** What contradicts the invariants of a store. */
export function faultsOf(base: string): Promise<readonly string[]> {
  return inStore(base, (tx) =>
    Array.from(storeFindings(tx), ({ subject, wrong }) => `${subject.name} ${wrong}`),
  );
}

/** Writes the documented files of a base directory; returns what could not be written. */
export async function project(base: string): Promise<readonly string[]> {
  const troubles: string[] = [];
  const store = await openEmbeddedStore(join(base, 'store'), { readOnly: true });
  const state = openMemoryStore();
  try {
    await new Projection({
      store,
      state,
      base,
      blobs: { directory: join(base, 'files'), linked: true },
      trouble: (what) => troubles.push(what),
    }).settle();
    return troubles;
  } finally {
    await state.close();
    await store.close();
  }
}
