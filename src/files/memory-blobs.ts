/**
 * Blobs of Account files in memory, beside a store in memory: a server that forgets its files at
 * the end must not touch those of a server that does not.
 */
import type { Extent } from '../tables/storage-file-tables.js';
import type { Id } from '../tables/tables.js';
import type { Blobs, FreshBlob, StoredBlob } from './blobs.js';

interface Kept {
  readonly bytes: Uint8Array;
  readonly writtenAt: number;
}

/** Blobs that last as long as the process. */
export function openMemoryBlobs(): Blobs {
  return new MemoryBlobs();
}

class MemoryBlobs implements Blobs {
  readonly #accounts = new Map<Id, Map<string, Kept>>();
  readonly #touched = new Set<Id>();
  #last = 0;

  write(account: Id, bytes: Uint8Array): Promise<FreshBlob> {
    return Promise.resolve(this.#keep(account, Uint8Array.from(bytes)));
  }

  async join(account: Id, extents: readonly Extent[]): Promise<FreshBlob> {
    return this.#keep(account, await this.read(account, extents));
  }

  read(account: Id, extents: readonly Extent[]): Promise<Uint8Array> {
    const kept = this.#of(account);
    const parts = extents.map(({ blob, offset, length }) => {
      const bytes = kept.get(blob)?.bytes.subarray(offset, offset + length);
      if (bytes?.length !== length) throw new Error('a blob is not there');
      return bytes;
    });
    return Promise.resolve(Buffer.concat(parts));
  }

  touched(account: Id): void {
    this.#touched.add(account);
  }

  takeTouched(): readonly Id[] {
    const taken = [...this.#touched];
    this.#touched.clear();
    return taken;
  }

  accounts(): Promise<readonly Id[]> {
    return Promise.resolve([...this.#accounts.keys()]);
  }

  stored(account: Id): Promise<readonly StoredBlob[]> {
    const found = [...this.#of(account)];
    return Promise.resolve(found.map(([name, { writtenAt }]) => ({ name, writtenAt })));
  }

  arePinned(): boolean {
    return false; // no other program sees this memory
  }

  remove(account: Id, names: readonly string[]): Promise<void> {
    const kept = this.#of(account);
    for (const name of names) kept.delete(name);
    if (kept.size === 0) this.#accounts.delete(account);
    return Promise.resolve();
  }

  /** What is in memory only cannot be got back anyway. */
  setAside(account: Id, names: readonly string[]): Promise<void> {
    return this.remove(account, names);
  }

  dropAside(): Promise<void> {
    return Promise.resolve();
  }

  #of(account: Id): Map<string, Kept> {
    return this.#accounts.get(account) ?? new Map<string, Kept>();
  }

  #keep(account: Id, bytes: Uint8Array): FreshBlob {
    const writtenAt = Date.now();
    if (bytes.length === 0) return { extent: undefined, writtenAt };
    this.touched(account);
    this.#last += 1;
    const blob = String(this.#last);
    const kept = this.#of(account);
    this.#accounts.set(account, kept.set(blob, { bytes, writtenAt }));
    return { extent: { blob, offset: 0, length: bytes.length }, writtenAt };
  }
}
