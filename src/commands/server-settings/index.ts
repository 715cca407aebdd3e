/** The commands of the manual's section "Server Settings". */
import { chapter } from '../define.js';
import { addressSets, getIpState } from './address-sets.js';
import { clusterSettings } from './cluster-settings.js';
import { componentSettings } from './component-settings.js';
import { getModule, listModules, setModule, updateModule } from './modules.js';
import { refreshOsData } from './refresh-os-data.js';
import { getRouterTable, route, setRouterTable } from './router.js';
import { getServerIntercept, setServerIntercept } from './server-intercept.js';
import { serverRules } from './server-rules.js';

export const commands = chapter('Server Settings', [
  listModules,
  getModule,
  setModule,
  updateModule,
  ...componentSettings,
  ...serverRules,
  getRouterTable,
  setRouterTable,
  refreshOsData,
  ...addressSets,
  route,
  getIpState,
  getServerIntercept,
  setServerIntercept,
  ...clusterSettings,
]);
