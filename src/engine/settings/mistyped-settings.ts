/**
 * Settings with a stored value of the wrong type, which counts as absent (ruling 27): whoever reads
 * one says so here, and whoever keeps a log listens. A channel of the process, since settings are
 * read in many places that know no log; nothing is done while nobody listens.
 */
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Value } from '../../values/value.js';

/** A value that does not count. */
export interface MistypedSetting {
  readonly key: string;
  /** Where it is stored, in words. */
  readonly level: string;
  /** The name of the Account or Domain it is stored at, a byte string; empty for the server. */
  readonly owner: string;
  readonly value: Value;
}

const channelName = 'cligate:mistyped-setting';
const mistyped = channel(channelName);

/** Tells of one; `found` is asked only when somebody listens. */
export function tellMistyped(found: () => MistypedSetting): void {
  if (mistyped.hasSubscribers) mistyped.publish(found());
}

/** Listens until the function that it gives is called. */
export function hearMistyped(heard: (found: MistypedSetting) => void): () => void {
  const listener = (message: unknown): void => heard(message as MistypedSetting);
  subscribe(channelName, listener);
  return () => {
    unsubscribe(channelName, listener);
  };
}
