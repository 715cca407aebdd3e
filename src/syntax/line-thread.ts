/** The thread that reads long lines. */
import { answerReadings } from '../threads/answer-readings.js';
import { readLongLine, type LongLine } from './long-line.js';

answerReadings((task) => readLongLine(task as LongLine));
