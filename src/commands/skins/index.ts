/** Web Skins Administration: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import { clusterSkins } from './cluster-skins.js';
import {
  listDomainSkinFiles,
  readDomainSkinFile,
  storeDomainSkinFile,
} from './domain-skin-files.js';
import {
  createDomainSkin,
  deleteDomainSkin,
  listDomainSkins,
  renameDomainSkin,
} from './domain-skins.js';
import {
  createServerSkin,
  deleteServerSkin,
  listServerSkinFiles,
  listServerSkins,
  readServerSkinFile,
  renameServerSkin,
  storeServerSkinFile,
} from './server-skins.js';
import { listStockSkinFiles, readStockSkinFile } from './stock-skins.js';

export const commands: readonly Command[] = [
  listDomainSkins,
  createDomainSkin,
  renameDomainSkin,
  deleteDomainSkin,
  listDomainSkinFiles,
  readDomainSkinFile,
  storeDomainSkinFile,
  listServerSkins,
  createServerSkin,
  renameServerSkin,
  deleteServerSkin,
  listServerSkinFiles,
  readServerSkinFile,
  storeServerSkinFile,
  ...clusterSkins,
  listStockSkinFiles,
  readStockSkinFile,
];
