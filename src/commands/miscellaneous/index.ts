/** The commands of the manual's section "Miscellaneous", in its order. */
import { chapter } from '../define.js';
import {
  getTempBlacklistedIps,
  getTempClientIps,
  reportFailedLoginAddress,
  setTempBlacklistedIps,
  tempBlacklistIp,
} from './blocked-addresses.js';
import { clusterMemberCommands } from './cluster-member.js';
import { echo } from './echo.js';
import { getCurrentTime } from './get-current-time.js';
import { getSystemInfo } from './get-system-info.js';
import { getVersion } from './get-version.js';
import { help } from './help.js';
import { listCliCommands } from './list-cli-commands.js';
import {
  getMessageQueueInfo,
  rejectQueueMessage,
  rejectQueueMessages,
  releaseSmtpQueue,
} from './message-queues.js';
import { noop } from './noop.js';
import { setTrace } from './set-trace.js';
import { dumpAllObjects, setLogAll, writeLog } from './system-log.js';
import { testLoop } from './test-loop.js';
import { updateAirSyncInfo } from './update-air-sync-info.js';

export const commands = chapter('Miscellaneous', [
  listCliCommands,
  noop,
  echo,
  getVersion,
  getSystemInfo,
  getCurrentTime,
  setLogAll,
  dumpAllObjects,
  testLoop,
  setTrace,
  writeLog,
  releaseSmtpQueue,
  rejectQueueMessage,
  rejectQueueMessages,
  getMessageQueueInfo,
  ...clusterMemberCommands,
  getTempClientIps,
  reportFailedLoginAddress,
  tempBlacklistIp,
  getTempBlacklistedIps,
  setTempBlacklistedIps,
  updateAirSyncInfo,
  help,
]);
