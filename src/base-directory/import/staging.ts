/**
 * Files on their way into the base directory: they are copied aside first, and moved to where they
 * belong when everything of their Domain is there. A tree that is imported where it lies is left as
 * it is. Files are made for their owner only; links are never followed and never made.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SafeTree } from '../safe-tree.js';
import type { Report } from '../reading/report.js';
import { joined, linkIsLeft, type SourceTree } from '../reading/source-tree.js';
import { copyPlainFile } from './copied-file.js';

/** Where copies wait, below the base directory. */
export const stagingDirectory = 'importing';

/** Directories that hold what the store knows and nothing else: the rest of them goes beside. */
const swept = /(^|\/)(account\.web|WebSkins|PBXApps|Settings\/LISTS)\//;

const besideSwept = '$1$2.foreign/';

/** Copies of files of one Domain, or of the server. */
export class Staging {
  readonly #waiting: Buffer;
  readonly #inPlace: boolean;
  #copied = false;

  /**
   * `from` in the tree becomes `to` in the base directory. `name` is one that no other staging has.
   * Does nothing at all when `idle`.
   */
  constructor(
    private readonly tree: SourceTree,
    private readonly base: string,
    private readonly name: string,
    from: string,
    private readonly to: string,
    private readonly idle: boolean,
  ) {
    this.#waiting = bytesOf(join(base, stagingDirectory, name), '');
    this.#inPlace = isSame(tree.pathOf(from), bytesOf(base, to));
  }

  /** Copies a file, or a directory with all that is in it, of a known meaning. */
  copy(path: string, as: string, report: Report): void {
    this.#walk(path, as, report, false);
  }

  /** Copies what is not understood, and tells each file. */
  copyUnknown(path: string, as: string, report: Report): void {
    this.#walk(path, as.replace(swept, besideSwept), report, true);
  }

  /**
   * Copies a file that cannot be read to a name beside its own, where nothing is written in its place
   * (ruling 26).
   */
  copyAside(path: string, as: string, report: Report): void {
    this.#walk(
      path,
      swept.test(as) ? as.replace(swept, besideSwept) : `${as}.foreign`,
      report,
      false,
    );
  }

  /** Moves everything to where it belongs; what is there already stays and is told. */
  moveIntoPlace(report: Report): void {
    if (!this.#copied) return;
    // One call for all files: a sync for each would take hours for a large Domain.
    spawnSync('sync', ['-f', this.#waiting.toString()], { stdio: 'ignore' });
    const waiting = joined(stagingDirectory, this.name);
    // An empty path means the base directory itself.
    const base = new SafeTree(this.base);
    if (this.to !== '') place(base, waiting, this.to, report);
    else for (const name of base.list(waiting)) place(base, joined(waiting, name), name, report);
    this.drop();
  }

  /** Forgets what was copied. */
  drop(): void {
    if (this.#copied) rmSync(this.#waiting, { recursive: true, force: true });
    this.#copied = false;
  }

  /** Whether what is copied would be copied onto itself. */
  #isThere(as: string): boolean {
    return this.#inPlace && !/\.foreign(?:\/|$)/.test(as);
  }

  #walk(path: string, as: string, report: Report, tell: boolean): void {
    const stat = this.tree.stat(path);
    if (stat === undefined) return;
    if (!stat.isFile() && !stat.isDirectory()) {
      report.add('left', path, stat.isSymbolicLink() ? linkIsLeft(path) : 'no plain file');
      return;
    }
    const to = at(this.#waiting, as);
    if (stat.isFile()) {
      if (!this.tree.isWithinLimit(stat)) {
        report.add('left', path, 'the file is over import.fileMegabytes');
        return;
      }
      if (tell) report.add('not understood', path);
      if (this.idle || this.#isThere(as)) return;
      mkdirSync(dirnameOf(to), { recursive: true, mode: 0o700 });
      copyPlainFile(this.tree.pathOf(path), to, stat);
      chmodSync(to, 0o600);
      utimesSync(to, stat.atime, stat.mtime);
      this.#copied = true;
      return;
    }
    const entries = this.tree.list(path);
    if (tell && entries.length === 0) report.add('not understood', path, 'an empty directory');
    if (!this.idle && !this.#isThere(as)) {
      mkdirSync(to, { recursive: true, mode: 0o700 });
      this.#copied = true;
    }
    for (const { name } of entries) this.#walk(joined(path, name), joined(as, name), report, tell);
  }
}

/** Moves a directory, or what is in it where there is a directory already. */
function place(base: SafeTree, from: string, to: string, report: Report): void {
  const present = base.stat(to);
  if (present === undefined) {
    base.move(from, to);
  } else if (base.stat(from)?.isDirectory() === true && !present.isFile()) {
    for (const name of base.list(from)) place(base, joined(from, name), joined(to, name), report);
  } else {
    report.add('kept', to, 'the target has this file already');
  }
}

function isSame(one: Buffer, other: Buffer): boolean {
  if (!existsSync(one) || !existsSync(other)) return false;
  return realpathSync(one, 'latin1') === realpathSync(other, 'latin1');
}

function bytesOf(directory: string, path: string): Buffer {
  return path === '' ? Buffer.from(directory) : at(Buffer.from(directory), path);
}

/** A path below a directory, its bytes as they are. */
export function at(directory: Buffer, path: string): Buffer {
  return Buffer.concat([directory, Buffer.from('/'), Buffer.from(path, 'latin1')]);
}

function dirnameOf(path: Buffer): Buffer {
  return Buffer.from(dirname(path.toString('latin1')), 'latin1');
}
