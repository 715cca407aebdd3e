/**
 * `cligate import`: brings a base directory, ours or the original's, into the store of a base
 * directory that no server uses. The report is data and goes to standard output; progress and a
 * password that was made up go to standard error.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBaseStore, requireFit, settleStoreNote } from '../base-directory/base-store.js';
import {
  importBase,
  ImportRefused,
  type DomainOutcome,
  type ImportReport,
} from '../base-directory/import/import-base.js';
import type { Target } from '../base-directory/import/target.js';
import { entryLine } from '../base-directory/reading/report.js';
import { SourceTree } from '../base-directory/reading/source-tree.js';
import { postmasterPassword } from '../config/environment.js';
import type { Settings } from '../config/schema.js';
import { openDiskBlobs } from '../files/disk-blobs.js';
import { openMemoryBlobs } from '../files/memory-blobs.js';
import { isFilled, requireKey } from '../app/prepare-store.js';
import { readOrMakeKey } from '../passwords/key-file.js';
import { openPasswords } from '../passwords/open-passwords.js';
import type { Passwords } from '../passwords/passwords.js';
import { Seal } from '../passwords/sealed-form.js';
import { StoreInUse } from '../store/embedded.js';
import { openMemoryStore } from '../store/memory.js';
import type { Store } from '../store/store.js';
import { bytesOf } from '../values/text.js';
import {
  basePlaces,
  filesDirectory,
  makeBaseDirectory,
  passwordKeyFile,
} from '../base-directory/base-places.js';
import { isWithin, requireWholeRestore } from './whole-base.js';
import { exit, ProgramFailure } from './exit.js';
import { ProgressLine } from './progress-line.js';

const megabyte = 1024 * 1024;

/** What `cligate import` is asked for. */
export interface ImportQuestion {
  readonly dryRun?: boolean;
  readonly merge?: boolean;
  /** Storage mount points may lead out of the tree. */
  readonly followMounts?: boolean;
  /** A file that cannot be read keeps its Domain out, whatever the file is. */
  readonly strict?: boolean;
}

/** Imports a directory and prints the report; returns the code to end with (ruling 16). */
export async function importDirectory(
  directory: string,
  settings: Settings,
  question: ImportQuestion,
): Promise<number> {
  requireWholeRestore(settings.base, exit.failed);
  const tree = treeOf(directory, settings, question.followMounts === true);
  // What is written into such a base directory would be read as a part of the tree.
  if (isWithin(settings.base, tree.root) && !isWithin(tree.root, settings.base)) {
    throw new ProgramFailure(`the base directory is in ${directory}`, exit.usage);
  }
  const sourceSeal = await sealOf(tree);
  const inPlace = tree.root === realBase(settings.base);
  const opened = await openTarget(settings, question.dryRun === true, inPlace);
  const progress = new ProgressLine(process.stderr);
  try {
    const { target } = opened;
    const given = postmasterPassword(process.env);
    const clear = given ?? randomBytes(15).toString('base64url');
    const report = await importBase(tree, target, {
      merge: question.merge === true,
      strict: question.strict === true,
      mainDomain: settings.domain.main,
      sourceSeal,
      firstMaster: { stored: await target.passwords.protect(bytesOf(clear), 'A-crpt') },
      progress: (domain, done, domains, accounts) =>
        progress.show(`${domain}: ${accounts} accounts (domain ${done + 1} of ${domains})`),
      mastered: ({ name, gotPassword }) => {
        if (!gotPassword || given !== undefined || target.dryRun) return;
        progress.clear();
        tellPassword(name, clear);
      },
    });
    progress.clear();
    for (const line of reportLines(report, target.dryRun)) process.stdout.write(`${line}\n`);
    const whole = report.domains.every(({ failure }) => failure === undefined);
    return whole ? exit.done : exit.failed;
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    throw new ProgramFailure(error.message, error.usage ? exit.usage : exit.failed);
  } finally {
    progress.clear();
    await opened.close();
  }
}

function treeOf(directory: string, settings: Settings, followMounts: boolean): SourceTree {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ProgramFailure(`${directory} is no directory`, exit.usage);
  }
  const { settingsFileMegabytes, settingsElements, fileMegabytes } = settings.import;
  const mayFollow = settings.storage.followMountLinks;
  return new SourceTree(realpathSync(directory), {
    mountPoints: !mayFollow ? 'none' : followMounts ? 'all' : 'inside the tree',
    settingsBytesMax: settingsFileMegabytes * megabyte,
    settingsElementsMax: settingsElements,
    storedMax: {
      bytes: settings.stored.valueMax,
      elements: settings.stored.elementsMax,
      names: settings.stored.namesMax,
      text: settings.stored.textMax,
      word: settings.stored.wordMax,
    },
    fileBytesMax: fileMegabytes * megabyte,
  });
}

