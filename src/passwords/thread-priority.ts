/**
 * The priority of the thread that verifies passwords. On Linux each thread has one of its own, so
 * this thread can give way to the one that serves all clients; elsewhere it is left as it is.
 */
import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/** How far behind the others: a tenth of a processor that they want, but never no time at all. */
const steps = 10;

/** Lets the calling thread give way; returns whether it does. */
export function giveWay(): boolean {
  try {
    // `<process>/task/<thread>`, of the thread that reads it.
    const thread = Number(/\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1]);
    if (!(thread > 0)) return false;
    const lowest = constants.priority.PRIORITY_LOW;
    setPriority(thread, Math.min(getPriority(thread) + steps, lowest));
    return true;
  } catch {
    return false; // no Linux, or not allowed: slower for others, but right
  }
}
