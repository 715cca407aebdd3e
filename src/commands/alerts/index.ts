/** Alert Administration: the commands of this section of the manual, in its order. */
import type { Command } from '../define.js';
import {
  getAccountAlerts,
  postAccountAlert,
  removeAccountAlert,
  setAccountAlerts,
} from './account-alerts.js';
import { clusterAlerts } from './cluster-alerts.js';
import {
  getDomainAlerts,
  postDomainAlert,
  removeDomainAlert,
  setDomainAlerts,
} from './domain-alerts.js';
import {
  getServerAlerts,
  postServerAlert,
  removeServerAlert,
  setServerAlerts,
} from './server-alerts.js';

export const commands: readonly Command[] = [
  getDomainAlerts,
  setDomainAlerts,
  postDomainAlert,
  removeDomainAlert,
  getAccountAlerts,
  setAccountAlerts,
  postAccountAlert,
  removeAccountAlert,
  getServerAlerts,
  setServerAlerts,
  postServerAlert,
  removeServerAlert,
  ...clusterAlerts,
];
