/**
 * Writing the documented files behind the store (storage, section 6). One step deals with one
 * batch of the journal, in two parts: everything that must leave its place is taken away, which
 * is noted; then everything is brought to its place and written, which is noted. Whatever is
 * interrupted is done again. Knows no process and no clock.
 */
import { accountOf, presentAccount } from '../../engine/directory/directory.js';
import type { Reader, Store, Writer } from '../../store/store.js';
import { lastPosition } from '../../engine/core/journal.js';
import { type Id } from '../../tables/tables.js';
import type { Dictionary } from '../../values/value.js';
import type { AccountInfo } from '../info-file.js';
import { removedName, sweepRemoved } from '../removed.js';
import { SafeTree, TreeRefused } from '../safe-tree.js';
import { keepInfo } from './account-info.js';
import type { Changed } from './changed.js';
import { againOf, doDeferredTask, infoOf } from './deferred-tasks.js';
import { Evidence } from './evidence.js';
import { nextBatch } from './next-batch.js';
import { attach, type Blobs } from './attach.js';
import {
  deferredTasks,
  placedAccounts,
  placedDomains,
  positionOf,
  progressOf,
  putAccount,
  putDomain,
  putProgress,
} from './state.js';
import { directoryNow, detach, type Notes, type StepParts } from './detach.js';
import { stagingDirectory } from './staged.js';

/** How many files are removed for good before something else is looked at. */
const sweptAtOnce = 200;

/** What a projection works on. */
export interface ProjectionParts {
  /** May be open for reading only. */
  readonly store: Store;
  /** The projector's own store (`stateTables`). */
  readonly state: Store;
  /** The directory that the documented files are in. */
  readonly base: string;
  readonly blobs: Blobs;
  readonly followMountLinks?: boolean;
  /** Makes sure that what was read of the store is on its disk, before anything is moved for it. */
  readonly settleStore?: () => void;
  /** The clock: milliseconds since 1970. */
  readonly now?: () => number;
  /** How long what was moved aside is kept, in milliseconds; undefined: for ever. */
  readonly keepRemovedMs?: number;
  /**
   * Called with what could not be written, once for each thing and cause, and by what error. What it
   * throws ends the work.
   */
  readonly trouble: (what: string, error?: TreeRefused) => void;
}

/** How far a projection is. */
export interface Progress {
  /** Everything up to this position of the journal is in place. */
  readonly position: number;
  /** The last position of the journal. */
  readonly last: number;
  /** How many files are still to be written. */
  readonly deferredTasks: number;
}

/** Writes the documented files of a base directory. */
export class Projection {
  readonly tree: SafeTree;
  readonly #parts: ProjectionParts;
  /** What could not be written, by what it is about. */
  readonly #troubles = new Map<string, string>();
  /** What of Accounts' files could not be read when it was read last. */
  readonly #damages = new Map<Id, readonly string[]>();
  readonly #evidence = new Evidence();
  #sweeping: Generator<void, void> | undefined;
  /** Deferred tasks that were tried and could not be done. */
  readonly #unable = new Set<string>();

  constructor(parts: ProjectionParts) {
    this.#parts = parts;
    this.tree = new SafeTree(parts.base, parts);
  }

  /**
   * Deals with the next batch; returns whether there was one. Rejects when the disk is full or
   * broken: then it is to be tried again later.
   */
  async step(): Promise<boolean> {
    const { store, state } = this.#parts;
    const next = await state.view((placed) => store.view((tx) => nextBatch(tx, placed)));
    if (next === undefined) return false;
    const { changed, position, cursor } = next;
    this.#parts.settleStore?.();
    await this.#project(changed, (tx) => putProgress(tx, position, cursor));
    return true;
  }

  /** The deferred tasks that are to be done, leaving out those that were tried in vain unless wanted too. */
  async deferredTasks(triedInVain: boolean): Promise<readonly string[]> {
    const all = await this.#parts.state.view((tx) =>
      Array.from(tx.range(deferredTasks, {}), ([key]) => key),
    );
    return triedInVain ? all : all.filter((key) => !this.#unable.has(key));
  }

