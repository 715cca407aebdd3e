/** Every command of this server, chapter by chapter as in the manual. */
import { commands as accountServices } from './account-services/index.js';
import { commands as accounts } from './accounts/index.js';
import { commands as alerts } from './alerts/index.js';
import type { ListedCommand } from './define.js';
import { commands as directory } from './directory/index.js';
import { commands as domainSet } from './domain-set/index.js';
import { commands as domains } from './domains/index.js';
import { commands as fileStorage } from './file-storage/index.js';
import { commands as forwarders } from './forwarders/index.js';
import { commands as groups } from './groups/index.js';
import { commands as lists } from './lists/index.js';
import { commands as mailboxes } from './mailboxes/index.js';
import { commands as miscellaneous } from './miscellaneous/index.js';
import { commands as monitoring } from './monitoring/index.js';
import { commands as namedTasks } from './named-tasks/index.js';
import { commands as pbxControl } from './pbx-control/index.js';
import { commands as pbx } from './pbx/index.js';
import { commands as rights } from './rights/index.js';
import { commands as serverSettings } from './server-settings/index.js';
import { commands as skins } from './skins/index.js';
import { commands as webInterface } from './web-interface/index.js';
import { commands as webSessions } from './web-sessions/index.js';
import { commands as statistics } from './statistics/index.js';

export const allCommands: readonly ListedCommand[] = [
  ...domainSet,
  ...domains,
  ...accounts,
  ...groups,
  ...forwarders,
  ...lists,
  ...namedTasks,
  ...rights,
  ...mailboxes,
  ...alerts,
  ...fileStorage,
  ...skins,
  ...webInterface,
  ...webSessions,
  ...pbx,
  ...pbxControl,
  ...accountServices,
  ...serverSettings,
  ...directory,
  ...monitoring,
  ...statistics,
  ...miscellaneous,
];
