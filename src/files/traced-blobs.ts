/**
 * Blobs whose every use can be told (catalogue, `SetTrace`): `FileIO` is reading and writing,
 * `FileOp` is making and removing. Tells ids and numbers of bytes, never what is in a file.
 */
import type { Extent } from '../tables/storage-file-tables.js';
import type { Id } from '../tables/tables.js';
import type { Blobs } from './blobs.js';

/** What can be traced. */
export type TraceFacility = 'FileIO' | 'FileOp';

/** Told of each use; whether anybody wants to know is decided there. */
export type Trace = (facility: TraceFacility, what: string) => void;

/** The same blobs, with their uses told. */
export function tracedBlobs(blobs: Blobs, trace: Trace): Blobs {
  return {
    async write(account, bytes) {
      const fresh = await blobs.write(account, bytes);
      trace('FileIO', `write ${account} ${bytes.length}`);
      tellMade(trace, account, fresh.extent);
      return fresh;
    },
    async join(account, extents) {
      const fresh = await blobs.join(account, extents);
      trace('FileIO', `join ${account} ${extents.length}`);
      tellMade(trace, account, fresh.extent);
      return fresh;
    },
    read(account, extents, given) {
      for (const { blob, offset, length } of extents) {
        trace('FileIO', `read ${account}/${blob} ${offset} ${length}`);
      }
      return blobs.read(account, extents, given);
    },
    async remove(account, names) {
      await blobs.remove(account, names);
      for (const name of names) trace('FileOp', `remove ${account}/${name}`);
    },
    async setAside(account, names) {
      await blobs.setAside(account, names);
      for (const name of names) trace('FileOp', `set aside ${account}/${name}`);
    },
    dropAside: (before) => blobs.dropAside(before),
    touched: (account) => blobs.touched(account),
    takeTouched: () => blobs.takeTouched(),
    accounts: () => blobs.accounts(),
    stored: (account) => blobs.stored(account),
    arePinned: () => blobs.arePinned(),
  };
}

function tellMade(trace: Trace, account: Id, extent: Extent | undefined): void {
  if (extent !== undefined) trace('FileOp', `create ${account}/${extent.blob}`);
}
