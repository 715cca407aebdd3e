/**
 * Writing the documented files behind the store (storage, section 6). One step deals with one
 * stretch of the journal, in two parts: everything that must leave its place is taken away, which
 * is noted; then everything is brought to its place and written, which is noted. Whatever is
 * interrupted is done again. Knows no process and no clock.
 */
import type { Reader, Store } from '../../store/store.js';
import { lastPosition } from '../../engine/journal.js';
import { SafeTree, TreeRefused } from '../safe-tree.js';
import type { Changed } from './changed.js';
import { againOf, doChore } from './chores.js';
import { nextStretch } from './next-stretch.js';
import { place, type Contents } from './place.js';
import { chores, placedDomains, positionOf, progressOf, putAccount, putProgress } from './state.js';
import { take, type Notes, type StepParts } from './step.js';
import { movingDirectory } from './waiting.js';

/** What a projection works on. */
export interface ProjectionParts {
  /** May be open for reading only. */
  readonly store: Store;
  /** The projector's own store (`stateTables`). */
  readonly state: Store;
  /** The directory that the documented files are in. */
  readonly base: string;
  readonly contents: Contents;
  readonly followMountLinks?: boolean;
  /** Told of what could not be written, once for each thing and cause. */
  readonly trouble: (what: string) => void;
}

/** How far a projection is. */
export interface Progress {
  /** Everything up to this position of the journal is in place. */
  readonly position: number;
  /** The last position of the journal. */
  readonly last: number;
  /** How many files are still to be written. */
  readonly chores: number;
}

/** Writes the documented files of a base directory. */
export class Projection {
  readonly tree: SafeTree;
  readonly #parts: ProjectionParts;
  /** What could not be written, by what it is about. */
  readonly #troubles = new Map<string, string>();

  constructor(parts: ProjectionParts) {
    this.#parts = parts;
    this.tree = new SafeTree(parts.base, parts);
  }

  /**
   * Deals with the next stretch; tells whether there was one. Rejects when the disk is full or
   * broken: then it is to be tried again later.
   */
  async step(): Promise<boolean> {
    const { store, state } = this.#parts;
    const next = await state.view((placed) => store.view((tx) => nextStretch(tx, placed)));
    if (next === undefined) return false;
    const { changed, position, cursor } = next;
    await this.#project(changed);
    await state.update((tx) => {
      putProgress(tx, position, cursor);
      for (const key of changed.chores) tx.put(chores, key, '');
    });
    return true;
  }

  /** The files that can still be written, leaving out troubled ones unless they are wanted too. */
  async chores(troubled: boolean): Promise<readonly string[]> {
    const all = await this.#parts.state.view((tx) =>
      Array.from(tx.range(chores, {}), ([key]) => key),
    );
    return troubled ? all : all.filter((key) => !this.#troubles.has(key));
  }

  /** Writes the files of a chore. Rejects as `step` does. */
  async chore(key: string): Promise<void> {
    const { store, state } = this.#parts;
    const again = againOf(key);
    this.tree.forget();
    if (again === undefined) {
      const done = await state.view((placed) =>
        store.view((tx) => this.#guarded(key, () => doChore(this.tree, tx, placed, key))),
      );
      if (done) await state.update((tx) => tx.remove(chores, key));
    } else {
      await this.#project(again);
      if (!again.chores.has(key)) await state.update((tx) => tx.remove(chores, key));
    }
  }

  /** Writes everything that can be written. */
  async settle(): Promise<void> {
    while (await this.step());
    for (let left = await this.chores(true); left.length > 0; left = await this.chores(false)) {
      for (const key of left) await this.chore(key);
    }
  }

  /** Everything is to be looked at anew: after a loss of power. */
  async restart(): Promise<void> {
    await this.#parts.state.update((tx) => putProgress(tx, positionOf(tx) ?? 0, 0));
  }

  /** How far it is. */
  async progress(): Promise<Progress> {
    const { store, state } = this.#parts;
    const last = await store.view(lastPosition);
    return { ...(await state.view(progressOf)), last };
  }

  async #project(changed: Changed): Promise<void> {
    this.tree.forget();
    this.tree.makeDirectory(movingDirectory);
    const taken = await this.#look((parts) => take(parts, changed.accounts, changed.domains));
    await this.#note(taken);
    const placed = await this.#look((parts) => place(parts, changed, this.#parts.contents));
    await this.#note(placed);
  }

  async #look(work: (parts: StepParts) => Notes): Promise<Notes> {
    const { tree } = this;
    const { store, state } = this.#parts;
    const guarded: StepParts['guarded'] = (what, ofFiles) => this.#guarded(what, ofFiles);
    return state.view((placed: Reader) =>
      store.view((tx: Reader) => work({ tree, tx, placed, guarded })),
    );
  }

  async #note({ accounts, domains }: Notes): Promise<void> {
    if (accounts.size + domains.size === 0) return;
    await this.#parts.state.update((tx) => {
      for (const [id, next] of accounts) putAccount(tx, id, next);
      for (const [id, next] of domains) {
        if (next === undefined) tx.remove(placedDomains, id);
        else tx.put(placedDomains, id, next);
      }
    });
  }

  /** Something in the tree that is not what it should be concerns only what it is about. */
  #guarded(what: string, work: () => void): boolean {
    try {
      work();
      this.#troubles.delete(what);
      return true;
    } catch (error) {
      if (!(error instanceof TreeRefused) || isOfDisk(error.cause)) throw error;
      if (this.#troubles.get(what) !== error.message) this.#parts.trouble(error.message);
      this.#troubles.set(what, error.message);
      return false;
    }
  }
}

/** The disk itself, and not one file, is the reason. */
function isOfDisk(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'].includes(code);
}
