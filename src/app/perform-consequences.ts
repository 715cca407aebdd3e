/**
 * Does what changes bring about outside the store, once they are on disk (`engine/core/consequences.ts`):
 * the one place where a command ends a session, blocks an address, writes to the log or stops the
 * server.
 */
import type { AllSessions } from '../engine/logins/all-sessions.js';
import type { Consequence } from '../engine/core/consequences.js';
import { accountRow } from '../engine/directory/directory.js';
import type { WebSessions } from '../engine/logins/web-sessions.js';
import type { Blobs } from '../files/blobs.js';
import type { Log, LogSettings } from '../log/log.js';
import type { Server } from '../server/server.js';
import type { Store } from '../store/store.js';
import type { DomainId } from '../tables/tables.js';
import { textOf } from '../values/text.js';

/** What the consequences befall. */
export interface AffectedParts {
  readonly store: Store;
  readonly sessions: Pick<AllSessions, 'close' | 'accounts' | 'of' | 'end'>;
  readonly webSessions: Pick<WebSessions, 'open' | 'endAll'>;
  readonly files: Pick<Blobs, 'touched'>;
  /** Undefined until the server that listens is made. */
  readonly server: () => Pick<Server, 'block' | 'countFailure'>;
  readonly log: Log;
  /** The settings of the log at this moment. */
  readonly logSettings: () => LogSettings;
  readonly stop: () => void;
}

/**
 * Does what a change noted, in order, at once as far as nothing has to be waited for. The change is
 * on disk, so one that fails keeps none of the others away; throws, or rejects, when all were tried.
 */
export function perform(
  parts: AffectedParts,
  consequences: readonly Consequence[],
): void | Promise<void> {
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  let before: Promise<void> | undefined;
  for (const each of consequences) {
    if (before !== undefined) {
      before = before.then(() => performOne(parts, each)).catch(failed);
      continue;
    }
    try {
      before = performOne(parts, each)?.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
  if (before !== undefined) return before.then(() => requireNone(failures));
  requireNone(failures);
}

function requireNone(failures: readonly unknown[]): void {
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, 'what changes bring about failed');
}

function performOne(parts: AffectedParts, consequence: Consequence): void | Promise<void> {
  const { sessions, webSessions, log } = parts;
  switch (consequence.kind) {
    case 'close sessions':
      sessions.close(consequence.account);
      return;
    case 'close web sessions':
      webSessions.endAll(consequence.account);
      return;
    case 'close sessions of domain':
      return closeSessionsOf(parts, consequence.domain);
    case 'end session':
      sessions.end(consequence.session);
      return;
    case 'open web session':
      return webSessions.open(consequence.session, consequence.time);
    case 'block address':
      return parts.server().block(consequence.address, consequence.seconds);
    case 'count failed login':
      return parts.server().countFailure(consequence.address);
    case 'collect files':
      return parts.files.touched(consequence.account);
    case 'write log':
      // The record is a field of its own, so that whoever writes it cannot forge other lines.
      log.module('server')[consequence.level]('SYSTEM', { record: textOf(consequence.record) });
      return;
    case 'log everything':
      return consequence.on ? log.writeEverything() : log.setLevels(parts.logSettings());
    case 'stop':
      return parts.stop();
  }
}

/** Asks who has sessions rather than who is in the Domain: there are far fewer of them. */
async function closeSessionsOf(
  { store, sessions }: AffectedParts,
  domain: DomainId,
): Promise<void> {
  const open = [...sessions.accounts()];
  const inIt = await store.view((tx) =>
    open.filter((account) => {
      const row = accountRow(tx, account);
      return row === undefined || row.domain === domain;
    }),
  );
  for (const account of inIt) sessions.close(account);
}
