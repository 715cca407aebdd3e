/** Real-Time Application Administration: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { clusterPBX } from './cluster-pbx.js';
import {
  createDomainPBX,
  deleteDomainPBX,
  deleteDomainPBXFile,
  listDomainPBXFiles,
  readDomainPBXFile,
  storeDomainPBXFile,
} from './domain-pbx.js';
import {
  createServerPBX,
  deleteServerPBX,
  deleteServerPBXFile,
  listServerPBXFiles,
  listStockPBXFiles,
  readServerPBXFile,
  readStockPBXFile,
  storeServerPBXFile,
} from './server-pbx.js';

export const commands: readonly Command[] = [
  createDomainPBX,
  deleteDomainPBX,
  listDomainPBXFiles,
  readDomainPBXFile,
  storeDomainPBXFile,
  deleteDomainPBXFile,
  createServerPBX,
  deleteServerPBX,
  listServerPBXFiles,
  readServerPBXFile,
  storeServerPBXFile,
  deleteServerPBXFile,
  ...clusterPBX,
  listStockPBXFiles,
  readStockPBXFile,
];
