/** The settings that the members of a Dynamic Cluster share; this server is no member of one. */
import { serverRight } from '../../access/need.js';
import { array, optional, text } from '../arguments.js';
import { reader, refusingCommands, writer, type ClusterCommand } from '../cluster.js';
import type { Command } from '../define.js';

const textWriter = (name: string, usage: string): ClusterCommand => ({
  name,
  usage,
  arguments: { [usage]: text },
  given: ' ""',
});

const rulesWriter = (name: string, ...aliases: readonly string[]): ClusterCommand => ({
  name,
  aliases,
  usage: 'newRules',
  arguments: { newRules: array },
  given: ' ()',
});

const ruleUpdater = (name: string): ClusterCommand => ({
  name,
  usage: '(DELETE ruleName|newRule)',
  arguments: { ruleName: optional(text), newRule: optional(array) },
  given: ' (5,first,(),())',
});

const addressSets = [
  'LANIPs',
  'ClientIPs',
  'BlacklistedIPs',
  'WhiteHoleIPs',
  'NATedIPs',
  'NATSiteIPs',
  'DebugIPs',
  'DeniedIPs',
];

const chapter = {
  summary: 'Concerns the settings that the members of a Dynamic Cluster share.',
} as const;

const ofSettings: readonly ClusterCommand[] = [
  reader('GetClusterNetwork', 'GetClusterProtection'),
  writer('SetClusterNetwork', 'SetClusterProtection'),
  reader('GetClusterBanned'),
  writer('SetClusterBanned'),
  reader('GetClusterMailRules', 'GetClusterRules'),
  rulesWriter('SetClusterMailRules', 'SetClusterRules'),
  ruleUpdater('UpdateClusterMailRule'),
  reader('GetClusterSignalRules'),
  rulesWriter('SetClusterSignalRules'),
  ruleUpdater('UpdateClusterSignalRule'),
  reader('GetClusterRouterTable'),
  textWriter('SetClusterRouterTable', 'newTable'),
  reader('GetClusterRouterSettings'),
  writer('SetClusterRouterSettings'),
  ...addressSets.flatMap((set) => [
    reader(`GetCluster${set}`),
    textWriter(`SetCluster${set}`, 'newAddresses'),
  ]),
];

const ofIntercept: readonly ClusterCommand[] = [
  reader('GetClusterIntercept'),
  writer('SetClusterIntercept'),
];

/** The cluster commands of this chapter, in the manual's order. */
export const clusterSettings: readonly Command[] = [
  ...refusingCommands(ofSettings, { ...chapter, needs: serverRight('Settings') }),
  ...refusingCommands(ofIntercept, { ...chapter, needs: serverRight('Master') }),
];
