/** Tells the uses of files to the log while SetTrace has switched them on. */
import { readDocument } from '../engine/core/documents.js';
import { server } from '../engine/directory/subjects.js';
import type { Trace, TraceFacility } from '../files/traced-blobs.js';
import type { ModuleLog } from '../log/log.js';
import type { Store } from '../store/store.js';

/** What the uses of files are told to; the switches are looked at for each. */
export function fileTrace(store: Store, log: ModuleLog): Trace {
  const look = async (facility: TraceFacility, what: string): Promise<void> => {
    const traces = await store.view((tx) => readDocument(tx, server, 'traces'));
    if (traces.get(facility) === 'YES') log.notice('TRACE', { facility, what });
  };
  return (facility, what) => {
    // Reading begins inside a transaction of the store, which may not ask for another one; and a store
    // that fails meanwhile is told of by whoever uses it.
    queueMicrotask(() => void look(facility, what).catch(() => undefined));
  };
}
