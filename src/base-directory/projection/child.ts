/**
 * The projector's process: it runs beside the server at low priority, so that writing files delays
 * no reply, and ends with it. A process and not a thread, because one whose disk failed ends, and
 * begins anew.
 */
import { closeSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEmbeddedStore } from '../../tables/open-store.js';
import { StoreInUse } from '../../store/embedded.js';
import type { Store, StoreFailure } from '../../store/store.js';
import { metadata } from '../../store/metadata.js';
import { trimmed } from '../../values/letters.js';
import { Follower } from './follower.js';
import type { Request, Start, Response } from './messages.js';
import { openOwnState } from './own-state.js';
import { Projection } from './projection.js';

/** How long the process of a server that was killed may take to end. */
const predecessorMs = 10_000;
const tryAgainMs = 50;

const dayMs = 24 * 60 * 60 * 1000;

async function run(start: Start): Promise<void> {
  const store = await openEmbeddedStore(start.store, { readOnly: true });
  const state = await openState(start.state);
  try {
    const projection = new Projection({
      store,
      state,
      base: start.base,
      blobs: { directory: start.blobs, linked: true },
      followMountLinks: start.followMountLinks,
      keepRemovedMs: start.keepRemovedDays * dayMs,
      settleStore: () => syncFile(join(start.store, 'data.mdb')),
      trouble: (what) => tell({ kind: 'trouble', what }),
    });
    await noteBoot(state, projection);
    const { collectMs } = start;
    const elapsedMs = (): number => performance.now();
    const follower = new Follower({ projection, store, state, tell, collectMs, elapsedMs });
    process.on('message', (request: Request) => follower.hear(request));
    process.on('disconnect', () => follower.hear({ kind: 'stop' }));
    // The server may have ended while the stores were opened, when nobody listened for it.
    if (!process.connected) follower.hear({ kind: 'stop' });
    await follower.run();
  } finally {
    await state.close();
    await store.close();
  }
}

async function openState(directory: string): Promise<Store> {
  for (let waited = 0; ; waited += tryAgainMs) {
    try {
      const damaged = (what: string): void => tell({ kind: 'trouble', what });
      return await openOwnState(directory, { damaged, broken: end });
    } catch (error) {
      if (!(error instanceof StoreInUse) || waited >= predecessorMs) throw error;
      await pause(tryAgainMs);
    }
  }
}

/**
 * What another process wrote may be read before it is on the disk; what is done to files for it must
 * not be there first.
 */
function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** After a failed write nobody knows what the state says; the server starts another process. */
function end(failure: StoreFailure): void {
  process.stderr.write(`cligate: the projector ends: ${failure.message}\n`);
  process.exit(1);
}

/** Files are not flushed one by one: after another boot of the machine all of them are looked at. */
async function noteBoot(state: Store, projection: Projection): Promise<void> {
  const boot = bootId();
  const known = await state.view((tx) => tx.get(metadata, 'boot'));
  if (known === boot) return;
  await state.update((tx) => tx.put(metadata, 'boot', boot));
  if (known !== undefined) await projection.restart();
}

function bootId(): string {
  try {
    return trimmed(readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'));
  } catch {
    return '';
  }
}

function tell(response: Response): void {
  if (process.connected) process.send?.(response);
}

try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Some systems do not let a process do that; it runs like any other then.
}
// Signals that a terminal sends to all processes are for the server, which stops this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const) {
  process.on(signal, () => undefined);
}
await run(JSON.parse(process.argv[2] ?? '{}') as Start);
if (process.connected) process.disconnect();
