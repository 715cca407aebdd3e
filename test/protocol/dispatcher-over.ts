/** A dispatcher without a server around it, and who gives it commands. */
import type { Command } from '../../src/commands/define.js';
import { Registry } from '../../src/commands/registry.js';
import type { PreparationServer } from '../../src/commands/server-context.js';
import { makeDispatcher, type DispatchParts } from '../../src/protocol/dispatch.js';
import type { Caller, Dispatcher } from '../../src/protocol/reply.js';
import type { Store } from '../../src/store/store.js';
import type { Id } from '../../src/tables/tables.js';
import { linesOf, usualStoredLimits } from './lines-of.js';

/**
 * A dispatcher of these commands over a store, with the limits of a server that is not configured
 * and, unless `parts` has them, a clock at 0 and nothing of a running server. Our faults are thrown.
 */
export function dispatcherOver(
  store: Store,
  commands: readonly Command[],
  parts: Partial<DispatchParts> = {},
): Dispatcher {
  const registry = new Registry(commands);
  return makeDispatcher({
    store,
    registry,
    lines: linesOf(registry),
    storedLimits: () => usualStoredLimits,
    server: {} as PreparationServer,
    now: () => 0,
    failed: (word, error) => {
      throw new Error(`${word} failed`, { cause: error });
    },
    ...parts,
  });
}

/** An Account on the connection 1. */
export function callerOf(account: Id, name: string): Caller {
  return { account, name, remoteAddress: '127.0.0.1', channel: 'PWD', connection: 1 };
}
