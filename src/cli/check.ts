/**
 * `cligate check`: what in a base directory contradicts something else, and what a repair would do;
 * `--repair` does it. Looks at one consistent state, also while a server runs.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openBaseStore } from '../base-directory/base-store.js';
import { baseFindings, prepareRepair } from '../base-directory/check/base-findings.js';
import type { FileFinding } from '../base-directory/check/file-findings.js';
import { notFixable, type Finding } from '../base-directory/check/finding.js';
import { theServer } from '../engine/directory/subjects.js';
import { repairStore, storeFindings } from '../base-directory/check/store-invariants.js';
import type { ContentSize } from '../base-directory/check/storage-rules.js';
import {
  clearStaging,
  isUnfinished,
  rollBackUnfinished,
} from '../base-directory/import/unfinished.js';
import { findMainDomain } from '../base-directory/main-domain.js';
import { openState } from '../base-directory/projection/whereabouts.js';
import { SafeTree } from '../base-directory/safe-tree.js';
import type { Settings } from '../config/schema.js';
import { pinBlobs } from '../files/pin.js';
import { isInUse } from '../store/directory-lock.js';
import { auditDataFile } from '../store/pages/data-file.js';
import type { Reader, Store } from '../store/store.js';
import { textOf } from '../values/text.js';
import { settleDocumented } from './documented-files.js';
import { basePlaces, filesDirectory, storeDirectory } from '../base-directory/base-places.js';
import { requireWholeRestore } from './whole-base.js';
import { exit, ProgramFailure } from './exit.js';

/**
 * How often something on the disk that is wrong is looked at beside a server, and how long the
 * projector has in between: it writes a few hundred Accounts in a second.
 */
const looksMax = 5;
const pauseMs = 400;

const unfinished: Finding = {
  subject: theServer,
  wrong: 'holds a part of an import that was interrupted; the rest is not looked at',
  fix: 'remove that part, as the next import would',
  repair: undefined,
};

/** How `cligate check` was called. */
export interface CheckFlags {
  readonly repair?: boolean;
  readonly json?: boolean;
}

/**
 * Prints what is wrong to standard output; returns the code to end with: 0 when nothing is wrong (any
 * more), 1 when something is. Throws `ProgramFailure` when there is no store, and `StoreInUse` when
 * it shall be repaired while a server has it.
 */
export async function check(settings: Settings, flags: CheckFlags): Promise<number> {
  const { base } = settings;
  requireWholeRestore(base);
  const directory = storeDirectory(base);
  if (!existsSync(directory)) {
    throw new ProgramFailure(`there is no store in ${base}`, exit.notFound);
  }
  const damages = auditDataFile(directory) ?? [];
  for (const { line } of damages) tell(notFixable(theServer, `is damaged: ${line}`), false, flags);
  // What leads to the rows is damaged: nothing that is read there could be believed.
  if (damages.some(({ ofRow }) => !ofRow)) return exit.failed;
  const store = await openBaseStore(basePlaces(base), { readOnly: flags.repair !== true });
  const blobs = filesDirectory(base);
  const release = existsSync(blobs) ? pinBlobs(blobs) : () => undefined;
  try {
    const sizeOf = sizesIn(blobs);
    const print = (finding: Finding, repaired: boolean) => tell(finding, repaired, flags);
    if (await store.view(isUnfinished)) {
      // Its rows are nobody's, and every rule would tell of each of them.
      if (flags.repair !== true) {
        print(unfinished, false);
        return exit.failed;
      }
      await rollBackUnfinished({ store, base: resolve(base), dryRun: false });
      print(unfinished, true);
    }
    if (flags.repair === true) {
      const repaired = (finding: Finding): void => print(finding, true);
      clearStaging({ base: resolve(base), dryRun: false });
      await repairStore(store, { sizeOf, now: Date.now(), repaired });
      await repairFiles(settings, store, repaired);
    }
    let left = await store.view((tx) => tellAll(tx, sizeOf, (each) => print(each, false)));
    left += await lookAtFiles(settings, store, (each) => print(each, false), note);
    return left + damages.length === 0 ? exit.done : exit.failed;
  } finally {
    release();
    await store.close();
  }
}

/** Returns what on the disk is wrong, and notes what is not looked at; returns how much is wrong. */
async function lookAtFiles(
  { base, storage }: Settings,
  store: Store,
  found: (finding: FileFinding) => void,
  note: (line: string) => void,
): Promise<number> {
  // That is told of the store, and there is nothing that files could be compared with.
  if (!(await store.view(findMainDomain))) return 0;
  const root = resolve(base);
  const state = await openState(root);
  if (state === undefined) {
    note('there are no documented files yet');
    return 0;
  }
  try {
    const isServed = isInUse(storeDirectory(base));
    const findings = baseFindings({
      store,
      state,
      base: root,
      blobs: { directory: filesDirectory(base), linked: false },
      followMountLinks: storage.followMountLinks,
      again: async (looks) => {
        if (!isServed || looks >= looksMax) return false;
        await pause(pauseMs);
        return true;
      },
    });
    let count = 0;
    for (;;) {
      const { done, value } = await findings.next();
      if (done === true) {
        if (value.toCome > 0 || !value.isKnown) {
          note(`documented files: ${value.toCome} changes are not written yet and not looked at`);
        }
        return count;
      }
      found(value);
      count += 1;
    }
  } finally {
    await state.close();
  }
}

/** Writes documented files anew where they are wrong. The store is the caller's alone. */
async function repairFiles(
  settings: Settings,
  store: Store,
  repaired: (finding: Finding) => void,
): Promise<void> {
  if (!(await store.view(findMainDomain))) return;
  const tree = new SafeTree(resolve(settings.base), settings.storage);
  const mend = (finding: FileFinding): void => {
    if (finding.fix === undefined) return;
    prepareRepair(tree, finding);
    repaired(finding);
  };
  // What is not written yet is written with the rest.
  await lookAtFiles(settings, store, mend, () => undefined);
  await settleDocumented(settings, store, true);
}

function note(line: string): void {
  process.stderr.write(`cligate: ${line}\n`);
}

function tellAll(tx: Reader, sizeOf: ContentSize, print: (finding: Finding) => void): number {
  let count = 0;
  for (const finding of storeFindings(tx, sizeOf)) {
    print(finding);
    count += 1;
  }
  return count;
}

function tell({ subject, wrong, fix }: Finding, repaired: boolean, flags: CheckFlags): void {
  const told = {
    kind: subject.kind,
    name: textOf(subject.name),
    wrong: textOf(wrong),
    ...(fix === undefined ? {} : { fix: textOf(fix) }),
    repaired,
  };
  const what = told.fix === undefined ? 'look at it yourself' : told.fix;
  const line = `${told.kind} ${told.name} ${told.wrong}`;
  const done = repaired ? 'repaired' : 'repair';
  const text = flags.json === true ? JSON.stringify(told) : `${line} (${done}: ${what})`;
  process.stdout.write(`${text}\n`);
}

/** The sizes of blobs below their directory. */
function sizesIn(directory: string): ContentSize {
  return (account, blob) =>
    statSync(join(directory, String(account), blob), { throwIfNoEntry: false })?.size;
}
