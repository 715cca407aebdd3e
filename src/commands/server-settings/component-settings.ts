/**
 * The settings of the server's components, one dictionary each: kept for clients, without effect
 * here, because there are no such components. What this server itself goes by is in its
 * configuration file.
 */
import { serverRight } from '../../access/need.js';
import type { ServerDocument } from '../../engine/core/documents.js';
import type { Command } from '../define.js';
import { serverDictionary, type ServerDictionary } from '../server-dictionary.js';

interface Component extends Pick<ServerDictionary, 'what' | 'get' | 'update' | 'set'> {
  readonly document: ServerDocument;
  readonly sample?: string;
}

const components: readonly Component[] = [
  {
    document: 'queue',
    what: 'the message queue settings',
    get: { name: 'GetQueueSettings' },
    set: { name: 'SetQueueSettings' },
  },
  {
    document: 'signal',
    what: 'the settings of the Signal component',
    get: { name: 'GetSignalSettings' },
    set: { name: 'SetSignalSettings' },
  },
  {
    document: 'mediaServer',
    what: 'the settings of the Media Server component',
    get: { name: 'GetMediaServerSettings' },
    set: { name: 'SetMediaServerSettings' },
  },
  {
    document: 'session',
    what: 'the settings of user sessions',
    get: { name: 'GetSessionSettings' },
    set: { name: 'SetSessionSettings' },
  },
  {
    document: 'cluster',
    what: 'the settings by which this server would join a cluster',
    get: { name: 'GetClusterSettings' },
    set: { name: 'SetClusterSettings' },
  },
  {
    document: 'log',
    what: 'the main log settings',
    sample: 'Level=3',
    get: { name: 'GetLogSettings' },
    update: { name: 'UpdateLogSettings' },
  },
  {
    document: 'network',
    what: 'the network settings, those against spam among them',
    sample: 'RBLDomain=(zen.example.org);UseRBL=YES',
    get: { name: 'GetNetwork', aliases: ['GetProtection'] },
    set: { name: 'SetNetwork', aliases: ['SetProtection'] },
  },
  {
    document: 'resolver',
    what: 'the settings of the domain name resolver',
    get: { name: 'GetDNRSettings' },
    set: { name: 'SetDNRSettings' },
  },
  {
    document: 'banned',
    what: 'the lines for which messages are banned',
    sample: 'BannedHeaders=("X-Spam: yes")',
    get: { name: 'GetBanned' },
    set: { name: 'SetBanned' },
  },
  {
    document: 'routerSettings',
    what: 'the Router settings',
    get: { name: 'GetRouterSettings' },
    set: { name: 'SetRouterSettings' },
  },
  {
    document: 'serverSettings',
    what: 'the server settings that have no command of their own',
    sample: 'ExternalAUTH={Enabled=YES;LogLevel=2;ProgramName="/opt/auth.pl";}',
    get: { name: 'GetServerSettings' },
    update: { name: 'UpdateServerSettings' },
  },
];

export const componentSettings: readonly Command[] = components.flatMap(
  ({ sample = 'LogLevel=3', ...component }) =>
    serverDictionary({
      ...component,
      sample,
      needs: serverRight('Settings'),
      deviations: 'The settings are kept and told as they were given, and have no effect here.',
    }),
);
