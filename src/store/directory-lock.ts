/**
 * One process only writes in a directory: a file `owner` in it names the process. A lock that was
 * left by a process that is gone is taken over. Knows nothing of what is in the directory.
 *
 * A process is told from a later one with the same number by the time at which it started and by
 * the boot of the machine, where the system tells them (Linux). Processes that cannot see each
 * other (containers over one volume) are not kept apart.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trimmed } from '../values/letters.js';

/** Another process, or this one, has the store open. */
export class StoreInUse extends Error {}

/** Takes the lock; returns what gives it back. Throws `StoreInUse`. */
export function lockDirectory(directory: string): () => void {
  const lock = join(directory, 'owner');
  const own = ownMark();
  const mine = join(directory, `owner.${process.pid}`);
  try {
    writeFileSync(mine, own, { mode: 0o600 });
    while (!linked(mine, lock)) {
      const owner = read(lock);
      if (owner === undefined) continue;
      if (isAlive(owner)) throw inUse(directory, owner);
      takeAway(directory, lock, owner);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (read(lock) === own) rmSync(lock, { force: true });
  };
}

/** Removes a dead owner's lock, unless somebody else did and has taken it meanwhile. */
function takeAway(directory: string, lock: string, owner: string): void {
  const away = join(directory, `owner.${process.pid}.left`);
  try {
    renameSync(lock, away);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const taken = read(away);
  if (taken !== owner && taken !== undefined) {
    linked(away, lock);
    rmSync(away, { force: true });
    throw inUse(directory, taken);
  }
  rmSync(away, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether a process writes in a directory at this moment. */
export function isInUse(directory: string): boolean {
  const owner = read(join(directory, 'owner'));
  return owner !== undefined && isAlive(owner);
}

/** The text that tells this process from all others. */
export function ownMark(): string {
  return `${process.pid} ${startOf(process.pid)}\n`;
}

/** Whether the process of such a text is there. */
export function isAlive(owner: string): boolean {
  const [pid = '', start = ''] = trimmed(owner).split(' ');
  if (!/^[1-9]\d*$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return start === startOf(Number(pid)) && !hasEnded(Number(pid));
}

/** When a process started, as `boot/ticks`; empty where the system does not tell. */
function startOf(pid: number): string {
  const boot = read('/proc/sys/kernel/random/boot_id');
  const ticks = fieldsOf(pid)?.[19];
  return boot === undefined || ticks === undefined ? '' : `${trimmed(boot)}/${ticks}`;
}

/**
 * Whether a process has ended and is there only because its parent has not asked how, which some
 * never do. While one of its threads still ends, it may still write.
 */
function hasEnded(pid: number): boolean {
  const fields = fieldsOf(pid);
  return fields?.[0] === 'Z' && Number(fields[17]) <= 1;
}

/** What Linux tells of a process behind its name, which is in brackets and may hold anything. */
function fieldsOf(pid: number): readonly string[] | undefined {
  const stat = read(`/proc/${pid}/stat`)?.split(')').at(-1);
  return stat === undefined ? undefined : trimmed(stat).split(' ');
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function inUse(directory: string, owner: string): StoreInUse {
  return new StoreInUse(`the store in ${directory} is in use by process ${owner.split(' ')[0]}`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
