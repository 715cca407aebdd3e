/**
 * The settings of the server's components, one dictionary each: kept for clients, without effect
 * here, because there are no such components. What this server itself goes by is in its
 * configuration file.
 */
import { serverRight } from '../../access/need.js';
import type { ServerDocument } from '../../engine/core/documents.js';
import type { Command } from '../define.js';
import { serverDictionary } from '../server-dictionary.js';

interface Component {
  readonly document: ServerDocument;
  readonly what: string;
  /** In the names of its commands, and of older ones. */
  readonly name: string;
  readonly oldName?: string;
  /** What changes it; Set if it is not said. */
  readonly verb?: 'Update';
  readonly sample?: string;
}

const components: readonly Component[] = [
  { document: 'queue', name: 'QueueSettings', what: 'the message queue settings' },
  { document: 'signal', name: 'SignalSettings', what: 'the settings of the Signal component' },
  {
    document: 'mediaServer',
    name: 'MediaServerSettings',
    what: 'the settings of the Media Server component',
  },
  { document: 'session', name: 'SessionSettings', what: 'the settings of user sessions' },
  {
    document: 'cluster',
    name: 'ClusterSettings',
    what: 'the settings by which this server would join a cluster',
  },
  {
    document: 'log',
    name: 'LogSettings',
    verb: 'Update',
    what: 'the main log settings',
    sample: 'Level=3',
  },
  {
    document: 'network',
    name: 'Network',
    oldName: 'Protection',
    what: 'the network settings, those against spam among them',
    sample: 'RBLDomain=(zen.example.org);UseRBL=YES',
  },
  {
    document: 'resolver',
    name: 'DNRSettings',
    what: 'the settings of the domain name resolver',
  },
  {
    document: 'banned',
    name: 'Banned',
    what: 'the lines for which messages are banned',
    sample: 'BannedHeaders=("X-Spam: yes")',
  },
  { document: 'routerSettings', name: 'RouterSettings', what: 'the Router settings' },
  {
    document: 'serverSettings',
    name: 'ServerSettings',
    verb: 'Update',
    what: 'the server settings that have no command of their own',
    sample: 'ExternalAUTH={Enabled=YES;LogLevel=2;ProgramName="/opt/auth.pl";}',
  },
];

export const componentSettings: readonly Command[] = components.flatMap(
  ({ document, what, name, oldName, verb, sample = 'LogLevel=3' }) => {
    const command = (word: string) => ({
      name: `${word}${name}`,
      ...(oldName === undefined ? {} : { aliases: [`${word}${oldName}`] }),
    });
    return serverDictionary({
      document,
      what,
      sample,
      get: command('Get'),
      ...(verb === 'Update' ? { update: command('Update') } : { set: command('Set') }),
      needs: serverRight('Settings'),
      deviations: 'The settings are kept and told as they were given, and have no effect here.',
    });
  },
);
