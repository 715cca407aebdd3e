/** Real-Time Application Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { clusterPBX } from './cluster-pbx.js';
import { domainPBX } from './domain-pbx.js';
import { serverPBX } from './server-pbx.js';
import { listStockPBXFiles, readStockPBXFile } from './stock-pbx.js';

export const commands = chapter('Real-Time Application Administration', [
  ...domainPBX,
  ...serverPBX,
  ...clusterPBX,
  listStockPBXFiles,
  readStockPBXFile,
]);
