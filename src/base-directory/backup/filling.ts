/**
 * Files of a base directory on their way into an archive: what a state of the store mentions, and
 * what others put between the documented files (ruling 15).
 */
import { existsSync, openSync } from 'node:fs';
import { BlobRefused, openBlob } from '../../files/blob-file.js';
import type { Reader, Store } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import type { BasePlaces } from '../base-places.js';
import { splitKey } from '../check/finding.js';
import { ForeignFiles } from '../foreign-files.js';
import { Whereabouts, type Home } from '../projection/whereabouts.js';
import { SafeTree } from '../safe-tree.js';
import { TreeRefused } from '../tree-refused.js';
import type { ArchiveWriter } from './archive-writer.js';
import type { MailPlace } from './mail-files.js';

/** Something that belongs to an archive, as a state of the store mentions it. */
export type Part =
  /** A blob by its path `account/blob`. */
  | { readonly blob: string }
  | { readonly mail: MailPlace }
  /** What others put into the directory of an Account, or of a Domain. */
  | { readonly account: Home }
  | { readonly domain: Id; readonly directory: string };

/** Fills an archive. Files are looked up one by one: the projector goes on meanwhile. */
export class Filling {
  readonly counts = { blobs: 0, mail: 0 };
  /** What the store mentions and the disk does not have, or cannot be read. */
  readonly missing: string[] = [];
  /** What others own, or is no plain file. */
  readonly left: string[] = [];
  readonly #tree: SafeTree;
  readonly #foreign: ForeignFiles;
  readonly #domains = new Set<string>();

  constructor(
    private readonly archive: ArchiveWriter,
    private readonly base: BasePlaces,
    private readonly state: Store | undefined,
  ) {
    this.#tree = new SafeTree(base.root);
    this.#foreign = new ForeignFiles(this.#tree, (line) => this.left.push(line));
  }

  /** Adds the key of sealed passwords. */
  async addKey(): Promise<void> {
    const { key } = this.base;
    if (existsSync(key)) await this.archive.addFile('password.key', openSync(key, 'r'));
    else this.missing.push('password.key');
  }

  /** Adds a part; what cannot be read is told. */
  async add(part: Part): Promise<void> {
    if ('blob' in part) await this.#guarded(this.missing, () => this.#addBlob(part.blob));
    else if ('mail' in part) await this.#guarded(this.missing, () => this.#addMail(part.mail));
    else if ('account' in part) await this.#guarded(this.left, () => this.#ofAccount(part.account));
    else await this.#guarded(this.left, () => this.#ofDomain(part.domain, part.directory));
  }

  /** Adds what others put elsewhere, when all Domains have been added. */
  async addOthers(): Promise<void> {
    const paths = await this.#where((where) => {
      const isDomain = (path: string): boolean => this.#domains.has(path) || where.isDomain(path);
      return [...this.#foreign.ofServer(isDomain)];
    });
    await this.#addAll('', '', paths);
  }

  async #addBlob(path: string): Promise<void> {
    const [account, blob] = splitKey(path);
    const file = openBlob(this.base.files, account, blob);
    const entry = `files/${path}`;
    if (file === undefined) {
      this.missing.push(entry);
    } else {
      await this.archive.addFile(entry, file);
      this.counts.blobs += 1;
    }
  }

  async #addMail(place: MailPlace): Promise<void> {
    const now = await this.#where((where) => where.boxNow(place.home, place));
    if (now !== undefined) this.counts.mail += await this.#addTree(place.entry, now);
  }

  async #ofAccount(home: Home): Promise<void> {
    const now = await this.#where((where) => where.directoryOf(home));
    if (now === undefined) return;
    const belongs = `${home.directory}/${home.location}/`;
    await this.#addAll(`${now}/`, belongs, this.#foreign.ofAccount(now));
  }

  async #ofDomain(domain: Id, directory: string): Promise<void> {
    const now = await this.#where((where) => where.directoryOfDomain(domain, directory));
    this.#domains.add(directory);
    if (now === undefined) return;
    this.#domains.add(now);
    await this.#addAll(`${now}/`, `${directory}/`, this.#foreign.ofDomain(now));
  }

  /** Adds files that are below one directory now, under the names that they have below another. */
  async #addAll(now: string, belongs: string, paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      await this.#guarded(this.left, () => this.#addTree(`base/${belongs}${path}`, now + path));
    }
  }

  /** A Mailbox may be a file or a directory of files, or not be there in this format. */
  async #addTree(entry: string, path: string): Promise<number> {
    const found = this.#tree.stat(path);
    if (found?.isDirectory() === true) {
      let files = 0;
      for (const name of this.#tree.list(path)) {
        files += await this.#addTree(`${entry}/${name}`, `${path}/${name}`);
      }
      return files;
    }
    const file = found === undefined ? undefined : this.#tree.open(path);
    if (file === undefined) return 0;
    await this.archive.addFile(entry, file);
    return 1;
  }

  async #where<T>(find: (where: Whereabouts) => T): Promise<T> {
    const look = (placed?: Reader): T => find(new Whereabouts(this.#tree, placed));
    return this.state === undefined ? look() : this.state.view(look);
  }

  async #guarded(told: string[], work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof TreeRefused || error instanceof BlobRefused)) throw error;
      told.push(error.message);
    }
  }
}
