/**
 * The names of administrator rights, and the one order in which they are printed
 * (protocol, section 10; objects, section 14; rulings 1).
 */

/** Rights on the server, for Accounts of the Main Domain only. */
export const serverRights = [
  'Master',
  'Settings',
  'UserAccounts',
  'DomainsRead',
  'Monitor',
  'CanRejectQueues',
  'CanReleaseQueues',
  'CanTuneLog',
  'Directory',
] as const;

/** Rights in a Domain; without `Domain` the others have no effect. */
export const domainRights = [
  'Domain',
  'BasicSettings',
  'PSTNSettings',
  'CanCreateAccounts',
  'CanCreateSpecialAccounts',
  'CanCreateAliases',
  'CanCreateTelnums',
  'CanCreateGroups',
  'CanCreateForwarders',
  'CanCreateNamedTasks',
  'CanCreateLists',
  'CanAccessLists',
  'CanAccessWebSites',
  'CanCreateWebUserSessions',
  'CanImpersonate',
  'CanModifyRPOP',
  'CanModifyRSIP',
  'RulesAllowed',
  'SignalRulesAllowed',
  'WebUserSettings',
  'CanModifySkins',
  'CanModifyPBXApps',
  'CanCreditAccounts',
  'CanAccessMailboxes',
  'CanPostAlerts',
  'CentralDirectory',
] as const;

export type ServerRight = (typeof serverRights)[number];
export type DomainRight = (typeof domainRights)[number];

/** Other spellings of the All Domains right that clients send. */
export const allDomainsSpellings = ['Users', 'AllDomains', 'CanAccessAll'] as const;
