/**
 * The separator lines of a text mailbox (storage, section 5.3): `From ` at the beginning of the file
 * or behind an empty line. Behind the date there may be fields, `uid=12 flags=S`, up to the end of
 * the line. Knows no file.
 */
import type { MailboxCounts } from '../engine/accounts/account-files.js';

/** The highest UID that there can be. */
export const uidMax = 2 ** 32 - 1;

/** How much of a line is looked at; a longer one has no fields. */
const separatorBytes = 1000;

/** The fields behind the time and the rest of the date: the year, perhaps with a zone. */
const trailingFields = / \d{1,2}:\d\d(?::\d\d)?(?: +[^ =]+){1,3}((?: [a-z]+=[^ ]*)+) *\r?$/;

const lineFeed = 0x0a;

/**
 * Counts the messages of texts that come chunk by chunk. A UID that is missing, is none, or does not
 * rise is one more than the one before, so that UIDs rise; at the highest one they stay.
 */
export class SeparatorCount {
  /** Messages so far. */
  messages: number;
  /** The UID of the last one. */
  lastUid: number;
  /** What is known of the line under way. */
  #line = '';
  #isAfterEmptyLine = true;

  constructor({ messages, lastUid }: MailboxCounts) {
    this.messages = messages;
    this.lastUid = lastUid;
  }

  /** The next chunk. */
  take(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#extend(chunk, start, end);
      this.end();
      start = end + 1;
    }
    this.#extend(chunk, start, chunk.length);
  }

  /** The line is over, and perhaps the text. */
  end(): void {
    if (this.#isAfterEmptyLine && this.#line.startsWith('From ')) {
      this.messages += 1;
      const uid = uidOf(this.#line);
      this.lastUid = uid > this.lastUid ? uid : Math.min(this.lastUid + 1, uidMax);
    }
    this.#isAfterEmptyLine = this.#line === '' || this.#line === '\r';
    this.#line = '';
  }

  /** Lines that can be no separators are not looked at. */
  #extend(chunk: Buffer, start: number, end: number): void {
    const room = (this.#isAfterEmptyLine ? separatorBytes : 2) - this.#line.length;
    if (room > 0) this.#line += chunk.toString('latin1', start, Math.min(end, start + room));
  }
}

/** The UID that a separator line gives; 0 for none. */
function uidOf(line: string): number {
  if (line.length >= separatorBytes) return 0;
  const fields = trailingFields.exec(line)?.[1] ?? '';
  const uid = Number(/ uid=(\d{1,10})(?: |\r|$)/.exec(fields)?.[1] ?? 0);
  return uid > uidMax ? 0 : uid;
}
