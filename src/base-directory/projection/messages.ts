/** What the server and the projector's process say to each other. Texts are of the data language. */
import type { Id } from '../../tables/tables.js';
import type { Progress } from './projection.js';

/** What the projector's process is started with. */
export interface Start {
  readonly base: string;
  readonly store: string;
  readonly state: string;
  readonly blobs: string;
  readonly followMountLinks: boolean;
  /** How long changes are collected before they are written, in milliseconds. */
  readonly collectMs: number;
  /** How long what was moved aside is kept, in days. */
  readonly keepRemovedDays: number;
}

/** Logins of an Account: a dictionary's text. */
export type Visit = readonly [account: Id, elements: string];

/** From the server. */
export type Request =
  /** Something changed; `now`: somebody waits for it. */
  | { readonly kind: 'changed'; readonly now: boolean }
  | { readonly kind: 'info'; readonly number: number; readonly account: Id }
  | { readonly kind: 'visits'; readonly visits: readonly Visit[] }
  | { readonly kind: 'stop' };

/** What a Mailbox holds, by its path. */
export type BoxCounts = readonly [path: string, messages: number, size: number, lastUid: number];

/** From the projector. */
export type Response =
  /** It heard that something changed, and will look from now on. */
  | { readonly kind: 'heard' }
  | ({ readonly kind: 'at' } & Progress)
  | {
      readonly kind: 'info';
      readonly number: number;
      readonly elements: string;
      readonly counts: readonly BoxCounts[];
    }
  | { readonly kind: 'trouble'; readonly what: string };
