/** The thread that reads long bodies. */
import { answerReadings } from '../threads/answer-readings.js';
import { readLongBody, type LongBody } from './long-body.js';

answerReadings((task) => readLongBody(task as LongBody));