/** The key that an export brings along opens its passwords. */
async function sealOf(tree: SourceTree): Promise<Seal | undefined> {
  const file = passwordKeyFile(tree.root);
  return existsSync(file) ? new Seal(await readOrMakeKey(file, false)) : undefined;
}

interface OpenedTarget {
  readonly target: Target;
  close(): Promise<void>;
}

async function openTarget(
  settings: Settings,
  dryRun: boolean,
  inPlace: boolean,
): Promise<OpenedTarget> {
  const { base } = settings;
  const temporary = dryRun ? mkdtempSync(join(tmpdir(), 'cligate-')) : undefined;
  const forget = (): void => {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  };
  let store: Store | undefined;
  try {
    store = await openStore(settings, dryRun, inPlace);
    const passwords = await passwordsOf(store, base, temporary);
    return {
      target: {
        store,
        passwords,
        blobs: dryRun ? openMemoryBlobs() : openDiskBlobs(filesDirectory(base)),
        base: realBase(base),
        dryRun,
        now: Date.now,
      },
      async close() {
        await passwords.close();
        if (!dryRun && store !== undefined) await settleStoreNote(base, store);
        await store?.close();
        forget();
      },
    };
  } catch (error) {
    await store?.close();
    forget();
    throw error;
  }
}

/**
 * A dry run makes nothing: it looks at the store that is there, even while a server uses it. `inPlace`:
 * the tree is the base directory itself, so its Accounts need no store that knows them.
 */
async function openStore(
  { base, store }: Settings,
  dryRun: boolean,
  inPlace: boolean,
): Promise<Store> {
  const places = basePlaces(base);
  const { cacheRows, reserveMegabytes } = store;
  const reserveBytes = reserveMegabytes * megabyte;
  if (!dryRun) {
    makeBaseDirectory(base);
    const options = { cacheRows, reserveBytes, mailMayBe: inPlace };
    return await openBaseStore(places, options).catch(inUse);
  }
  const mayBegin = await requireFit(places, inPlace);
  return mayBegin ? openMemoryStore() : openBaseStore(places, { cacheRows, readOnly: true });
}

/** Ruling 16 knows one code for all that keeps an import from being done. */
function inUse(error: unknown): never {
  if (!(error instanceof StoreInUse)) throw error;
  throw new ProgramFailure(error.message, exit.failed, { cause: error });
}

async function passwordsOf(
  store: Store,
  base: string,
  temporary: string | undefined,
): Promise<Passwords> {
  const filled = await isFilled(store);
  const keyFile = passwordKeyFile(base);
  if (temporary !== undefined && !existsSync(keyFile)) {
    return openPasswords({ keyFile: passwordKeyFile(temporary), mayCreateKey: true });
  }
  const passwords = await openPasswords({ keyFile, mayCreateKey: !filled });
  try {
    if (filled) await requireKey(store, passwords);
    return passwords;
  } catch (error) {
    await passwords.close();
    throw error;
  }
}

function realBase(base: string): string {
  return existsSync(base) ? realpathSync(base) : base;
}

/** The report, line by line: every Domain, then everything odd. */
function* reportLines(
  { domains, entries, rolledBack, master }: ImportReport,
  dryRun: boolean,
): Generator<string, void> {
  if (rolledBack) yield 'an earlier import that was not finished was rolled back';
  for (const domain of domains) yield domainLine(domain, dryRun);
  if (master !== undefined)
    yield `master: ${master.name} ${dryRun ? 'would hold' : 'holds'} Master now`;
  for (const entry of entries) yield entryLine(entry);
}

function domainLine({ name, counts, failure }: DomainOutcome, dryRun: boolean): string {
  if (failure !== undefined) return `domain ${name}: not imported: ${failure}`;
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  const what = told.map(([kind, count]) => `${kind} ${count}`).join(', ');
  return `domain ${name}: ${dryRun ? 'would be imported' : 'imported'}: ${what || 'nothing in it'}`;
}

/** The only place where a password is shown: once, to whoever runs the import. */
function tellPassword(master: string, clear: string): void {
  process.stderr.write(`cligate: the password of ${master}, shown only now: ${clear}\n`);
}
