/** The commands of the manual's section "Domain Set Administration". */
import { clusterCommands } from '../cluster.js';
import { chapter } from '../define.js';
import { createDomain } from './create-domain.js';
import { deleteDomain } from './delete-domain.js';
import { createDirectoryDomain, reloadDirectoryDomains } from './directory-domains.js';
import { getDirectoryIntegration, setDirectoryIntegration } from './directory-integration.js';
import { domainDefaults } from './domain-defaults.js';
import { createDomainStorage, listDomainStorage } from './domain-storage.js';
import { listControlledDomains } from './list-controlled-domains.js';
import { listDomains } from './list-domains.js';
import { listServerTelnums } from './list-server-telnums.js';
import { mainDomainName } from './main-domain-name.js';
import { renameDomain } from './rename-domain.js';
import { serverAccountDefaults } from './server-account-defaults.js';
import { serverAccountPrefs } from './server-account-prefs.js';
import { getServerTrustedCerts, setServerTrustedCerts } from './server-trusted-certs.js';

export const commands = chapter('Domain Set Administration', [
  listDomains,
  listControlledDomains,
  mainDomainName,
  ...domainDefaults,
  ...serverAccountDefaults,
  ...serverAccountPrefs,
  createDomain,
  renameDomain,
  deleteDomain,
  createDirectoryDomain,
  reloadDirectoryDomains,
  listServerTelnums,
  getServerTrustedCerts,
  setServerTrustedCerts,
  getDirectoryIntegration,
  setDirectoryIntegration,
  createDomainStorage,
  listDomainStorage,
  ...clusterCommands,
]);
