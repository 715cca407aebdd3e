/** Web Interface Integration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { createWebUserSession, createXIMSSSession } from './create-sessions.js';
import { findAccountSession, findWebUserSession, listAccountSessions } from './find-sessions.js';
import { blessSession, getSession, killSession } from './one-session.js';

export const commands = chapter('Web Interface Integration', [
  createWebUserSession,
  createXIMSSSession,
  findAccountSession,
  listAccountSessions,
  getSession,
  killSession,
  blessSession,
  findWebUserSession,
]);
