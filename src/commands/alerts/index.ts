/** Alert Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { accountAlerts } from './account-alerts.js';
import { clusterAlerts } from './cluster-alerts.js';
import { domainAlerts } from './domain-alerts.js';
import { serverAlerts } from './server-alerts.js';

export const commands = chapter('Alert Administration', [
  ...domainAlerts,
  ...accountAlerts,
  ...serverAlerts,
  ...clusterAlerts,
]);
