/**
 * A little server in memory whose documented files are written to a temporary directory, and the
 * tree there as text: every file by its path, so that two can be compared.
 */
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removedName } from '../../../src/base-directory/removed.js';
import { Projection } from '../../../src/base-directory/projection/projection.js';
import { appendRecord } from '../../../src/engine/core/journal.js';
import { Change } from '../../../src/engine/core/change.js';
import { openMemoryStore } from '../../../src/store/memory.js';
import type { Store } from '../../../src/store/store.js';
import { LittleServer } from '../../engine/little-server.js';

/** Thousands of flushes: a file system in memory, where there is one, does them in no time. */
const memory = ['/dev/shm'].find((path) => existsSync(path));

const origin = {
  actor: 'test',
  actorId: 0,
  address: '',
  channel: 'program',
  command: 'test',
} as const;

export class LittleBase {
  readonly base = mkdtempSync(join(memory ?? tmpdir(), 'cligate-base-'));
  readonly troubles: string[] = [];
  readonly state: Store;
  #projection: Projection;

  private constructor(
    readonly server: LittleServer,
    state: Store = openMemoryStore(),
  ) {
    this.state = state;
    this.#projection = this.#made();
  }

  static async with(...domains: readonly string[]): Promise<LittleBase> {
    return new LittleBase(await LittleServer.with(...domains));
  }

  /** A change that the journal knows. */
  async change(work: (change: Change) => unknown): Promise<void> {
    await this.server.store.update((tx) => {
      const change = new Change(tx, 1_700_000_000_000);
      work(change);
      appendRecord(change, origin);
    });
  }

  get projection(): Projection {
    return this.#projection;
  }

  /** A projection that begins where the last one was, as after a crash. */
  restart(): void {
    this.#projection = this.#made();
  }

  async settle(): Promise<void> {
    await this.#projection.settle();
  }

  /** All files with their texts; directories end in `/`. */
  tree(): Record<string, string> {
    return treeOf(this.base);
  }

  /** The tree that a new projection of the same store writes. */
  async fresh(): Promise<Record<string, string>> {
    const other = new LittleBase(this.server);
    try {
      await other.settle();
      return other.tree();
    } finally {
      other.remove();
    }
  }

  remove(): void {
    rmSync(this.base, { recursive: true });
  }

  /** A projection whose own store is another one over that of this base. */
  projectionWith(stateOver: (state: Store) => Store): Projection {
    return new Projection({
      store: this.server.store,
      state: stateOver(this.state),
      base: this.base,
      blobs: { directory: join(this.base, 'files'), linked: true },
      trouble: (what) => this.troubles.push(what),
    });
  }

  #made(): Projection {
    return this.projectionWith((state) => state);
  }
}

/** All files below a directory but for the server's own and what was moved aside. */
export function treeOf(base: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (path: string): void => {
    for (const name of readdirSync(join(base, path)).sort()) {
      const inner = path === '' ? name : `${path}/${name}`;
      if (['store', 'files', 'projector', 'password.key', 'store.json'].includes(inner)) continue;
      if (name === removedName) continue;
      // A mount point may be a link.
      const look = name.endsWith('.mnt') ? statSync : lstatSync;
      if (look(join(base, inner)).isDirectory()) {
        found[`${inner}/`] = '';
        walk(inner);
      } else {
        found[inner] = steady(readFileSync(join(base, inner), 'latin1'));
      }
    }
  };
  if (existsSync(base)) walk('');
  return found;
}

/** Marks of files differ from one directory to another, and with them the checksum. */
function steady(text: string): string {
  return text.replace(/BoxMark=[^;]*;| #Checksum = [^;]*;\n/g, '');
}
