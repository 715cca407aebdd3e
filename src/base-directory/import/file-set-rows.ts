/** Skins and application files of a Domain or of the server on their way into the store. */
import { Change } from '../../engine/core/change.js';
import {
  addSet,
  findSet,
  hasFile,
  storeFile,
  type FileSet,
  type FileSetOwner,
} from '../../engine/skins/file-sets.js';
import { Refusal } from '../../engine/core/refusal.js';
import { skinFilePath } from '../../engine/skins/skins.js';
import type { FoundFileSet } from '../reading/file-sets.js';
import type { Report } from '../reading/report.js';
import type { SourceTree } from '../reading/source-tree.js';
import type { Steps } from './target.js';

/** Writes sets of files, a transaction for each file. What is there already stays and is told. */
export async function writeFileSets(
  tree: SourceTree,
  owner: FileSetOwner,
  found: readonly FoundFileSet[],
  steps: Steps,
  report: Report,
): Promise<void> {
  for (const { area, name, files } of found) {
    const set: FileSet = { owner, area, name };
    // A national subset needs its environment, and a Domain's named Skin the unnamed one.
    const isBased = name !== '' && (area === 'pbx' || owner.kind === 'domain');
    await steps.do((tx) => {
      for (const each of isBased ? [{ ...set, name: '' }, set] : [set]) {
        if (findSet(tx, each) === undefined) addSet(new Change(tx, 0), each);
      }
    });
    for (const [given, source] of files) {
      const path = area === 'skins' ? skinFilePath(given) : given;
      const content = Buffer.from(tree.read(source) ?? '', 'latin1');
      const modified = tree.stat(source)?.mtimeMs ?? 0;
      await steps.do((tx) => {
        const row = findSet(tx, set) ?? addSet(new Change(tx, 0), set);
        if (hasFile(tx, row, path)) {
          report.add('kept', source);
          return;
        }
        try {
          storeFile(new Change(tx, modified), set, path, content);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          report.add('dropped', source, error.detail ?? error.reason);
        }
      });
    }
  }
}
