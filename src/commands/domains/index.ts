/** The commands of the manual's section "Domain Administration". */
import { chapter } from '../define.js';
import { accountDefaultPrefs } from './account-default-prefs.js';
import { accountDefaults } from './account-defaults.js';
import { createAccountStorage, listAccountStorage } from './account-storage.js';
import { accountTemplate } from './account-template.js';
import { deleteDirectoryRecords, insertDirectoryRecords } from './directory-records.js';
import { getDomainAliases, setDomainAliases } from './domain-aliases.js';
import { domainRules } from './domain-rules.js';
import { getDomainEffectiveSettings } from './get-domain-effective-settings.js';
import { getDomainLocation } from './get-domain-location.js';
import { getDomainSettings } from './get-domain-settings.js';
import { listAccounts } from './list-accounts.js';
import { listAdminDomains } from './list-admin-domains.js';
import { listDomainObjects } from './list-domain-objects.js';
import { listDomainTelnums } from './list-domain-telnums.js';
import { setDomainSettings } from './set-domain-settings.js';
import { resumeDomain, suspendDomain } from './suspend-domain.js';
import { updateDomainSettings } from './update-domain-settings.js';

export const commands = chapter('Domain Administration', [
  getDomainSettings,
  getDomainEffectiveSettings,
  updateDomainSettings,
  ...accountDefaults,
  ...accountDefaultPrefs,
  ...accountTemplate,
  getDomainAliases,
  ...domainRules,
  listAdminDomains,
  listDomainObjects,
  listAccounts,
  listDomainTelnums,
  insertDirectoryRecords,
  deleteDirectoryRecords,
  createAccountStorage,
  listAccountStorage,
  setDomainAliases,
  setDomainSettings,
  getDomainLocation,
  suspendDomain,
  resumeDomain,
]);
