/** Real-Time Application Administration: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { clusterPBX } from './cluster-pbx.js';
import { domainPBX } from './domain-pbx.js';
import { serverPBX } from './server-pbx.js';
import { listStockPBXFiles, readStockPBXFile } from './stock-pbx.js';

export const commands: readonly Command[] = [
  ...domainPBX,
  ...serverPBX,
  ...clusterPBX,
  listStockPBXFiles,
  readStockPBXFile,
];
