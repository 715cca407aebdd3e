/** What the store holds in memory of a row. */
import type { Key } from './store.js';

/** What is known of one row. A later write makes another entry. */
export class Entry {
  constructor(
    readonly key: Key,
    /** Undefined when there is no such row. */
    readonly row: unknown,
    /** The row's text until it is handed to the storage engine. */
    public text: string | undefined,
    /** The number of the batch that writes the row; 0 when it was read from the storage engine. */
    readonly batch: number,
    /** Which of the batch's writes to the table it is, from 0. */
    readonly place = 0,
  ) {}
}
