/** What the files of a base directory are compared with. */

import type { Reader } from '../../store/store.js';
import type { Blobs } from '../projection/attach.js';
import type { ComparingTree } from './comparing-tree.js';
import type { Written } from './written.js';

/** A state of everything, to be looked at. */
export interface Look {
  readonly tree: ComparingTree;
  readonly tx: Reader;
  /** The projector's state. */
  readonly placed: Reader;
  readonly written: Written;
  readonly blobs: Blobs;
}
