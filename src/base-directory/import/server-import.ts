/**
 * The import of what belongs to the server itself: settings, Skins, applications, mount points. An
 * empty store takes all of it; one that has a server keeps its own settings, because they count for
 * Accounts that are there already, and takes with `merge` what it has none of.
 */
import { Change } from '../../engine/core/change.js';
import { changeDocument } from '../../engine/core/document-changes.js';
import { documentText } from '../../engine/core/documents.js';
import { appendRecord, programOrigin } from '../../engine/core/journal.js';
import { listMountPoints } from '../../engine/places/mount-points.js';
import { Refusal } from '../../engine/core/refusal.js';
import { changeElement, customElement } from '../../engine/server/stat-elements.js';
import { server, theServer } from '../../engine/directory/subjects.js';
import type { Value } from '../../values/value.js';
import type { Report } from '../reading/report.js';
import type { ServerParts } from '../reading/server-files.js';
import type { SourceTree } from '../reading/source-tree.js';
import { writeFileSets } from './file-set-rows.js';
import { oneByOne, update, type Target } from './target.js';

/** What of a server's settings comes in: all, what the target has none of, or nothing. */
export type ServerTaking = 'all' | 'missing' | 'nothing';

/** Imports what belongs to the server; `mountPoints` are those of its Domains. */
export async function importServer(
  tree: SourceTree,
  target: Target,
  parts: ServerParts,
  mountPoints: readonly string[],
  taking: ServerTaking,
  report: Report,
): Promise<void> {
  await update(target, (tx) => {
    const change = new Change(tx, target.now());
    for (const [name, value] of parts.documents) {
      const present = documentText(tx, server, name) !== undefined;
      if (taking === 'all' || (taking === 'missing' && !present)) {
        changeDocument(change, theServer, name, value);
      } else {
        report.add('kept', 'Settings', `the server's own ${name}`);
      }
    }
    const points = new Set([...listMountPoints(tx, server, 'domainStorage'), ...mountPoints]);
    changeDocument(change, theServer, 'domainStorage', [...points].sort());
    if (taking !== 'nothing') putElements(change, parts, report);
    appendRecord(change, programOrigin('import'));
  });
  if (taking !== 'nothing') {
    await writeFileSets(tree, theServer, parts.fileSets, oneByOne(target), report);
  } else {
    for (const { files } of parts.fileSets) {
      for (const path of files.values()) report.add('kept', path, 'the server has its own');
    }
  }
}

function putElements(change: Change, parts: ServerParts, report: Report): void {
  const file = 'Settings/StatElements.data';
  for (const [name, given] of parts.statElements) {
    const value = numberOf(given);
    if (value === undefined) {
      report.add('dropped', file, `${name}: its value is no number`);
    } else if (customElement(change.tx, name) !== undefined) {
      report.add('kept', file, name);
    } else {
      try {
        changeElement(change, name, value, 'set');
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        report.add('dropped', file, `${name}: ${error.reason}`);
      }
    }
  }
}

function numberOf(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'string' && /^-?\d{1,18}$/.test(value) ? BigInt(value) : undefined;
}
