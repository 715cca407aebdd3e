/**
 * `cligate check`: what in a base directory contradicts something else, and what a repair would do;
 * `--repair` does it. Looks at one consistent state, also while a server runs.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../base/check/finding.js';
import { repairStore, storeFindings } from '../base/check/store-invariants.js';
import type { ContentSize } from '../base/check/storage-rules.js';
import { holdContents } from '../files/hold.js';
import { openEmbeddedStore } from '../store/embedded.js';
import type { Reader } from '../store/store.js';
import { textOf } from '../values/text.js';
import { filesDirectory, storeDirectory } from './base-directory.js';
import { exit, ProgramFailure } from './exit.js';

/** How `cligate check` was called. */
export interface CheckFlags {
  readonly repair?: boolean;
  readonly json?: boolean;
}

/**
 * Prints what is wrong to standard output; tells the code to end with: 0 when nothing is wrong (any
 * more), 1 when something is. Throws `ProgramFailure` when there is no store, and `StoreInUse` when
 * it shall be repaired while a server has it.
 */
export async function check(base: string, flags: CheckFlags): Promise<number> {
  const directory = storeDirectory(base);
  if (!existsSync(directory)) {
    throw new ProgramFailure(`there is no store in ${base}`, exit.notFound);
  }
  const store = await openEmbeddedStore(directory, { readOnly: flags.repair !== true });
  const contents = filesDirectory(base);
  const release = existsSync(contents) ? holdContents(contents) : () => undefined;
  try {
    const sizeOf = sizesIn(contents);
    const print = (finding: Finding, repaired: boolean) => tell(finding, repaired, flags);
    if (flags.repair === true) {
      const repaired = (finding: Finding): void => print(finding, true);
      await repairStore(store, { sizeOf, now: Date.now(), repaired });
    }
    const left = await store.view((tx) => tellAll(tx, sizeOf, (each) => print(each, false)));
    return left === 0 ? exit.done : exit.failed;
  } finally {
    release();
    await store.close();
  }
}

function tellAll(tx: Reader, sizeOf: ContentSize, print: (finding: Finding) => void): number {
  let count = 0;
  for (const finding of storeFindings(tx, sizeOf)) {
    print(finding);
    count += 1;
  }
  return count;
}

function tell({ subject, wrong, remedy }: Finding, repaired: boolean, flags: CheckFlags): void {
  const told = {
    kind: subject.kind,
    name: textOf(subject.name),
    wrong: textOf(wrong),
    ...(remedy === undefined ? {} : { remedy: textOf(remedy) }),
    repaired,
  };
  const what = told.remedy === undefined ? 'look at it yourself' : told.remedy;
  const line = `${told.kind} ${told.name} ${told.wrong}`;
  const done = repaired ? 'repaired' : 'repair';
  const text = flags.json === true ? JSON.stringify(told) : `${line} (${done}: ${what})`;
  process.stdout.write(`${text}\n`);
}

/** The sizes of contents below their directory. */
function sizesIn(directory: string): ContentSize {
  return (account, content) =>
    statSync(join(directory, String(account), content), { throwIfNoEntry: false })?.size;
}
