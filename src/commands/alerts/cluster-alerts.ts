/** The alerts that the members of a Dynamic Cluster share; this server is in none. */
import { serverRight } from '../../access/need.js';
import { anyValue, dictionary, text } from '../arguments.js';
import { reader, refusingCommands } from '../cluster.js';
import type { Command } from '../define.js';

export const clusterAlerts: readonly Command[] = refusingCommands(
  [
    reader('GetClusterAlerts'),
    {
      name: 'SetClusterAlerts',
      usage: 'newAlerts',
      arguments: { newAlerts: dictionary },
      given: ' {}',
    },
    {
      name: 'PostClusterAlert',
      usage: 'newAlert',
      arguments: { newAlert: text },
      given: ' "System goes down at noon"',
    },
    {
      name: 'RemoveClusterAlert',
      usage: 'timeStamp',
      arguments: { timeStamp: anyValue },
      given: ' #T22-10-2026_15:24:45',
    },
  ],
  {
    needs: serverRight('UserAccounts'),
    summary: 'Concerns the alerts that the members of a Dynamic Cluster share.',
  },
);
