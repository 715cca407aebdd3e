/**
 * The commands of a Dynamic Cluster. This server is never a member of one, so each of them reads
 * its parameters as the manual has them and refuses.
 */
import { serverRight, type Need } from '../access/need.js';
import { refuse } from '../engine/core/refusal.js';
import { array, dictionary, domainName, number, optional, text } from './arguments.js';
import { query, type ArgumentTypes, type Command } from './define.js';

const newSettings = { newSettings: dictionary };

/** A command of a cluster as the manual has it. */
export interface ClusterCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly usage: string;
  readonly arguments: ArgumentTypes;
  /** Other needs than those of the chapter. */
  readonly needs?: Need;
  /** Parameters that the example gives. */
  readonly given: string;
}

/** A command without parameters. */
export function reader(name: string, ...aliases: readonly string[]): ClusterCommand {
  return { name, aliases, usage: '', arguments: {}, given: '' };
}

/** A command that takes a dictionary. */
export function writer(name: string, ...aliases: readonly string[]): ClusterCommand {
  return { name, aliases, usage: 'newSettings', arguments: newSettings, given: ' {}' };
}

/** What the commands of one chapter have in common. */
interface ClusterChapter {
  readonly needs: Need;
  readonly summary: string;
}

/** Commands that read their parameters and refuse. */
export function refusingCommands(
  commands: readonly ClusterCommand[],
  chapter: ClusterChapter,
): readonly Command[] {
  return commands.map(({ given, ...command }) =>
    query({
      ...chapter,
      ...command,
      works: false,
      run: () => refuse('not-a-cluster'),

      example: `
        C: ${command.name}${given}
        S: 500 this is not a cluster member
      `,
    }),
  );
}

const commandsOfCluster: readonly ClusterCommand[] = [
  reader('GetClusterDomainDefaults'),
  writer('UpdateClusterDomainDefaults'),
  writer('SetClusterDomainDefaults'),
  reader('GetClusterAccountDefaults', 'GetClusterAccountsDefaults'),
  writer('UpdateClusterAccountDefaults', 'UpdateClusterAccountsDefaults'),
  writer('SetClusterAccountDefaults', 'SetClusterAccountsDefaults'),
  reader('GetClusterAccountPrefs', 'GetClusterWebUserDefaults'),
  writer('UpdateClusterAccountPrefs'),
  writer('SetClusterAccountPrefs', 'SetClusterWebUserDefaults'),
  {
    name: 'CreateSharedDomain',
    usage: 'domainName [settings]',
    arguments: { domainName, settings: optional(dictionary) },
    given: ' client1.test',
  },
  {
    name: 'ListClusterTelnums',
    usage: '[FILTER filter] limit',
    arguments: { filter: optional(text), limit: number },
    given: ' 100',
  },
  reader('GetClusterTrustedCerts'),
  {
    name: 'SetClusterTrustedCerts',
    usage: 'newCertificates',
    arguments: { newCertificates: array },
    given: ' ()',
  },
  reader('GetClusterDirectoryIntegration'),
  writer('SetClusterDirectoryIntegration'),
];

/** The cluster commands of the chapter on the set of Domains, in the manual's order. */
export const clusterCommands: readonly Command[] = refusingCommands(commandsOfCluster, {
  needs: serverRight('UserAccounts'),
  summary: 'Concerns the Domains that the members of a Dynamic Cluster share.',
});
