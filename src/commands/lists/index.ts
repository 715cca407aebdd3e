/** Mailing List Administration: the commands of this section of the manual, in its order. */
import { chapter } from '../define.js';
import { createList } from './create-list.js';
import { getAccountLists } from './get-account-lists.js';
import { getDomainLists } from './get-domain-lists.js';
import { getList } from './get-list.js';
import { getSubscriberInfo } from './get-subscriber-info.js';
import { deleteList, listLists, renameList } from './list-names.js';
import { listSubscribers } from './list-subscribers.js';
import { list } from './list.js';
import { processBounce } from './process-bounce.js';
import { readSubscribers } from './read-subscribers.js';
import { setPostingMode } from './set-posting-mode.js';
import { updateList } from './update-list.js';

export const commands = chapter('Mailing List Administration', [
  listLists,
  getDomainLists,
  getAccountLists,
  createList,
  renameList,
  deleteList,
  getList,
  updateList,
  list,
  listSubscribers,
  readSubscribers,
  getSubscriberInfo,
  setPostingMode,
  processBounce,
]);
