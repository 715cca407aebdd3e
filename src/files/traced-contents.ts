/**
 * Contents whose every use can be told (catalogue, `SetTrace`): `FileIO` is reading and writing,
 * `FileOp` is making and removing. Tells ids and numbers of bytes, never what is in a file.
 */
import type { Extent } from '../tables/storage-file-tables.js';
import type { Id } from '../tables/tables.js';
import type { FileContents } from './contents.js';

/** What can be traced. */
export type TraceFacility = 'FileIO' | 'FileOp';

/** Told of each use; whether anybody wants to know is decided there. */
export type Trace = (facility: TraceFacility, what: string) => void;

/** The same contents, with their uses told. */
export function tracedContents(contents: FileContents, trace: Trace): FileContents {
  return {
    async write(account, bytes) {
      const fresh = await contents.write(account, bytes);
      trace('FileIO', `write ${account} ${bytes.length}`);
      tellMade(trace, account, fresh.extent);
      return fresh;
    },
    async join(account, extents) {
      const fresh = await contents.join(account, extents);
      trace('FileIO', `join ${account} ${extents.length}`);
      tellMade(trace, account, fresh.extent);
      return fresh;
    },
    read(account, extents, given) {
      for (const { content, offset, length } of extents) {
        trace('FileIO', `read ${account}/${content} ${offset} ${length}`);
      }
      return contents.read(account, extents, given);
    },
    async remove(account, names) {
      await contents.remove(account, names);
      for (const name of names) trace('FileOp', `remove ${account}/${name}`);
    },
    async setAside(account, names) {
      await contents.setAside(account, names);
      for (const name of names) trace('FileOp', `set aside ${account}/${name}`);
    },
    dropAside: (before) => contents.dropAside(before),
    touched: (account) => contents.touched(account),
    takeTouched: () => contents.takeTouched(),
    accounts: () => contents.accounts(),
    stored: (account) => contents.stored(account),
    held: () => contents.held(),
  };
}

function tellMade(trace: Trace, account: Id, extent: Extent | undefined): void {
  if (extent !== undefined) trace('FileOp', `create ${account}/${extent.content}`);
}
