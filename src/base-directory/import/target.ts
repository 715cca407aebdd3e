/**
 * Where an import goes: a store with passwords, blobs of Account files and a base directory, or,
 * in a dry run, nowhere: then transactions run over the store that is there and are forgotten.
 */
import { addToCounter } from '../../engine/directory/directory.js';
import type { Blobs } from '../../files/blobs.js';
import type { Passwords } from '../../passwords/passwords.js';
import type { Reader, Store, Writer } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { DryRun } from './dry-run.js';

/** A part of an import: a synchronous work of one transaction. */
export type Step = (tx: Writer) => void;

/** What an import writes into. */
export interface Target {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly blobs: Blobs;
  /** The base directory: below it the files that no store keeps are laid down. */
  readonly base: string;
  /** Changes nothing and returns what would be. */
  readonly dryRun: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The result of a transaction over one state. */
export async function view<T>({ store }: Target, work: (tx: Reader) => T): Promise<T> {
  return store.view(work);
}

/** The result of a change; a dry run forgets it. */
export async function update<T>(target: Target, work: (tx: Writer) => T): Promise<T> {
  if (!target.dryRun) return target.store.update(work);
  return target.store.view((tx) => work(new DryRun(tx)));
}

/** Reserves ids for so many objects; returns the first. */
export async function reserveIds(target: Target, count: number): Promise<Id> {
  return update(target, (tx) => addToCounter(tx, 'ids', count) - count + 1);
}

/** Steps that are done together or one after the other, and a last one that makes them count. */
export interface Steps {
  do(step: Step): Promise<void>;
  finish(last: Step): Promise<void>;
}

/** Each step is a transaction of its own: for what nobody sees before the last one. */
export function oneByOne(target: Target): Steps {
  return { do: (step) => update(target, step), finish: (last) => update(target, last) };
}

/** All steps are one transaction. */
export function together(target: Target): Steps {
  const waiting: Step[] = [];
  return {
    do(step) {
      waiting.push(step);
      return Promise.resolve();
    },
    finish: (last) =>
      update(target, (tx) => {
        for (const step of [...waiting, last]) step(tx);
      }),
  };
}
