/** The queues of messages; this server takes no mail, so there are none. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { asciiLower } from '../../values/letters.js';
import { number, optional, text } from '../arguments.js';
import { done, query } from '../define.js';

export const releaseSmtpQueue = query({
  name: 'ReleaseSMTPQueue',
  usage: 'queueName',
  summary: 'Makes the SMTP module try the queue of a domain at once.',
  arguments: { queueName: text },
  needs: serverRight('Monitor'),
  works: false,
  deviations: 'This server sends no mail, so no queue is ever found.',

  run: () => refuse('unknown-queue'),

  example: `
    C: ReleaseSMTPQueue "example.org"
    S: 501 queue is not found
  `,
});

export const rejectQueueMessage = query({
  name: 'RejectQueueMessage',
  usage: 'messageId [REPORT errorText | errorText]',
  summary: 'Takes a message off the queue.',
  arguments: { messageId: number, errorText: optional(text) },
  needs: serverRight('CanRejectQueues'),
  works: false,
  deviations: 'This server takes no mail, so no message is ever found.',

  run: () => refuse('unknown-queue', 'message is not found'),

  example: `
    C: RejectQueueMessage 1234567 REPORT NONDN
    S: 501 message is not found
    C: RejectQueueMessage 1234567 "Rejected by the administrator"
    S: 501 message is not found
  `,
});

export const rejectQueueMessages = query({
  name: 'RejectQueueMessages',
  usage: 'SENDER authedSender [REPORT errorText]',
  summary: 'Takes all messages of an authenticated sender off the queue.',
  arguments: { authedSender: text, errorText: optional(text) },
  needs: serverRight('CanRejectQueues'),
  deviations: 'This server takes no mail, so there is never a message to reject.',

  run: () => done,

  example: `
    C: RejectQueueMessages SENDER user@example.test REPORT NONDN
    S: 200 OK
    C: RejectQueueMessages user@example.test
    S: 500 incorrect command parameters*
  `,
});

/** Modules that have queues in the original. */
const modules: ReadonlySet<string> = new Set(['smtp', 'rpop', 'local', 'list', 'pipe', 'signal']);

export const getMessageQueueInfo = query({
  name: 'GetMessageQueueInfo',
  usage: 'moduleName QUEUE queueName',
  summary: 'Describes a queue of a module; a queue that is not there has nothing to describe.',
  arguments: { moduleName: text, queueName: text },
  needs: serverRight('Monitor'),
  deviations: 'This server takes no mail, so every queue of every module is empty.',

  run(_context, { moduleName }) {
    if (!modules.has(asciiLower(moduleName))) refuse('unknown-queue', 'module is not found');
    return new Map();
  },

  example: `
    C: GetMessageQueueInfo SMTP QUEUE "example.org"
    S: 201 {}
    C: GetMessageQueueInfo Pigeons QUEUE "example.org"
    S: 501 module is not found
  `,
});
