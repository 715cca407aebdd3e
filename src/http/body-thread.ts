/** The thread that reads long bodies, and makes JSON of long replies. */
import { answerReadings } from '../threads/answer-readings.js';
import { readLongBody, type LongBody } from './long-body.js';
import { jsonOfLongReply, type LongReply } from './long-reply.js';

answerReadings((given) => {
  const task = given as LongBody | LongReply;
  return 'reply' in task ? jsonOfLongReply(task) : readLongBody(task);
});
