/** Web Skins Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { clusterSkins } from './cluster-skins.js';
import { domainSkins } from './domain-skins.js';
import { serverSkins } from './server-skins.js';
import { listStockSkinFiles, readStockSkinFile } from './stock-skins.js';

export const commands = chapter('Web Skins Administration', [
  ...domainSkins,
  ...serverSkins,
  ...clusterSkins,
  listStockSkinFiles,
  readStockSkinFile,
]);