  /** Does a deferred task; it stays when that was in vain. Rejects as `step` does. */
  async deferredTask(key: string): Promise<void> {
    const { store, state } = this.#parts;
    const again = againOf(key);
    const info = infoOf(key);
    if (again !== undefined) {
      await this.#project(again, (tx) => tx.remove(deferredTasks, key));
      if (again.deferredTasks.has(key)) this.#unable.add(key);
      else this.#unable.delete(key);
      return;
    }
    this.tree.forget();
    const isDone =
      info === undefined
        ? await state.view((placed) =>
            store.view((tx) =>
              this.#guarded(key, () => doDeferredTask(this.tree, tx, placed, key)),
            ),
          )
        : (await this.#keepInfo(info))?.isWritten !== false;
    if (isDone) {
      await state.update((tx) => tx.remove(deferredTasks, key));
      this.#unable.delete(key);
    } else this.#unable.add(key);
  }

  /**
   * The volatile data of an Account, whose file is written when it is stale; undefined when the
   * Account has no files yet. `given` are elements that are newer than those in the file.
   */
  async info(id: Id, given?: Dictionary): Promise<AccountInfo | undefined> {
    this.tree.forget();
    return (await this.#keepInfo(id, given))?.info;
  }

  async #keepInfo(id: Id, given?: Dictionary): Promise<ReturnType<typeof keepInfo> | undefined> {
    return this.#look((parts) => {
      const { tx, placed } = parts;
      const row = presentAccount(tx, id);
      const known = placed.get(placedAccounts, id);
      if (row === undefined || known === undefined || known.moving) return undefined;
      if (placed.get(placedDomains, known.domain) === undefined) return undefined;
      // The data are known also when the disk is full and the file has to wait.
      const guarded: StepParts['guarded'] = (what, work) => this.#guarded(what, work, true);
      const directory = directoryNow(parts, known.domain);
      const at = { ...known, directory, isKept: true };
      return keepInfo({ ...parts, guarded }, accountOf(tx, id), at, given);
    });
  }

  /** Writes everything that can be written. */
  async settle(): Promise<void> {
    for (let left = Infinity; ;) {
      while (await this.step());
      const keys = await this.deferredTasks(true);
      if (keys.length === 0 || keys.length >= left) return;
      left = keys.length;
      for (const key of keys) await this.deferredTask(key);
    }
  }

  /** Everything is to be looked at anew: after a loss of power. */
  async restart(): Promise<void> {
    await this.#parts.state.update((tx) => putProgress(tx, positionOf(tx) ?? 0, 0));
  }

  /** Removes for good a little of what was moved aside long ago; returns whether there is more. */
  async sweep(): Promise<boolean> {
    const { state, keepRemovedMs, now = Date.now } = this.#parts;
    if (keepRemovedMs === undefined) return false;
    this.tree.forget();
    this.#sweeping ??= await state.view((placed) =>
      sweepRemoved(this.tree, disksIn(this.tree, placed), now() - keepRemovedMs),
    );
    const sweeping = this.#sweeping;
    let left = sweptAtOnce;
    this.#guarded(removedName, () => {
      while (left > 0 && sweeping.next().done !== true) left -= 1;
      return true;
    });
    // It ended, or was refused and begins again with the next round.
    if (left > 0) this.#sweeping = undefined;
    return left === 0;
  }

  /** How far it is. */
  async progress(): Promise<Progress> {
    const { store, state } = this.#parts;
    const last = await store.view(lastPosition);
    return { ...(await state.view(progressOf)), last };
  }

  async #project(changed: Changed, note: (tx: Writer) => void): Promise<void> {
    const { state } = this.#parts;
    this.tree.forget();
    this.#guarded('interrupted moves', () => {
      this.tree.finishMoves();
      return true;
    });
    this.tree.makeDirectory(stagingDirectory);
    const taken = await this.#look((parts) => detach(parts, changed.accounts, changed.domains));
    const whole = new Set<Id>();
    if (taken.accounts.size + taken.domains.size > 0) {
      await state.update((tx) => {
        for (const id of taken.accounts.keys()) {
          if (tx.get(placedAccounts, id)?.moving === false) whole.add(id);
        }
        putNotes(tx, taken);
      });
    }
    const { blobs } = this.#parts;
    const placed = await this.#look((parts) => attach(parts, changed, blobs, whole));
    await state.update((tx) => {
      putNotes(tx, placed);
      note(tx);
      for (const key of changed.deferredTasks) tx.put(deferredTasks, key, '');
      this.#evidence.note(tx, positionOf(tx) ?? 0);
    });
  }

  async #look<T>(work: (parts: StepParts) => T): Promise<T> {
    const { tree } = this;
    const { store, state } = this.#parts;
    const guarded: StepParts['guarded'] = (what, inTree) => this.#guarded(what, inTree);
    const isRefused: StepParts['isRefused'] = (what) => this.#troubles.has(what);
    const damaged: StepParts['damaged'] = (id, damages) => this.#damaged(id, damages);
    const gone = this.#evidence;
    return state.view((placed: Reader) =>
      store.view((tx: Reader) => {
        if (gone.gather(tx, placed)) this.#parts.settleStore?.();
        return work({ tree, tx, placed, gone, guarded, isRefused, damaged });
      }),
    );
  }

  /** Tells each damage once, until it is gone. */
  #damaged(id: Id, damages: readonly string[]): void {
    const told = this.#damages.get(id) ?? [];
    for (const damage of new Set(damages)) if (!told.includes(damage)) this.#parts.trouble(damage);
    if (damages.length > 0) this.#damages.set(id, damages);
    else this.#damages.delete(id);
  }

  /**
   * Something in the tree that is not what it should be concerns only what it is about; a failure
   * of the disk itself is thrown on, unless it is `tolerated`.
   */
  #guarded(what: string, work: () => boolean, tolerated = false): boolean {
    try {
      const isDone = work();
      this.#troubles.delete(what);
      return isDone;
    } catch (error) {
      if (!(error instanceof TreeRefused) || (isOfDisk(error.cause) && !tolerated)) throw error;
      if (this.#troubles.get(what) !== error.message) this.#parts.trouble(error.message, error);
      this.#troubles.set(what, error.message);
      return false;
    }
  }
}

/** Where there may be things that were moved aside: wherever another file system may begin. */
function disksIn(tree: SafeTree, placed: Reader): readonly string[] {
  const tops = ['', 'Accounts', 'Domains'];
  for (const [, { location }] of placed.range(placedDomains, {})) {
    if (location !== '' && location !== 'Accounts') tops.push(location);
  }
  const mounts = tops.slice(1).flatMap((directory) =>
    tree
      .list(directory)
      .filter((name) => name.endsWith('.mnt'))
      .map((name) => `${directory}/${name}`),
  );
  return [...tops, ...mounts];
}

function putNotes(tx: Writer, { accounts, domains }: Notes): void {
  for (const [id, next] of accounts) putAccount(tx, id, next);
  for (const [id, next] of domains) putDomain(tx, id, next);
}

/** The disk itself, and not one file, is the reason. */
function isOfDisk(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'].includes(code);
}
