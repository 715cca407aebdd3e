/**
 * Account Administration: the commands of this section of the manual, in its order.
 * `GetAccountRights` stands with the access rights.
 */
import { chapter } from '../define.js';
import { getAccountACL, getAccountACLRights, setAccountACL } from './account-acl.js';
import { getAccountAliases, setAccountAliases } from './account-aliases.js';
import {
  getAccountEffectivePrefs,
  getAccountPrefs,
  setAccountPrefs,
  updateAccountPrefs,
} from './account-prefs.js';
import {
  getAccountRPOP,
  getAccountRPOPs,
  getAccountRSIPs,
  setAccountRPOP,
  setAccountRPOPs,
  setAccountRSIPs,
} from './account-remote-records.js';
import {
  getAccountMailRules,
  getAccountSignalRules,
  setAccountMailRules,
  setAccountSignalRules,
  updateAccountMailRule,
  updateAccountSignalRule,
} from './account-rules.js';
import { getAccountTelnums, modifyAccountTelnums, setAccountTelnums } from './account-telnums.js';
import { createAccount } from './create-account.js';
import { deleteAccount } from './delete-account.js';
import { getAccountEffectiveSettings } from './get-account-effective-settings.js';
import { getAccountInfo } from './get-account-info.js';
import { getAccountLocation } from './get-account-location.js';
import { getAccountOneSetting } from './get-account-one-setting.js';
import { getAccountPlainPassword } from './get-account-plain-password.js';
import { getAccountPresence } from './get-account-presence.js';
import { getAccountSettings } from './get-account-settings.js';
import { killAccountSessions } from './kill-account-sessions.js';
import { renameAccount } from './rename-account.js';
import { setAccountPassword } from './set-account-password.js';
import { setAccountSettings } from './set-account-settings.js';
import { setAccountType } from './set-account-type.js';
import { updateAccountSettings } from './update-account-settings.js';
import { updateScheduledTask } from './update-scheduled-task.js';
import { verifyAccountIdentity } from './verify-account-identity.js';
import { verifyAccountPassword } from './verify-account-password.js';

export const commands = chapter('Account Administration', [
  createAccount,
  renameAccount,
  deleteAccount,
  setAccountType,
  getAccountSettings,
  updateAccountSettings,
  getAccountEffectiveSettings,
  getAccountOneSetting,
  setAccountPassword,
  verifyAccountPassword,
  verifyAccountIdentity,
  getAccountAliases,
  setAccountAliases,
  getAccountTelnums,
  setAccountTelnums,
  modifyAccountTelnums,
  getAccountMailRules,
  setAccountMailRules,
  getAccountSignalRules,
  setAccountSignalRules,
  updateAccountMailRule,
  updateAccountSignalRule,
  getAccountRPOPs,
  setAccountRPOPs,
  getAccountRSIPs,
  setAccountRSIPs,
  getAccountRPOP,
  setAccountRPOP,
  updateScheduledTask,
  getAccountInfo,
  getAccountPrefs,
  updateAccountPrefs,
  setAccountPrefs,
  getAccountEffectivePrefs,
  killAccountSessions,
  getAccountACL,
  setAccountACL,
  getAccountACLRights,
  setAccountSettings,
  getAccountLocation,
  getAccountPresence,
  getAccountPlainPassword,
]);
